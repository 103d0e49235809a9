import { words } from '../../demo/lib/truth.mjs';

/** Pages of Accounts against the org: the loser of a merge is not shown any more. */
export function compareAccounts( org, { records }, mappingId ) {
	const wanted = new Map( [ ...org.store.table( 'Account' ).all() ].filter( ( { deleted } ) => ! deleted ).map( ( { id, values } ) => [ id, values.Name ] ) );
	const shown = new Map( records.filter( ( row ) => row.mapping_id === mappingId && row.post_status === 'publish' ).map( ( row ) => [ row.sf_id, row ] ) );
	return [
		...[ ...wanted ].filter( ( [ id ] ) => ! shown.has( id ) ).map( ( [ id, name ] ) => `Account ${ id } (${ name }) has no page.` ),
		...[ ...wanted ]
			.filter( ( [ id, name ] ) => shown.has( id ) && words( shown.get( id ).post_title ) !== words( name ) )
			.map( ( [ id, name ] ) => `The page of Account ${ id } is called “${ shown.get( id ).post_title }” and not “${ name }”.` ),
		...[ ...shown.keys() ].filter( ( id ) => ! wanted.has( id ) ).map( ( id ) => `Account ${ id } has a page and is gone from the org.` ),
	];
}
