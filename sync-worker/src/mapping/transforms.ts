import { dateOf, isoOf, momentOf } from './dates';
import { isObject } from './path';
import { id18 } from './salesforce-id';
import { plainText, truncated } from './text';
import { fault, ok, type Result, type Value } from './value';

type Options = Readonly< Record< string, unknown > >;
type Transform = ( value: Exclude< Value, null >, options: Options ) => Result;

const text = ( value: Value ): string => ( Array.isArray( value ) ? value.join( ';' ) : String( value ?? '' ) );
const option = ( options: Options, name: string, otherwise: string ): string => {
	const given = options[ name ];
	return typeof given === 'string' ? given : otherwise;
};

/** Applies to each entry of a list, to the whole of anything else. */
const each =
	( change: ( entry: string, options: Options ) => string ): Transform =>
	( value, options ) =>
		ok( Array.isArray( value ) ? value.map( ( entry ) => change( entry, options ) ) : change( String( value ), options ) );

function toUrl( value: Exclude< Value, null > ): Result {
	const given = text( value ).trim();
	if ( given === '' ) {
		return ok( null );
	}
	const parsed = URL.canParse( given ) ? new URL( given ) : undefined;
	return parsed && ( parsed.protocol === 'https:' || parsed.protocol === 'http:' )
		? ok( parsed.href )
		: fault( 'url_invalid', `is not a web address: “${ truncated( given, 80 ) }”.`, 'Correct the address in Salesforce; it begins with https://.' );
}

function toNumber( value: Exclude< Value, null > ): Result {
	const given = text( value ).trim();
	const number = given === '' ? Number.NaN : Number( given );
	return Number.isFinite( number )
		? ok( number )
		: fault( 'number_invalid', `is not a number: “${ truncated( given, 80 ) }”.`, 'Correct the number in Salesforce.' );
}

function toBoolean( value: Exclude< Value, null > ): Result {
	const given = text( value ).trim().toLowerCase();
	if ( [ 'true', '1', 'yes', 'on' ].includes( given ) ) {
		return ok( true );
	}
	return [ 'false', '0', 'no', 'off', '' ].includes( given )
		? ok( false )
		: fault( 'boolean_invalid', `is neither yes nor no: “${ truncated( given, 80 ) }”.`, 'Map a checkbox field.' );
}

function whenValid( convert: ( given: string ) => string | undefined, code: string, what: string ): Transform {
	return ( value ) => {
		const given = text( value ).trim();
		const converted = convert( given );
		return converted === undefined
			? fault( code, `is not ${ what }: “${ truncated( given, 80 ) }”.`, 'Correct the value in Salesforce, or map another field.' )
			: ok( converted );
	};
}

function mapped( value: Exclude< Value, null >, options: Options ): Result {
	const values = isObject( options.values ) ? options.values : {};
	const one = ( entry: string ): string | undefined => {
		const found = Object.hasOwn( values, entry ) ? values[ entry ] : options.otherwise;
		return [ 'string', 'number', 'boolean' ].includes( typeof found ) ? `${ found as string | number | boolean }` : undefined;
	};
	return Array.isArray( value ) ? ok( value.map( one ).filter( ( entry ) => entry !== undefined ) ) : ok( one( String( value ) ) ?? null );
}

function maximum( options: Options ): number {
	const max = Number( options.max ?? 500 );
	return Number.isInteger( max ) && max >= 0 ? max : 500;
}

const table: ReadonlyMap< string, Transform > = new Map< string, Transform >( [
	[ 'trim', each( ( entry ) => entry.trim() ) ],
	[ 'text', each( plainText ) ],
	[ 'html', ( value ) => ok( text( value ) ) ],
	[ 'truncate', each( ( entry, options ) => truncated( entry, maximum( options ) ) ) ],
	[ 'lower', each( ( entry ) => entry.toLowerCase() ) ],
	[ 'upper', each( ( entry ) => entry.toUpperCase() ) ],
	[ 'prefix', each( ( entry, options ) => option( options, 'text', '' ) + entry ) ],
	[ 'suffix', each( ( entry, options ) => entry + option( options, 'text', '' ) ) ],
	[
		'split',
		( value, options ) =>
			ok(
				( Array.isArray( value ) ? value : text( value ).split( option( options, 'separator', ';' ) ) )
					.map( ( entry ) => entry.trim() )
					.filter( Boolean )
			),
	],
	[ 'join', ( value, options ) => ok( Array.isArray( value ) ? value.join( option( options, 'separator', ', ' ) ) : value ) ],
	[ 'map', mapped ],
	[ 'number', toNumber ],
	[ 'boolean', toBoolean ],
	[ 'url', toUrl ],
	[ 'date', whenValid( dateOf, 'date_invalid', 'a date' ) ],
	[ 'id18', whenValid( id18, 'id_invalid', 'a Salesforce id' ) ],
	[
		'datetime',
		whenValid(
			( given ) => {
				const ms = momentOf( given );
				return ms === undefined ? undefined : isoOf( ms );
			},
			'date_invalid',
			'a date and time with a time zone'
		),
	],
] );

export const transformNames: readonly string[] = [ ...table.keys() ];

/** Total: every name, value and option gives a value or a fault, never an exception. */
export function transform( name: string, value: Value, options: Options = {} ): Result {
	const apply = table.get( name );
	if ( ! apply ) {
		return fault( 'transform_unknown', `uses a step nobody knows: “${ name }”.`, 'Correct the mapping.' );
	}
	return value === null ? ok( null ) : apply( value, options );
}
