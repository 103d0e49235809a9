import { CHANGE_KINDS } from '../control/change';
import { PERFORMANCE, PRODUCTION, VENUE } from '../org/objects';
import type { Value } from '../org/schema';
import type { Row } from '../org/store';
import type { World } from '../world';
import { markup, type Markup } from './html';

const PER_PAGE = 50;
const text = ( value: Value | undefined ): string => String( value ?? '' );

const CHANGE_WORDS: Record< string, string > = {
	rename: 'Rename a production',
	reschedule: 'Reschedule a performance',
	'sell-out': 'Sell out a performance',
	cancel: 'Cancel a performance',
	delete: 'Delete a performance',
	undelete: 'Undelete the last one deleted',
	add: 'Add a performance',
};

export const changeButtons = (): Markup => markup`
<section aria-labelledby="changes"><h3 id="changes">Quick changes</h3>
<form method="post" action="/change">${ CHANGE_KINDS.map(
	( kind ) => markup`<button name="kind" value="${ kind }">${ CHANGE_WORDS[ kind ] }</button>`
) }</form></section>`;

const rowButton = ( row: Row ): Markup => {
	const action = row.deleted ? 'undelete' : 'delete';
	const word = row.deleted ? 'Undelete' : 'Delete';
	return markup`<form class="inline" method="post" action="/record/${ row.id }/${ action }"><button>${ word }<span class="skip"> ${ text( row.values.Name ) }</span></button></form>`;
};

const edit = ( row: Row, label: string ): Markup =>
	row.deleted ? markup`<span class="gone"><bdi>${ label }</bdi> (deleted)</span>` : markup`<a href="/record/${ row.id }"><bdi>${ label }</bdi></a>`;

function productionRow( world: World, row: Row ): Markup {
	const { values } = row;
	const children = world.org.store
		.table( PERFORMANCE )
		.childrenOf( 'PatronTicket__TicketableEvent__c', row.id )
		.filter( ( child ) => ! child.deleted );
	const active = values.PatronTicket__Active__c ? 'active' : 'inactive';
	return markup`<tr><th scope="row">${ edit( row, text( values.Name ) ) }</th><td>${ text( values.PatronTicket__Category__c ).replace(
		/;/g,
		', '
	) }</td><td>${ text( values.PatronTicket__Type__c ) }, ${ active }</td><td>${ children.length }</td><td>${ rowButton( row ) }</td></tr>`;
}

function performanceRow( world: World, row: Row ): Markup {
	const { values } = row;
	const parent = ( table: string, field: string ): string => text( world.org.store.table( table ).get( text( values[ field ] ) )?.values.Name );
	const sale = values.PatronTicket__SoldOut__c ? 'Sold out' : text( values.PatronTicket__SaleStatus__c );
	return markup`<tr><th scope="row">${ edit( row, text( values.Name ) ) }</th><td><bdi>${ parent(
		PRODUCTION,
		'PatronTicket__TicketableEvent__c'
	) }</bdi></td><td>${ text( values.PatronTicket__InstanceDate__c ).replace( '.000+0000', 'Z' ) }</td><td>${ parent(
		VENUE,
		'PatronTicket__Venue__c'
	) }</td><td>${ text( values.PatronTicket__Status__c ) }</td><td>${ sale }</td><td>${ rowButton( row ) }</td></tr>`;
}

interface ListKind {
	object: string;
	path: string;
	caption: string;
	columns: string[];
	sortBy: string;
	print: ( world: World, row: Row ) => Markup;
}

export const LISTS: Record< 'productions' | 'performances', ListKind > = {
	productions: {
		object: PRODUCTION,
		path: '/',
		caption: 'Productions',
		columns: [ 'Name', 'Category', 'Type', 'Performances', 'Change' ],
		sortBy: 'Name',
		print: productionRow,
	},
	performances: {
		object: PERFORMANCE,
		path: '/performances',
		caption: 'Performances',
		columns: [ 'Name', 'Production', 'Starts (UTC)', 'Venue', 'Status', 'Sale', 'Change' ],
		sortBy: 'PatronTicket__InstanceDate__c',
		print: performanceRow,
	},
};

export function list( world: World, kind: ListKind, wanted: number ): Markup {
	const rows = [ ...world.org.store.table( kind.object ).all() ].sort( ( a, b ) => {
		const [ x, y ] = [ text( a.values[ kind.sortBy ] ), text( b.values[ kind.sortBy ] ) ];
		return x === y ? ( a.id < b.id ? -1 : 1 ) : x < y ? -1 : 1;
	} );
	const pages = Math.max( 1, Math.ceil( rows.length / PER_PAGE ) );
	const page = Math.min( pages, Math.max( 1, Math.floor( wanted ) || 1 ) );
	const shown = rows.slice( ( page - 1 ) * PER_PAGE, page * PER_PAGE );
	return markup`${ changeButtons() }
<table><caption>${ kind.caption }: ${ rows.length }, page ${ page } of ${ pages }</caption>
<thead><tr>${ kind.columns.map( ( name ) => markup`<th scope="col">${ name }</th>` ) }</tr></thead>
<tbody>${ shown.map( ( row ) => kind.print( world, row ) ) }</tbody></table>
<nav aria-label="Pages"><p>${ page > 1 && markup`<a href="${ kind.path }?page=${ page - 1 }" rel="prev">Previous page</a> ` }${
		page < pages && markup`<a href="${ kind.path }?page=${ page + 1 }" rel="next">Next page</a>`
	}</p></nav>`;
}

export function apiLog( world: World ): Markup {
	const entries = world.log.since( 0 ).slice( -200 ).reverse();
	return markup`<p>API calls counted: ${ world.org.apiCalls } of ${ world.org.apiLimit }.</p>
<table><caption>The last ${ entries.length } requests, newest first</caption>
<thead><tr><th scope="col">No.</th><th scope="col">At</th><th scope="col">Request</th><th scope="col">Status</th><th scope="col">Calls</th></tr></thead>
<tbody>${ entries.map(
		( entry ) =>
			markup`<tr><td>${ entry.n }</td><td>${ entry.at }</td><td>${ entry.method } ${ entry.path.slice( 0, 300 ) }${
				entry.fault && markup` <strong>(fault: ${ entry.fault })</strong>`
			}</td><td>${ entry.status }</td><td>${ entry.calls }</td></tr>`
	) }</tbody></table>`;
}
