import type { SaveNote } from '../events/platform';
import { ApiError, badRequest, notFound } from '../http/errors';
import { isObject, json, printed, type Answer } from '../http/message';
import { normaliseId } from '../org/ids';
import type { Field, SObject } from '../org/schema';
import { SeveralMatches } from '../org/write';
import { bodyObject, flagOf, type Call } from './context';
import { objectOf } from './describe';

const MAX_WRITES = 200;
const MAX_CHUNKS = 10;

export interface RowError {
	statusCode: string;
	message: string;
	fields: string[];
}

interface Written {
	id: string;
	/** Only upserts tell. */
	created?: boolean;
}

type RowAnswer = ( Written & { success: true; errors: SaveNote[] } ) | { id?: string; success: false; errors: RowError[] };

/** Rows name their errors otherwise than whole requests, and without match results (§7.2, §2.6). */
export const rowErrors = ( { items }: ApiError ): RowError[] =>
	items.map( ( { errorCode, message, fields } ) => ( { statusCode: errorCode, message, fields: fields ?? [] } ) );

const ROLLED_BACK: RowError = {
	statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
	message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
	fields: [],
};

/** The id stays, even that of a row that was never made (§3.5). */
const rolledBack = ( answer: RowAnswer ): RowAnswer => ( answer.success ? { id: answer.id, success: false, errors: [ ROLLED_BACK ] } : answer );

class Rollback extends Error {}

/** Each row is a savepoint of its own: a refusal leaves nothing of it behind. */
function attempt( call: Call, write: () => Written ): RowAnswer {
	try {
		const { id, created } = call.writer.transaction( write );
		return { id, success: true, errors: call.world.events.platform.enqueue( id ), ...( created === undefined ? {} : { created } ) };
	} catch ( error ) {
		if ( error instanceof ApiError ) {
			return { success: false, errors: rowErrors( error ) };
		}
		throw error;
	}
}

/** Runs each row on its own; with allOrNone one failure takes the others back (§3.5). */
function settle< T >( call: Call, rows: T[], allOrNone: boolean, write: ( row: T, index: number ) => Written ): Answer {
	if ( rows.length > MAX_WRITES ) {
		throw badRequest( 'EXCEEDED_MAX_SIZE_REQUEST', `record limit reached. cannot submit more than ${ MAX_WRITES } records into this call` );
	}
	let answers: RowAnswer[] = [];
	try {
		call.writer.transaction( () => {
			answers = rows.map( ( row, index ) => attempt( call, () => write( row, index ) ) );
			if ( allOrNone && answers.some( ( answer ) => ! answer.success ) ) {
				throw new Rollback();
			}
		} );
	} catch ( error ) {
		if ( ! ( error instanceof Rollback ) ) {
			throw error;
		}
		answers = answers.map( rolledBack );
	}
	return json( answers );
}

interface TypedRecord {
	type: string;
	/** As it was written; null and '' mean none. */
	id: unknown;
	fields: Record< string, unknown >;
}

function typedRecord( record: unknown ): TypedRecord {
	const attributes = isObject( record ) ? record.attributes : undefined;
	if ( ! isObject( record ) || ! isObject( attributes ) || typeof attributes.type !== 'string' ) {
		throw badRequest( 'INVALID_INPUT', 'Each record needs attributes with a type' );
	}
	const entries = Object.entries( record ).filter( ( [ name ] ) => name !== 'attributes' );
	return {
		type: attributes.type,
		id: entries.find( ( [ name ] ) => name.toLowerCase() === 'id' )?.[ 1 ],
		fields: Object.fromEntries( entries.filter( ( [ name ] ) => name.toLowerCase() !== 'id' ) ),
	};
}

function typedRecords( body: Record< string, unknown > ): TypedRecord[] {
	if ( ! Array.isArray( body.records ) ) {
		throw badRequest( 'JSON_PARSER_ERROR', 'records is required and must be an array' );
	}
	const records = body.records.map( typedRecord );
	const chunks = records.filter( ( { type }, index ) => records[ index - 1 ]?.type.toLowerCase() !== type.toLowerCase() );
	if ( chunks.length > MAX_CHUNKS ) {
		throw badRequest( 'INVALID_INPUT', `records of more than ${ MAX_CHUNKS } chunks of types cannot be submitted in one call` );
	}
	return records;
}

const hasId = ( { id }: TypedRecord ): boolean => id !== undefined && id !== null && id !== '';

function known( call: Call, type: string ): SObject {
	const object = call.schema.find( type );
	if ( ! object ) {
		throw badRequest( 'INVALID_TYPE', `sObject type '${ type }' is not supported.` );
	}
	return object;
}

export function createMany( call: Call ): Answer {
	const body = bodyObject( call );
	return settle( call, typedRecords( body ), flagOf( body, 'allOrNone' ) ?? false, ( record ) => {
		const { id, fields } = record;
		return { id: call.writer.create( known( call, record.type ).name, hasId( record ) ? { ...fields, Id: id } : fields ) };
	} );
}

