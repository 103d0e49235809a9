import type { CompiledMapping } from './map-record';
import { isCurrencyPath, pathsBeside } from './steps';

/** What describe says of one object: its own fields, and its parents by relationship name. */
export interface Describe {
	/** The first three characters of every id of this object. */
	readonly keyPrefix?: string | null;
	readonly name?: string;
	readonly fields: readonly {
		readonly name: string;
		readonly type?: string;
		/** A formula or a roll-up: a formula moves no stamp when its value does. */
		readonly calculated?: boolean;
		readonly relationshipName?: string | null;
		readonly referenceTo?: readonly string[];
		readonly picklistValues?: readonly {
			readonly value: string;
			readonly label?: string | null;
		}[];
	}[];
}

export interface SelectList {
	readonly paths: readonly string[];
	/** Mapped paths that describe does not show: left out of the query. */
	readonly unreadable: readonly string[];
}

/** Every path a mapping reads, once, whatever casing the mapping uses. */
export function mappedPaths( { fields }: CompiledMapping ): string[] {
	const byLower = new Map< string, string >();
	for ( const path of fields.flatMap( ( field ) => [ ...field.paths, ...field.steps.flatMap( pathsBeside ) ] ) ) {
		if ( ! byLower.has( path.toLowerCase() ) ) {
			byLower.set( path.toLowerCase(), path );
		}
	}
	return [ ...byLower.values() ];
}

const same = ( left: string, right: string ): boolean => left.toLowerCase() === right.toLowerCase();

function readable( path: string, object: string, describes: ReadonlyMap< string, Describe > ): boolean {
	const describe = describes.get( object.toLowerCase() );
	if ( ! describe ) {
		// Not described (yet): Salesforce itself will say.
		return true;
	}
	const [ first = '', ...rest ] = path.split( '.' );
	if ( rest.length === 0 ) {
		return describe.fields.some( ( field ) => same( field.name, first ) );
	}
	const parent = describe.fields.find( ( field ) => field.relationshipName && same( field.relationshipName, first ) );
	return parent !== undefined && ( parent.referenceTo ?? [] ).some( ( target ) => readable( rest.join( '.' ), target, describes ) );
}

/**
 * What tells that a record changed, best first: where the first is missing (some setup and history objects), the next
 * one of describe stands in for it (Salesforce does the same in getUpdated).
 */
export const stampFields = [ 'SystemModstamp', 'LastModifiedDate', 'CreatedDate' ] as const;
export type StampField = ( typeof stampFields )[ number ];

/** The SOQL field paths a mapping needs; Id and the stamp always travel. */
export function selectList(
	compiled: CompiledMapping,
	describes: ReadonlyMap< string, Describe > = new Map(),
	stamp: StampField = 'SystemModstamp'
): SelectList {
	const object = compiled.mapping.sobject;
	const mapped = mappedPaths( compiled );
	const missing = mapped.filter( ( path ) => ! readable( path, object, describes ) );
	const chosen = mapped.filter( ( path ) => ! missing.includes( path ) && ! same( path, 'Id' ) && ! same( path, stamp ) );
	// An org with one currency has no such field: its absence is an answer, and no news.
	return {
		paths: [ 'Id', stamp, ...chosen ],
		unreadable: missing.filter( ( path ) => ! isCurrencyPath( path ) ),
	};
}
