import { badRequest, notFound, refuse } from '../http/errors';
import { empty, json, type Answer } from '../http/message';
import { normaliseId } from '../org/ids';
import { findField, type SObject } from '../org/schema';
import type { Row } from '../org/store';
import { printValue } from '../org/values';
import { attributesOf, type RecordJson } from '../soql/select';
import { conditionOf, validators } from './conditional';
import { recordUrl, type Call } from './context';
import { objectOf } from './describe';
import { fieldsOf } from './files';

export function recordJson( call: Call, object: SObject, row: Row, names: string[] | null ): RecordJson {
	const { version } = call;
	const record: RecordJson = {
		attributes: attributesOf( object.name, row.id, version ),
	};
	const fields = names?.map( ( name ) => {
		const field = findField( object, name );
		if ( ! field ) {
			throw badRequest( 'INVALID_FIELD', `No such column '${ name }' on sobject of type ${ object.name }` );
		}
		return field;
	} );
	for ( const field of fields ?? object.fields ) {
		record[ field.name ] = printValue( call.org.store, row, { object, field, version } );
	}
	return record;
}

export function created( call: Call, type: string, id: string, extra: Record< string, unknown > = {} ): Answer {
	return {
		...json( { id, success: true, errors: call.world.events.platform.enqueue( id ), ...extra }, 201 ),
		headers: { Location: recordUrl( call, type, id ) },
	};
}

export function create( call: Call ): Answer {
	const object = objectOf( call );
	return created( call, object.name, call.writer.create( object.name, fieldsOf( call, object ) ) );
}

/** `POST /sobjects/X/Id`: an upsert whose id is null inserts (§2.5). */
export function createWithoutId( call: Call ): Answer {
	if ( call.params.id?.toLowerCase() !== 'id' ) {
		throw refuse( 405, 'METHOD_NOT_ALLOWED', "HTTP Method 'POST' not allowed. Allowed are GET,PATCH,DELETE" );
	}
	return create( call );
}

/** A malformed id is taken for the name of an external id field (§2.5). */
function idOf( call: Call ): string {
	const written = call.params.id ?? '';
	const id = normaliseId( written );
	if ( id !== null ) {
		return id;
	}
	const field = findField( objectOf( call ), written );
	throw field?.externalId
		? badRequest( 'MISSING_ARGUMENT', `${ field.name } not specified`, [ field.name ] )
		: notFound( `Provided external ID field does not exist or is not accessible: ${ written }` );
}

/** The row as the caller sees it; hidden, deleted and missing ones cannot be told apart. */
export function visibleRow( call: Call, object: SObject, id: string ): Row {
	const row = call.org.store.table( object.name ).get( id );
	if ( ! row || row.deleted || ! call.access.sees( row ) ) {
		throw notFound();
	}
	return row;
}

export function readRow( call: Call, object: SObject, row: Row ): Answer {
	const fields = call.ask.query.get( 'fields' );
	const names = fields === null ? null : fields.split( ',' ).map( ( name ) => name.trim() );
	const headers = validators( call, object, row );
	return conditionOf( call, object, row ) ?? { ...json( recordJson( call, object, row, names ) ), headers };
}

function updateRow( call: Call, object: SObject, id: string ): Answer {
	const row = call.org.store.table( object.name ).get( id );
	const refusal = row && ! row.deleted && call.access.sees( row ) ? conditionOf( call, object, row ) : null;
	if ( refusal ) {
		return refusal;
	}
	call.writer.update( object.name, id, fieldsOf( call, object ) );
	return empty();
}

export function read( call: Call ): Answer {
	const object = objectOf( call );
	return readRow( call, object, visibleRow( call, object, idOf( call ) ) );
}

export const update = ( call: Call ): Answer => updateRow( call, objectOf( call ), idOf( call ) );

export function remove( call: Call ): Answer {
	call.writer.delete( objectOf( call ).name, idOf( call ) );
	return empty();
}
