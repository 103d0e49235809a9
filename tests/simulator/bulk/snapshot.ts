import { badRequest } from '../http/errors';
import { isObject } from '../http/message';
import { isNumber, type Value } from '../org/schema';
import type { Call } from '../rest/context';
import { askOf } from '../rest/query';
import { parseSoql } from '../soql/parse';
import { runSoql, type Found } from '../soql/query';
import { isPlain, refuseForBulk, resultColumns, type ResultColumn } from './result-columns';

/** The result of a query as it was when the job was made: later changes do not reach it. */
export interface Snapshot {
	object: string;
	header: string[];
	size: number;
	/** Texts of one row, in the order of the columns. */
	cells: ( index: number ) => string[];
	/** ORDER BY and LIMIT rule out that Salesforce splits the query by id (§4.5). */
	splits: boolean;
}

type FoundRows = Extract< Found, { kind: 'rows' } >;
type Print = ( value: Value ) => string;

const printPlain: Print = ( value ) => ( value === null ? '' : String( value ) );
/** Salesforce writes 27000.0 where a field may have decimals (§2.1). */
const printFraction: Print = ( value ) => ( typeof value === 'number' && Number.isInteger( value ) ? `${ value }.0` : printPlain( value ) );

const printerOf = ( { field }: ResultColumn ): Print => ( field !== null && isNumber( field ) && field.type !== 'int' ? printFraction : printPlain );

function dig( record: unknown, path: string[] ): Value {
	let at: unknown = record;
	for ( const name of path ) {
		if ( ! isObject( at ) ) {
			return null;
		}
		const names: Record< string, unknown > = at;
		const key = name in names ? name : Object.keys( names ).find( ( one ) => one.toLowerCase() === name.toLowerCase() );
		at = key === undefined ? null : names[ key ];
	}
	return typeof at === 'string' || typeof at === 'number' || typeof at === 'boolean' ? at : null;
}

/**
 * A stored row's values are replaced, never changed: the old ones are the snapshot, at the price of a reference.
 * What is worked out, or read from a parent, has to be read now.
 */
function valuesOf( columns: ResultColumn[], { rows, project }: FoundRows ): ( index: number ) => Value[] {
	if ( columns.every( isPlain ) ) {
		const names = columns.map( ( { path } ) => path[ 0 ]! );
		const kept = rows.map( ( row ) => row.values );
		return ( index ) => names.map( ( name ) => kept[ index ]![ name ] ?? null );
	}
	const read = rows.map( ( row ) => {
		const record = project( row );
		return columns.map( ( { path } ) => dig( record, path ) );
	} );
	return ( index ) => read[ index ]!;
}

function find( call: Call, soql: string, includeDeleted: boolean ): FoundRows {
	const found = runSoql( askOf( call, soql, includeDeleted ) );
	if ( found.kind !== 'rows' ) {
		throw badRequest( 'API_ERROR', 'Aggregate functions not supported in Bulk Query' );
	}
	return found;
}

/** Runs the query, or throws what Salesforce answers when the job is made (§4.5). */
export function takeSnapshot( call: Call, soql: string, includeDeleted: boolean ): Snapshot {
	const { query, source } = parseSoql( soql );
	refuseForBulk( query );
	const object = call.schema.find( query.sObject ?? '' );
	const columns = object ? resultColumns( query, source.aliases, object, call.schema ) : [];
	const found = find( call, soql, includeDeleted );
	const values = valuesOf( columns, found );
	const printers = columns.map( printerOf );
	return {
		object: object?.name ?? query.sObject ?? '',
		header: columns.map( ( { path } ) => path.join( '.' ) ),
		size: found.rows.length,
		cells: ( index ) => values( index ).map( ( value, column ) => printers[ column ]!( value ) ),
		splits: query.orderBy === undefined && query.limit === undefined,
	};
}
