/**
 * A sharing rule hides a record from the integration user. That looks like a deletion and is none: what was listed stays, a
 * person is told at night, and once it is shown again all that people did to it meanwhile arrives.
 */
import { PERFORMANCE, PRODUCTION } from '../lib/oracle.mjs';

const EVERYBODY = '*';
const listed = "SELECT JSON_OBJECT( 'id', sf_id, 'unseen', unseen_ms ) FROM wp_callboard_ledger WHERE state = 'live'";

/** Who works in the org sees all of it. */
export function unhidden( org, work ) {
	const { records } = org.hiding;
	const hidden = records.get( EVERYBODY );
	records.clear();
	try {
		return work();
	} finally {
		if ( hidden ) {
			records.set( EVERYBODY, hidden );
		}
	}
}

export function hideOne( { org, random } ) {
	const rows = [ PRODUCTION, PERFORMANCE ].flatMap( ( object ) => [ ...org.store.table( object ).all() ] ).filter( ( { deleted } ) => ! deleted );
	if ( rows.length === 0 ) {
		return undefined;
	}
	const { id } = random.pick( rows.sort( ( a, b ) => ( a.id < b.id ? -1 : 1 ) ) );
	hide( org, id );
	return `hide ${ id }`;
}

export const hide = ( org, id ) => org.hiding.records.set( EVERYBODY, new Set( [ ...( org.hiding.records.get( EVERYBODY ) ?? [] ), id ] ) );

/** Hidden records that WordPress lists now. */
export async function hiddenAndListed( { org, database } ) {
	const hidden = org.hiding.records.get( EVERYBODY );
	return hidden === undefined ? [] : ( await database.rows( listed ) ).filter( ( { id } ) => hidden.has( id ) );
}

export const isAnyHidden = ( org ) => org.hiding.records.has( EVERYBODY );
export const showAll = ( org ) => org.hiding.records.clear();
