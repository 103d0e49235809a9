import { badRequest } from '../http/errors';
import { json, type Answer } from '../http/message';
import { normaliseId } from '../org/ids';
import { newRow } from '../org/store';
import { bodyObject, type Call } from './context';
import { objectOf } from './describe';
import { recordJson } from './records';

const MAX_READS = 2000;

function answerReads( call: Call, ids: string[], names: string[] ): Answer {
	const object = objectOf( call );
	if ( ids.length > MAX_READS ) {
		throw badRequest( 'EXCEEDED_MAX_SIZE_REQUEST', `record limit reached. cannot submit more than ${ MAX_READS } records into this call` );
	}
	if ( names.length === 0 ) {
		throw badRequest( 'INVALID_INPUT', 'fields is required and must not be empty' );
	}
	const table = call.org.store.table( object.name );
	// A field that is not there refuses the whole call, even when no id is found.
	recordJson( call, object, newRow( object.name, '', {} ), names );
	return json(
		ids.map( ( id ) => {
			const row = table.get( normaliseId( id ) ?? '' );
			return row && ! row.deleted && call.access.sees( row ) ? recordJson( call, object, row, names ) : null;
		} )
	);
}

function strings( value: unknown, name: string ): string[] {
	if ( ! Array.isArray( value ) || value.some( ( one ) => typeof one !== 'string' ) ) {
		throw badRequest( 'JSON_PARSER_ERROR', `${ name } is required and must be an array of strings` );
	}
	return value.map( String );
}

export function readManyByBody( call: Call ): Answer {
	const body = bodyObject( call );
	return answerReads( call, strings( body.ids, 'ids' ), strings( body.fields, 'fields' ) );
}

/** The URL carries the ids: about 800 of them fit (§3.5). */
export function readManyByUrl( call: Call ): Answer {
	const list = ( name: string ): string[] =>
		( call.ask.query.get( name ) ?? '' )
			.split( ',' )
			.map( ( part ) => part.trim() )
			.filter( ( part ) => part !== '' );
	return answerReads( call, list( 'ids' ), list( 'fields' ) );
}
