import { badRequest } from '../http/errors';
import { normaliseId } from '../org/ids';
import type { Field, SObject } from '../org/schema';
import type { Row } from '../org/store';
import { readValue } from '../org/values';
import type { World } from '../world';
import { address, markup, type Markup } from './html';
import { labelOf, show, showMoment } from './show';
import { accessOf, nameOf } from './visitor';

const MOST = 3;
const MOST_SHOWN = 50;
const SAME = new Set( [ 'IsDeleted', 'LastModifiedDate', 'LastModifiedById', 'SystemModstamp' ] );

/** The records that the address names, without those that are gone. */
export function chosenRows( world: World, object: SObject, ids: string[] ): Row[] {
	const table = world.org.store.table( object.name );
	const rows = [ ...new Set( ids.map( normaliseId ) ) ].map( ( id ) => table.get( id ?? '' ) );
	return rows.filter( ( row ): row is Row => row !== undefined && ! row.deleted );
}

/** First step: which records are the same? */
export function chooseRows( world: World, object: SObject, query: URLSearchParams ): Markup {
	const chosen = chosenRows( world, object, query.getAll( 'id' ) );
	const words = query.get( 'q' )?.trim().slice( 0, 200 ) ?? '';
	const access = accessOf( world );
	const found = [ ...world.org.store.table( object.name ).all() ]
		.filter(
			( row ) => ! row.deleted && access.sees( row ) && ! chosen.includes( row ) && nameOf( world, row ).toLowerCase().includes( words.toLowerCase() )
		)
		.sort( ( a, b ) => nameOf( world, a ).localeCompare( nameOf( world, b ) ) );
	const path = `/merge/${ object.name }`;
	const line = ( row: Row, checked: boolean ): Markup =>
		markup`<tr><td><input type="checkbox" name="id" value="${ row.id }" id="choose-${ row.id }"${ checked && markup` checked` }></td><th scope="row"><label for="choose-${ row.id }"><bdi>${ nameOf( world, row ) }</bdi></label></th><td>${ showMoment( world, String( row.values.CreatedDate ) ) }</td><td><code>${ row.id }</code></td></tr>`;
	return markup`<form class="tools" method="get" action="${ path }" role="search">${ chosen.map( ( { id } ) => markup`<input type="hidden" name="id" value="${ id }">` ) }<div><label for="search">Search by name</label><input id="search" type="search" name="q" value="${ words }"></div><button>Search</button></form>
<form method="get" action="${ path }"><input type="hidden" name="step" value="compare">
<div class="scroll" role="region" aria-label="${ object.labelPlural } to merge" tabindex="0"><table><caption>Choose two or three ${ object.labelPlural } that are the same</caption>
<thead><tr><th scope="col">Choose</th><th scope="col">Name</th><th scope="col">Created</th><th scope="col">Id</th></tr></thead>
<tbody>${ chosen.map( ( row ) => line( row, true ) ) }${ found.slice( 0, MOST_SHOWN ).map( ( row ) => line( row, false ) ) }</tbody></table></div>
${ found.length > MOST_SHOWN && markup`<p>${ found.length - MOST_SHOWN } more: search for their name.</p>` }
<p class="actions"><button class="first">Compare them</button></p></form>`;
}

/** Second step: which one stays? Its values stay too; the others go to the recycle bin and their children move over. */
export function compareRows( world: World, object: SObject, rows: Row[] ): Markup {
	if ( rows.length < 2 || rows.length > MOST ) {
		throw badRequest( 'INVALID_OPERATION', `Choose two or three records, not ${ rows.length }.` );
	}
	const value = ( row: Row, field: Field ): Markup => show( world, field, readValue( world.org.store, row, field ) );
	const telling = object.fields.filter( ( { name } ) => ! SAME.has( name ) && rows.some( ( row ) => ( row.values[ name ] ?? null ) !== null ) );
	return markup`<form method="post" action="/merge/${ object.name }">
${ rows.map( ( { id } ) => markup`<input type="hidden" name="id" value="${ id }">` ) }
<div class="scroll" role="region" aria-label="Compared records" tabindex="0"><table><caption>Pick the master: the others are merged into it</caption>
<thead><tr><th scope="col">Field</th>${ rows.map(
		( row, index ) =>
			markup`<th scope="col"><label><input type="radio" name="master" value="${ row.id }" required${ index === 0 && markup` checked` }> <bdi>${ nameOf( world, row ) }</bdi></label></th>`
	) }</tr></thead>
<tbody>${ telling.map( ( field ) => markup`<tr><th scope="row">${ labelOf( field ) }</th>${ rows.map( ( row ) => markup`<td>${ value( row, field ) }</td>` ) }</tr>` ) }</tbody></table></div>
<p class="actions"><button class="first">Merge</button><a class="button" href="${ address( `/object/${ object.name }`, {} ) }">Cancel</a></p></form>`;
}
