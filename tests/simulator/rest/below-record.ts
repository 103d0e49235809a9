import { notFound, refuse } from '../http/errors';
import { empty, type Answer } from '../http/message';
import { normaliseId } from '../org/ids';
import { findField, type Field, type SObject } from '../org/schema';
import type { Row } from '../org/store';
import type { Call } from './context';
import { objectOf } from './describe';
import { isIdKey, readByKey, removeByKey, upsertByKey, type Key } from './external-keys';
import { bytesOf, fieldsOf } from './files';
import { read, readRow, remove, update, visibleRow } from './records';

/** What `/sobjects/X/one/two` points at: a row by a key of its own, or something that belongs to a row (§2.5). */
type Place =
	| { kind: 'id'; call: Call }
	| { kind: 'key'; key: Key }
	| { kind: 'bytes'; row: Row; field: Field }
	| { kind: 'parent'; object: SObject; id: string }
	| { kind: 'children'; object: SObject; by: Field; parentId: string };

function placeOf( call: Call, object: SObject ): Place {
	const key = { field: call.params.key ?? '', value: call.params.value ?? '' };
	const id = normaliseId( key.field );
	if ( id !== null && object.keyPrefix !== null && id.startsWith( object.keyPrefix ) ) {
		return belonging( call, object, visibleRow( call, object, id ), key.value );
	}
	return isIdKey( key ) ? { kind: 'id', call: { ...call, params: { ...call.params, id: key.value } } } : { kind: 'key', key };
}

function belonging( call: Call, object: SObject, row: Row, name: string ): Place {
	const field = findField( object, name );
	if ( field?.type === 'base64' ) {
		return { kind: 'bytes', row, field };
	}
	const wanted = name.toLowerCase();
	const lookup = object.fields.find( ( one ) => one.relationshipName?.toLowerCase() === wanted );
	if ( lookup ) {
		return parentOf( call, String( row.values[ lookup.name ] ?? '' ) );
	}
	for ( const child of call.schema.all() ) {
		const by = child.fields.find( ( one ) => one.childRelationshipName?.toLowerCase() === wanted && one.referenceTo.includes( object.name ) );
		if ( by ) {
			return { kind: 'children', object: child, by, parentId: row.id };
		}
	}
	throw notFound();
}

/** A relationship that leads nowhere is not found (§2.5). */
function parentOf( call: Call, id: string ): Place {
	const object = id === '' ? undefined : call.schema.byKeyPrefix( id );
	if ( ! object ) {
		throw notFound();
	}
	return { kind: 'parent', object, id };
}

/** Children come like a query's answer, and are paged like one. */
function listChildren( call: Call, { object, by, parentId }: { object: SObject; by: Field; parentId: string } ): Answer {
	const fields = call.ask.query.get( 'fields' ) ?? object.fields.map( ( field ) => field.name ).join( ',' );
	const q = `SELECT ${ fields } FROM ${ object.name } WHERE ${ by.name } = '${ parentId }'`;
	return call.dispatch( { ...call.ask, method: 'GET', path: `/services/data/${ call.version }/query`, query: new URLSearchParams( { q } ) }, undefined );
}

const onlyRead = ( call: Call ): Error => refuse( 405, 'METHOD_NOT_ALLOWED', `HTTP Method '${ call.ask.method }' not allowed. Allowed are GET` );

export function readBelow( call: Call ): Answer {
	const object = objectOf( call );
	const place = placeOf( call, object );
	switch ( place.kind ) {
		case 'id':
			return read( place.call );
		case 'key':
			return readByKey( call, object, place.key );
		case 'bytes':
			return bytesOf( place.row, place.field );
		case 'parent':
			return readRow( call, place.object, visibleRow( call, place.object, place.id ) );
		case 'children':
			return listChildren( call, place );
	}
}

export function updateBelow( call: Call ): Answer {
	const object = objectOf( call );
	const place = placeOf( call, object );
	switch ( place.kind ) {
		case 'id':
			return update( place.call );
		case 'key':
			return upsertByKey( call, object, place.key );
		case 'parent':
			call.writer.update( place.object.name, place.id, fieldsOf( call, place.object ) );
			return empty();
		default:
			throw onlyRead( call );
	}
}

export function removeBelow( call: Call ): Answer {
	const object = objectOf( call );
	const place = placeOf( call, object );
	switch ( place.kind ) {
		case 'id':
			return remove( place.call );
		case 'key':
			return removeByKey( call, object, place.key );
		case 'parent':
			call.writer.delete( place.object.name, place.id );
			return empty();
		default:
			throw onlyRead( call );
	}
}
