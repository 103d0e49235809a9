import { damage, withoutControls } from './text';
import { fault, ok, type Result, type Value } from './value';

/** Longest text per target, in characters; what is longer is refused in words, never cut without being asked. */
const longest: ReadonlyMap< string, number > = new Map( [
	[ 'title', 500 ],
	[ 'slug', 200 ],
	[ 'status', 20 ],
	[ 'excerpt', 16_000 ],
	[ 'content', 250_000 ],
	[ 'image', 2_000 ],
	[ 'parent', 18 ],
] );
const longestTerm = 200;
const longestEntry = 2_000;
const longestOther = 60_000;

const isTaxonomy = ( to: string ): boolean => to.startsWith( 'taxonomy:' );

function unstorable( text: string, max: number ): Result | undefined {
	const damaged = damage( text );
	if ( damaged ) {
		return fault( 'text_invalid', `${ damaged }, which cannot be stored.`, 'Open the record in Salesforce, type the text again and save.' );
	}
	return text.length > max
		? fault(
				'value_too_long',
				`has ${ text.length.toLocaleString( 'en' ) } characters; at most ${ max.toLocaleString( 'en' ) } fit.`,
				'Shorten it in Salesforce, or add the step “truncate” to this field of the mapping.'
			)
		: undefined;
}

function fitList( list: readonly string[], max: number ): Result {
	const clean = list.map( withoutControls ).filter( ( entry ) => entry !== '' );
	for ( const entry of clean ) {
		const problem = unstorable( entry, max );
		if ( problem ) {
			return problem;
		}
	}
	return ok( [ ...new Set( clean ) ] );
}

/** The value in the shape its target takes. */
export function fit( to: string, value: Value ): Result {
	if ( value === null ) {
		return ok( null );
	}
	if ( isTaxonomy( to ) ) {
		return fitList( Array.isArray( value ) ? value : [ String( value ) ], longestTerm );
	}
	if ( Array.isArray( value ) ) {
		return longest.has( to )
			? fault( 'value_not_supported', 'is a list where one text is needed.', 'Add the step “join” to this field of the mapping.' )
			: fitList( value, longestEntry );
	}
	if ( typeof value !== 'string' && ! longest.has( to ) ) {
		return ok( value );
	}
	const clean = withoutControls( String( value ) );
	return unstorable( clean, longest.get( to ) ?? longestOther ) ?? ok( clean );
}

/** What an empty field clears its target to. */
export function cleared( to: string ): Value {
	if ( isTaxonomy( to ) ) {
		return [];
	}
	return [ 'title', 'content', 'excerpt', 'slug' ].includes( to ) ? '' : null;
}
