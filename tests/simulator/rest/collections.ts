import { ApiError, badRequest } from '../http/errors';
import { isObject, json, type Answer } from '../http/message';
import { normaliseId } from '../org/ids';
import { bodyObject, type Call } from './context';
import { objectOf } from './describe';
import { recordJson } from './records';

const MAX_WRITES = 200;
const MAX_READS = 2000;
const MAX_CHUNKS = 10;

type RowAnswer = Record< string, unknown > & { success: boolean };

const failed = ( error: ApiError ): RowAnswer => ( {
	success: false,
	errors: error.items.map( ( { errorCode, message, fields } ) => ( {
		statusCode: errorCode,
		message,
		fields: fields ?? [],
	} ) ),
} );

const rolledBack = ( answer: RowAnswer ): RowAnswer =>
	answer.success
		? {
				...answer,
				success: false,
				errors: [
					{
						statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
						message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
						fields: [],
					},
				],
			}
		: answer;

class Rollback extends Error {}

/** Runs each row on its own; with allOrNone one failure takes the others back (§3.5). */
function settle< T >( call: Call, rows: T[], allOrNone: boolean, write: ( row: T ) => string ): Answer {
	if ( rows.length > MAX_WRITES ) {
		throw badRequest( 'EXCEEDED_MAX_SIZE_REQUEST', 'record limit reached. cannot submit more than 200 records into this call' );
	}
	let answers: RowAnswer[] = [];
	const attempt = ( row: T ): RowAnswer => {
		try {
			return { id: write( row ), success: true, errors: [] };
		} catch ( error ) {
			if ( error instanceof ApiError ) {
				return failed( error );
			}
			throw error;
		}
	};
	try {
		call.writer.transaction( () => {
			answers = rows.map( attempt );
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
	id: string;
	fields: Record< string, unknown >;
}

function typedRecords( body: Record< string, unknown > ): TypedRecord[] {
	if ( ! Array.isArray( body.records ) ) {
		throw badRequest( 'JSON_PARSER_ERROR', 'records is required and must be an array' );
	}
	const records = body.records.map( ( record: unknown ): TypedRecord => {
		const attributes = isObject( record ) ? record.attributes : undefined;
		if ( ! isObject( record ) || ! isObject( attributes ) || typeof attributes.type !== 'string' ) {
			throw badRequest( 'INVALID_INPUT', 'Each record needs attributes with a type' );
		}
		const fields: Record< string, unknown > = {};
		let id = '';
		for ( const [ name, value ] of Object.entries( record ) ) {
			if ( name.toLowerCase() === 'id' ) {
				id = String( value );
			} else if ( name !== 'attributes' ) {
				fields[ name ] = value;
			}
		}
		return { type: attributes.type, id, fields };
	} );
	const chunks = records.filter( ( { type }, index ) => index === 0 || records[ index - 1 ]?.type !== type );
	if ( chunks.length > MAX_CHUNKS ) {
		throw badRequest( 'INVALID_INPUT', 'records of more than 10 chunks of types cannot be submitted in one call' );
	}
	return records;
}

export function createMany( call: Call ): Answer {
	const body = bodyObject( call );
	return settle( call, typedRecords( body ), body.allOrNone === true, ( { type, id, fields } ) =>
		call.writer.create( type, id === '' ? fields : { ...fields, Id: id } )
	);
}

export function updateMany( call: Call ): Answer {
	const body = bodyObject( call );
	return settle( call, typedRecords( body ), body.allOrNone === true, ( { type, id, fields } ) => {
		call.writer.update( type, id, fields );
		return normaliseId( id ) ?? id;
	} );
}

export function deleteMany( call: Call ): Answer {
	const ids = ( call.ask.query.get( 'ids' ) ?? '' ).split( ',' ).filter( ( id ) => id !== '' );
	const allOrNone = call.ask.query.get( 'allOrNone' ) === 'true';
	return settle( call, ids, allOrNone, ( id ) => {
		const object = call.schema.byKeyPrefix( id );
		if ( ! object ) {
			throw badRequest( 'MALFORMED_ID', `Record ID: id value of incorrect type: ${ id }`, [ 'Id' ] );
		}
		call.writer.delete( object.name, id );
		return normaliseId( id ) ?? id;
	} );
}

function answerReads( call: Call, ids: unknown[], names: string[] ): Answer {
	const object = objectOf( call );
	if ( ids.length > MAX_READS ) {
		throw badRequest( 'EXCEEDED_MAX_SIZE_REQUEST', 'record limit reached. cannot submit more than 2000 records into this call' );
	}
	const table = call.org.store.table( object.name );
	// A field that is not there refuses the whole call, even when no id is found.
	const probe = {
		id: '',
		type: object.name,
		values: {},
		deleted: false,
		deletedAt: null,
		deletedWith: null,
	};
	recordJson( call, object, probe, names );
	return json(
		ids.map( ( id ) => {
			const row = table.get( normaliseId( id ) ?? '' );
			return row && ! row.deleted && call.access.sees( row ) ? recordJson( call, object, row, names ) : null;
		} )
	);
}

const strings = ( value: unknown, name: string ): string[] => {
	if ( ! Array.isArray( value ) || value.some( ( one ) => typeof one !== 'string' ) ) {
		throw badRequest( 'JSON_PARSER_ERROR', `${ name } is required and must be an array of strings` );
	}
	return value.map( String );
};

export function readManyByBody( call: Call ): Answer {
	const body = bodyObject( call );
	return answerReads( call, strings( body.ids, 'ids' ), strings( body.fields, 'fields' ) );
}

export function readManyByUrl( call: Call ): Answer {
	const list = ( name: string ): string[] => ( call.ask.query.get( name ) ?? '' ).split( ',' ).filter( ( part ) => part !== '' );
	return answerReads( call, list( 'ids' ), list( 'fields' ) );
}
