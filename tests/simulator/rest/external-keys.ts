import { notFound } from '../http/errors';
import { empty, json, type Answer } from '../http/message';
import { coerce } from '../org/coerce';
import type { SObject } from '../org/schema';
import type { Row } from '../org/store';
import { SeveralMatches } from '../org/write';
import { conditionOf } from './conditional';
import { recordUrl, versionNumber, type Call } from './context';
import { fieldsOf } from './files';
import { created, readRow } from './records';

/** The first version whose upserts say what they did (§2.5). */
const TELLS_WHAT_IT_DID = 46;

export interface Key {
	field: string;
	/** Undecoded, as it stands in the path. */
	value: string;
}

function decoded( value: string ): string {
	try {
		return decodeURIComponent( value );
	} catch {
		return value;
	}
}

/** Several rows with one key are answered with their addresses (§2.5). */
function orChoices( call: Call, object: SObject, work: () => Answer ): Answer {
	try {
		return work();
	} catch ( error ) {
		if ( error instanceof SeveralMatches ) {
			return json(
				error.rows.map( ( row ) => recordUrl( call, object.name, row.id ) ),
				300
			);
		}
		throw error;
	}
}

function theRow( call: Call, object: SObject, key: Key ): Row {
	const field = call.writer.keyField( object, key.field );
	const rows = call.writer.matches( object, field, coerce( field, decoded( key.value ) ) );
	if ( rows.length > 1 ) {
		throw new SeveralMatches( rows );
	}
	if ( ! rows[ 0 ] ) {
		throw notFound();
	}
	return rows[ 0 ];
}

export const readByKey = ( call: Call, object: SObject, key: Key ): Answer =>
	orChoices( call, object, () => readRow( call, object, theRow( call, object, key ) ) );

/** Conditions look at the row that is there already, if there is one (§2.8). */
function conditionOfKey( call: Call, object: SObject, key: { field: string; value: string } ): Answer | null {
	const field = call.writer.keyField( object, key.field );
	const [ row, ...others ] = call.writer.matches( object, field, coerce( field, key.value ) );
	return row && others.length === 0 ? conditionOf( call, object, row ) : null;
}

export function upsertByKey( call: Call, object: SObject, { field: name, value }: Key ): Answer {
	const key = { field: name, value: decoded( value ) };
	const updateOnly = call.ask.query.get( 'updateOnly' )?.toLowerCase() === 'true';
	const talks = versionNumber( call ) >= TELLS_WHAT_IT_DID;
	return orChoices( call, object, () => {
		const refusal = conditionOfKey( call, object, key );
		if ( refusal ) {
			return refusal;
		}
		const done = call.writer.upsert( object.name, key, fieldsOf( call, object ), updateOnly );
		if ( done.created ) {
			return created( call, object.name, done.id, talks ? { created: true } : {} );
		}
		return talks ? json( { id: done.id, success: true, errors: [], created: false } ) : empty();
	} );
}

export const removeByKey = ( call: Call, object: SObject, key: Key ): Answer =>
	orChoices( call, object, () => {
		call.writer.delete( object.name, theRow( call, object, key ).id );
		return empty();
	} );

/** `…/Id/001…` is the long form of `…/001…`. */
export const isIdKey = ( { field }: Key ): boolean => field.toLowerCase() === 'id';
