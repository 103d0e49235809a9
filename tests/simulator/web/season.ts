import { CHANGE_KINDS, type ChangeKind } from '../control/change';
import { PERFORMANCE, PRODUCTION, VENUE } from '../org/objects';
import { findField, type SObject, type Value } from '../org/schema';
import type { Row } from '../org/store';
import type { World } from '../world';
import { markup, postButton, type Markup } from './html';
import { EMPTY, show } from './show';
import { table, type Column } from './table';

const text = ( value: Value | undefined ): string => String( value ?? '' );

const CHANGE_WORDS: Record< ChangeKind, string > = {
	rename: 'Rename a production',
	reschedule: 'Reschedule a performance',
	'sell-out': 'Sell out a performance',
	cancel: 'Cancel a performance',
	delete: 'Delete a performance',
	undelete: 'Undelete the last one deleted',
	add: 'Add a performance',
};

const changeButtons = (): Markup => markup`
<section class="card" aria-labelledby="changes"><h2 id="changes">Quick changes</h2>
<form class="actions" method="post" action="/change">${ CHANGE_KINDS.map(
	( kind ) => markup`<button name="kind" value="${ kind }">${ CHANGE_WORDS[ kind ] }</button>`
) }</form></section>`;

const deleteOrUndelete = ( row: Row, name: string ): Markup =>
	postButton( `/record/${ row.id }/${ row.deleted ? 'undelete' : 'delete' }`, row.deleted ? 'Undelete' : 'Delete', { what: name, danger: ! row.deleted } );

const link = ( row: Row ): Markup => {
	const name = text( row.values.Name );
	return row.deleted
		? markup`<bdi class="gone">${ name }</bdi> <span class="badge idle">deleted</span>`
		: markup`<a href="/record/${ row.id }"><bdi>${ name }</bdi></a>`;
};

const list = ( world: World, type: string ): Row[] => [ ...world.org.store.table( type ).all() ];
const nameIn = ( world: World, type: string, id: Value | undefined ): string => text( world.org.store.table( type ).get( text( id ) )?.values.Name );

function picked( world: World, object: SObject, name: string, row: Row ): Markup {
	const field = findField( object, name );
	return field ? show( world, field, row.values[ name ] ?? null ) : EMPTY;
}

export function productions( world: World, query: URLSearchParams ): Markup {
	const { store } = world.org;
	const { object } = store.table( PRODUCTION );
	const performances = ( row: Row ): number =>
		store
			.table( PERFORMANCE )
			.childrenOf( 'PatronTicket__TicketableEvent__c', row.id )
			.filter( ( child ) => ! child.deleted ).length;
	const activity = ( { values }: Row ): string => ( values.PatronTicket__Active__c === true ? 'active' : 'inactive' );
	const columns: Column[] = [
		{ label: 'Name', key: ( row ) => text( row.values.Name ), print: link },
		{
			label: 'Category',
			key: ( row ) => text( row.values.PatronTicket__Category__c ),
			print: ( row ) => picked( world, object, 'PatronTicket__Category__c', row ),
		},
		{
			label: 'Type',
			key: ( row ) => text( row.values.PatronTicket__Type__c ) + activity( row ),
			print: ( row ) => markup`${ text( row.values.PatronTicket__Type__c ) }, ${ activity( row ) }`,
		},
		{ label: 'Performances', key: performances, print: ( row ) => markup`${ performances( row ) }`, number: true },
	];
	return markup`${ changeButtons() }${ table(
		{
			path: '/',
			query: {},
			caption: 'Productions',
			columns,
			rows: list( world, PRODUCTION ),
			search: ( row ) => text( row.values.Name ),
			sorted: { by: 0, descending: false },
			actions: ( row ) => deleteOrUndelete( row, text( row.values.Name ) ),
		},
		query
	) }`;
}

export function performances( world: World, query: URLSearchParams ): Markup {
	const { object } = world.org.store.table( PERFORMANCE );
	const production = ( row: Row ): string => nameIn( world, PRODUCTION, row.values.PatronTicket__TicketableEvent__c );
	const field = ( label: string, name: string ): Column => ( {
		label,
		key: ( row ) => text( row.values[ name ] ),
		print: ( row ) => picked( world, object, name, row ),
	} );
	const sale = ( { values }: Row ): string => ( values.PatronTicket__SoldOut__c === true ? 'Sold out' : text( values.PatronTicket__SaleStatus__c ) );
	const columns: Column[] = [
		{ label: 'Name', key: ( row ) => text( row.values.Name ), print: link },
		{ label: 'Production', key: production, print: ( row ) => picked( world, object, 'PatronTicket__TicketableEvent__c', row ) },
		field( 'Starts', 'PatronTicket__InstanceDate__c' ),
		{
			label: 'Venue',
			key: ( row ) => nameIn( world, VENUE, row.values.PatronTicket__Venue__c ),
			print: ( row ) => picked( world, object, 'PatronTicket__Venue__c', row ),
		},
		field( 'Status', 'PatronTicket__Status__c' ),
		{ label: 'Sale', key: sale, print: ( row ) => markup`${ sale( row ) }` },
	];
	return markup`${ changeButtons() }${ table(
		{
			path: '/performances',
			query: {},
			caption: 'Performances',
			columns,
			rows: list( world, PERFORMANCE ),
			search: ( row ) => `${ text( row.values.Name ) } ${ production( row ) }`,
			sorted: { by: 2, descending: false },
			actions: ( row ) => deleteOrUndelete( row, text( row.values.Name ) ),
		},
		query
	) }`;
}
