import { badRequest } from '../http/errors';
import { json, type Answer } from '../http/message';
import type { Row } from '../org/store';
import { attributesOf } from '../soql/select';
import type { Call } from './context';

const MOST = 200;

function countOf( call: Call ): number {
	const given = call.ask.query.get( 'limit' );
	const count = given === null ? MOST : Number( given );
	if ( ! Number.isInteger( count ) || count < 1 ) {
		throw badRequest( 'INVALID_QUERY_SCOPE', 'limit must be a whole number greater than zero' );
	}
	return Math.min( count, MOST );
}

/** What the caller has last written, newest first (§2.2); what was only looked at is not remembered here. */
export function recent( call: Call ): Answer {
	const rows: { row: Row; name: string }[] = [];
	for ( const { name, setup, virtual, tooling, event, fields } of call.schema.all() ) {
		const nameField = fields.find( ( field ) => field.nameField );
		if ( setup || virtual || tooling || event || ! nameField ) {
			continue;
		}
		for ( const row of call.org.store.table( name ).all() ) {
			if ( ! row.deleted && row.values.LastModifiedById === call.access.userId && call.access.sees( row ) ) {
				rows.push( { row, name: nameField.name } );
			}
		}
	}
	rows.sort(
		( a, b ) => String( b.row.values.LastModifiedDate ).localeCompare( String( a.row.values.LastModifiedDate ) ) || ( a.row.id < b.row.id ? 1 : -1 )
	);
	return json(
		rows
			.slice( 0, countOf( call ) )
			.map( ( { row, name } ) => ( { attributes: attributesOf( row.type, row.id, call.version ), Id: row.id, [ name ]: row.values[ name ] ?? null } ) )
	);
}
