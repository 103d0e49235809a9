import type { Row } from '../org/store';
import { address, markup, type Markup } from './html';

const PER_PAGE = 50;

export interface Column {
	label: string;
	/** Sortable by this value of the row. */
	key: ( ( row: Row ) => string | number ) | null;
	print: ( row: Row ) => Markup;
	number?: boolean;
}

export interface Listing {
	path: string;
	/** What else the address carries. */
	query: Record< string, string >;
	caption: string;
	columns: Column[];
	rows: Row[];
	/** What the search looks in. */
	search: ( row: Row ) => string;
	/** Index of the column that sorts at first, and which way. */
	sorted: { by: number; descending: boolean };
	/** The last column: what can be done. */
	actions?: ( row: Row ) => Markup;
}

/** What the address says of how a list is shown. */
export interface Asked {
	words: string;
	by: number;
	descending: boolean;
	page: number;
}

function askedOf( query: URLSearchParams, { columns, sorted }: Pick< Listing, 'columns' | 'sorted' > ): Asked {
	const by = Number( query.get( 'sort' ) ?? sorted.by );
	const known = Number.isInteger( by ) && columns[ by ]?.key ? by : sorted.by;
	const direction = query.get( 'dir' );
	return {
		words: query.get( 'q' )?.trim().slice( 0, 200 ) ?? '',
		by: known,
		descending: direction === null ? known === sorted.by && sorted.descending : direction === 'down',
		page: Math.max( 1, Math.floor( Number( query.get( 'page' ) ) ) || 1 ),
	};
}

function compare( a: string | number, b: string | number ): number {
	if ( typeof a === 'number' && typeof b === 'number' ) {
		return a - b;
	}
	const [ x, y ] = [ String( a ).toLowerCase(), String( b ).toLowerCase() ];
	return x === y ? 0 : x < y ? -1 : 1;
}

function select( listing: Listing, { words, by, descending }: Asked ): Row[] {
	const wanted = words.toLowerCase();
	const rows = wanted === '' ? [ ...listing.rows ] : listing.rows.filter( ( row ) => listing.search( row ).toLowerCase().includes( wanted ) );
	const key = listing.columns[ by ]?.key;
	return key ? rows.sort( ( a, b ) => ( compare( key( a ), key( b ) ) || ( a.id < b.id ? -1 : 1 ) ) * ( descending ? -1 : 1 ) ) : rows;
}

function head( listing: Listing, asked: Asked ): Markup {
	const { path, query, columns, actions } = listing;
	return markup`<tr>${ columns.map( ( { label, key, number }, index ) => {
		const kind = number && markup` class="num"`;
		if ( ! key ) {
			return markup`<th scope="col"${ kind }>${ label }</th>`;
		}
		const isSorted = index === asked.by;
		const next = isSorted && ! asked.descending ? 'down' : 'up';
		const state = isSorted && markup` aria-sort="${ asked.descending ? 'descending' : 'ascending' }"`;
		return markup`<th scope="col"${ kind }${ state }><a href="${ address( path, { ...query, q: asked.words, sort: index, dir: next } ) }">${ label }${
			isSorted && markup` <span aria-hidden="true">${ asked.descending ? '↓' : '↑' }</span>`
		}</a></th>`;
	} ) }${ actions && markup`<th scope="col">Change</th>` }</tr>`;
}

function pages( { path, query }: Listing, { words, by, descending, page }: Asked, count: number ): Markup | null {
	if ( count <= 1 ) {
		return null;
	}
	const to = ( wanted: number ): string => address( path, { ...query, q: words, sort: by, dir: descending ? 'down' : 'up', page: wanted } );
	return markup`<nav class="pages" aria-label="Pages">${ page > 1 && markup`<a class="button" href="${ to( page - 1 ) }" rel="prev">Previous page</a>` }<span>Page ${ page } of ${ count }</span>${
		page < count && markup`<a class="button" href="${ to( page + 1 ) }" rel="next">Next page</a>`
	}</nav>`;
}

const searchForm = ( { path, query }: Listing, words: string ): Markup =>
	markup`<form class="tools" method="get" action="${ path }" role="search">${ Object.entries( query ).map(
		( [ name, value ] ) => markup`<input type="hidden" name="${ name }" value="${ value }">`
	) }<div><label for="search">Search by name</label><input id="search" type="search" name="q" value="${ words }"></div><button>Search</button>${
		words !== '' && markup`<a class="button" href="${ address( path, query ) }">Show all</a>`
	}</form>`;

/** A list with search, sorting and pages, all of it in the address. */
export function table( listing: Listing, query: URLSearchParams ): Markup {
	const asked = askedOf( query, listing );
	const rows = select( listing, asked );
	const count = Math.max( 1, Math.ceil( rows.length / PER_PAGE ) );
	const page = Math.min( count, asked.page );
	const shown = rows.slice( ( page - 1 ) * PER_PAGE, page * PER_PAGE );
	const { columns, caption, actions } = listing;
	return markup`${ searchForm( listing, asked.words ) }
<div class="scroll" role="region" aria-label="${ caption }" tabindex="0"><table><caption>${ caption }: ${ rows.length }, page ${ page } of ${ count }</caption>
<thead>${ head( listing, asked ) }</thead>
<tbody>${ shown.map(
		( row ) =>
			markup`<tr>${ columns.map( ( { print, number }, index ) =>
				index === 0 ? markup`<th scope="row">${ print( row ) }</th>` : markup`<td${ number && markup` class="num"` }>${ print( row ) }</td>`
			) }${ actions && markup`<td>${ actions( row ) }</td>` }</tr>`
	) }</tbody></table></div>
${ rows.length === 0 ? markup`<p>There is nothing to show.</p>` : null }
${ pages( listing, { ...asked, page }, count ) }`;
}
