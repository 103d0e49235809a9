import { badRequest, notFound } from '../http/errors';
import { empty, json, type Answer } from '../http/message';
import { normaliseId } from '../org/ids';
import { findField, type SObject } from '../org/schema';
import type { Row } from '../org/store';
import { printValue } from '../org/values';
import { attributesOf, type RecordJson } from '../soql/select';
import { bodyObject, recordUrl, type Call } from './context';
import { objectOf } from './describe';

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

export function create( call: Call ): Answer {
	const object = objectOf( call );
	const id = call.writer.create( object.name, bodyObject( call ) );
	return {
		...json( { id, success: true, errors: [] }, 201 ),
		headers: { Location: recordUrl( call, object.name, id ) },
	};
}

/** A path holds either an id or nothing this org knows: there are no external ids here. */
function idOf( call: Call ): string {
	const written = call.params.id ?? '';
	const id = normaliseId( written );
	if ( id === null ) {
		throw notFound( `Provided external ID field does not exist or is not accessible: ${ written }` );
	}
	return id;
}

export function read( call: Call ): Answer {
	const object = objectOf( call );
	const row = call.org.store.table( object.name ).get( idOf( call ) );
	if ( ! row || row.deleted || ! call.access.sees( row ) ) {
		throw notFound();
	}
	const fields = call.ask.query.get( 'fields' );
	const names = fields === null ? null : fields.split( ',' ).map( ( name ) => name.trim() );
	return json( recordJson( call, object, row, names ) );
}

export function update( call: Call ): Answer {
	call.writer.update( objectOf( call ).name, idOf( call ), bodyObject( call ) );
	return empty();
}

export function remove( call: Call ): Answer {
	call.writer.delete( objectOf( call ).name, idOf( call ) );
	return empty();
}