function updateOne( call: Call, object: SObject, { id, fields }: TypedRecord ): string {
	call.writer.update( object.name, printed( id ), fields );
	return normaliseId( id ) ?? printed( id );
}

export function updateMany( call: Call ): Answer {
	const body = bodyObject( call );
	const seen = new Set< string >();
	return settle( call, typedRecords( body ), flagOf( body, 'allOrNone' ) ?? false, ( record ) => {
		const object = known( call, record.type );
		if ( ! hasId( record ) ) {
			throw badRequest( 'MISSING_ARGUMENT', 'Id not specified in an update call', [ 'Id' ] );
		}
		const id = normaliseId( record.id );
		if ( id !== null && seen.has( id ) ) {
			throw badRequest( 'DUPLICATE_VALUE', `duplicate id specified: ${ id }`, [ 'Id' ] );
		}
		seen.add( id ?? '' );
		return { id: updateOne( call, object, record ) };
	} );
}

/** `Id` as the key: with a value an update, with null a new row (§3.5). */
function upsertById( call: Call, object: SObject, record: TypedRecord ): Written {
	return hasId( record )
		? { id: updateOne( call, object, record ), created: false }
		: { id: call.writer.create( object.name, record.fields ), created: true };
}

/** What a row says in the field that is its key. */
const keyOf = ( field: Field, { id, fields }: TypedRecord ): unknown =>
	field.type === 'id' ? id : Object.entries( fields ).find( ( [ name ] ) => name.toLowerCase() === field.name.toLowerCase() )?.[ 1 ];

function upsertByKey( call: Call, object: SObject, field: Field, record: TypedRecord ): Written {
	if ( hasId( record ) ) {
		throw badRequest( 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.', [ 'Id' ] );
	}
	try {
		return call.writer.upsert( object.name, { field: field.name, value: keyOf( field, record ) }, record.fields );
	} catch ( error ) {
		if ( error instanceof SeveralMatches ) {
			const ids = error.rows.map( ( row ) => row.id ).join( ', ' );
			throw badRequest( 'DUPLICATE_EXTERNAL_ID', `${ field.name }: more than one record found for external id field: [${ ids }]`, [ field.name ] );
		}
		throw error;
	}
}

/** What makes two rows mean the same record; null when the row names none. */
function comparable( field: Field, key: unknown ): string | null {
	if ( typeof key !== 'string' && typeof key !== 'number' ) {
		return null;
	}
	if ( field.type === 'id' ) {
		return normaliseId( key );
	}
	const text = String( key ).trim();
	return text === '' || field.caseSensitive ? text || null : text.toLowerCase();
}

export function upsertMany( call: Call ): Answer {
	const object = objectOf( call );
	const named = call.params.field ?? '';
	const field = named.toLowerCase() === 'id' ? object.fields.find( ( { type } ) => type === 'id' ) : call.writer.keyField( object, named );
	if ( ! field ) {
		throw notFound();
	}
	const body = bodyObject( call );
	const records = typedRecords( body );
	if ( records.some( ( { type } ) => type.toLowerCase() !== object.name.toLowerCase() ) ) {
		throw badRequest( 'INVALID_INPUT', `All records of an upsert must be of type ${ object.name }` );
	}
	const keys = records.map( ( record ) => comparable( field, keyOf( field, record ) ) );
	return settle( call, records, flagOf( body, 'allOrNone' ) ?? false, ( record, index ) => {
		const key = keys[ index ] ?? null;
		if ( key !== null && keys.indexOf( key ) !== keys.lastIndexOf( key ) ) {
			throw badRequest( 'DUPLICATE_VALUE', `Duplicate external id specified: ${ printed( keyOf( field, record ) ) }`, [ field.name ] );
		}
		return field.type === 'id' ? upsertById( call, object, record ) : upsertByKey( call, object, field, record );
	} );
}

export function deleteMany( call: Call ): Answer {
	const given = call.ask.query.get( 'ids' );
	if ( given === null ) {
		throw badRequest( 'INVALID_INPUT', 'ids is required' );
	}
	const ids = given
		.split( ',' )
		.map( ( id ) => id.trim() )
		.filter( ( id ) => id !== '' );
	const allOrNone = call.ask.query.get( 'allOrNone' )?.toLowerCase() === 'true';
	return settle( call, ids, allOrNone, ( id ) => {
		const object = call.schema.byKeyPrefix( id );
		if ( ! object ) {
			throw badRequest( 'MALFORMED_ID', `Record ID: id value of incorrect type: ${ id }`, [ 'Id' ] );
		}
		call.writer.delete( object.name, id );
		return { id: normaliseId( id ) ?? id };
	} );
}
