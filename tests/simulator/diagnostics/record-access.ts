import { badRequest } from '../http/errors';
import { normaliseId } from '../org/ids';
import { newRow, type Row } from '../org/store';
import type { Call } from '../rest/context';
import { filters, parsed } from '../tooling/restrictions';

const MAX_IDS = 200;

/** Whether sharing and rights let a user at single records (§18). */
export function userRecordAccess( call: Call ): Row[] {
	const found = filters( parsed( call ) );
	const named = ( field: string ): string[] =>
		found.filter( ( one ) => one.field.replace( /^userrecordaccess\./, '' ) === field ).flatMap( ( { values } ) => values );
	const [ userId, another ] = named( 'userid' );
	const ids = [ ...new Set( named( 'recordid' ) ) ];
	if ( userId === undefined || another !== undefined || ids.length === 0 ) {
		throw badRequest( 'MALFORMED_QUERY', 'UserRecordAccess: a filter on a single UserId and on RecordId is required' );
	}
	if ( ids.length > MAX_IDS ) {
		throw badRequest( 'EXCEEDED_ID_LIMIT', `UserRecordAccess: the number of record ids exceeds the limit of ${ MAX_IDS }` );
	}
	return ids.map( ( id ) => accessRow( call, normaliseId( userId ) ?? userId, normaliseId( id ) ?? id ) );
}

interface Held {
	read: boolean;
	edit: boolean;
	remove: boolean;
	/** Owner, or as good as one. */
	owns: boolean;
}

const NOTHING: Held = { read: false, edit: false, remove: false, owns: false };

function heldBy( { org }: Call, userId: string, recordId: string ): Held {
	const person = org.people.find( ( one ) => one.userId === userId );
	if ( ! person ) {
		return NOTHING;
	}
	const access = org.accessOf( person.userId );
	const object = access.schema.byKeyPrefix( recordId );
	const row = object && ! object.virtual ? org.store.table( object.name ).get( recordId ) : undefined;
	if ( ! object || ! row || row.deleted || ! access.sees( row ) ) {
		return NOTHING;
	}
	const { read, edit, remove, modifyAll } = access.objectRights( object );
	return { read, edit, remove, owns: modifyAll || row.values.OwnerId === userId };
}

function level( { read, edit, owns }: Held ): string {
	if ( ! read ) {
		return 'None';
	}
	if ( ! edit ) {
		return 'Read';
	}
	return owns ? 'All' : 'Edit';
}

function accessRow( call: Call, userId: string, recordId: string ): Row {
	const held = heldBy( call, userId, recordId );
	const { read, edit, remove, owns } = held;
	return newRow( 'UserRecordAccess', recordId, {
		Id: null,
		RecordId: recordId,
		UserId: userId,
		HasReadAccess: read,
		HasEditAccess: edit,
		HasDeleteAccess: remove && owns,
		HasTransferAccess: edit && owns,
		HasAllAccess: edit && remove && owns,
		MaxAccessLevel: level( held ),
	} );
}
