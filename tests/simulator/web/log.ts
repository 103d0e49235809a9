import type { LogEntry } from '../http/log';
import type { World } from '../world';
import { address, markup, type Markup } from './html';

const PER_PAGE = 100;

const STATUSES: readonly ( readonly [ string, string, ( entry: LogEntry ) => boolean ] )[] = [
	[ '', 'Any answer', () => true ],
	[ 'good', 'Answered (below 400)', ( { status } ) => status > 0 && status < 400 ],
	[ 'refused', 'Refused (400 and above)', ( { status } ) => status >= 400 ],
	[ 'none', 'No answer', ( { status } ) => status === 0 ],
];

const FAULTS: readonly ( readonly [ string, string, ( entry: LogEntry ) => boolean ] )[] = [
	[ '', 'With and without faults', () => true ],
	[ 'yes', 'Struck by a fault', ( { fault } ) => fault !== undefined ],
	[ 'no', 'Not struck', ( { fault } ) => fault === undefined ],
];

const DOORS: readonly ( readonly [ string, string, ( entry: LogEntry ) => boolean ] )[] = [
	[ '', 'Requests to the API', ( { path } ) => /^\/+(?:services|cometd|id)\//.test( path ) ],
	[ 'all', 'Pages like this one too', () => true ],
];

const keep = ( choices: typeof STATUSES, wanted: string ): ( ( entry: LogEntry ) => boolean ) =>
	( choices.find( ( [ key ] ) => key === wanted ) ?? choices[ 0 ]! )[ 2 ];

const select = ( name: string, label: string, choices: typeof STATUSES, wanted: string ): Markup =>
	markup`<div><label for="${ name }">${ label }</label><select id="${ name }" name="${ name }">${ choices.map(
		( [ key, word ] ) => markup`<option value="${ key }"${ key === wanted && markup` selected` }>${ word }</option>`
	) }</select></div>`;

/** A path as people read it: decoded where that is possible. */
function readable( path: string ): string {
	try {
		return decodeURIComponent( path.replace( /\+/g, ' ' ) );
	} catch {
		return path;
	}
}

function line( { n, at, method, path, status, calls, fault, app, client, subrequests, error }: LogEntry ): Markup {
	const kind = status > 0 && status < 400 ? 'good' : 'bad';
	return markup`<tr><td class="num">${ n }</td><td>${ at.slice( 0, 19 ).replace( 'T', ' ' ) }</td><td>${ client || app || '' }</td><td class="path">${ method } ${ readable( path ).slice( 0, 400 ) }${
		subrequests &&
		markup`<details><summary>${ subrequests.length } inside</summary><ul>${ subrequests.map( ( one ) => markup`<li>${ readable( one ).slice( 0, 400 ) }</li>` ) }</ul></details>`
	}${ error !== undefined && markup`<br><small>${ error.slice( 0, 300 ) }</small>` }</td><td><span class="badge ${ kind }">${ status === 0 ? 'none' : status }</span>${ fault !== undefined && markup` <strong>fault: ${ fault }</strong>` }</td><td class="num">${ calls }</td></tr>`;
}

/** What came in, newest first, with the count of API calls as it stood after each. */
export function apiLog( world: World, query: URLSearchParams ): Markup {
	const asked = {
		q: query.get( 'q' )?.trim().slice( 0, 200 ) ?? '',
		status: query.get( 'status' ) ?? '',
		fault: query.get( 'fault' ) ?? '',
		door: query.get( 'door' ) ?? '',
	};
	const [ byStatus, byFault, byDoor ] = [ keep( STATUSES, asked.status ), keep( FAULTS, asked.fault ), keep( DOORS, asked.door ) ];
	const words = asked.q.toLowerCase();
	const found = world.log
		.since( 0 )
		.filter(
			( entry ) =>
				byStatus( entry ) &&
				byFault( entry ) &&
				byDoor( entry ) &&
				( words === '' || `${ entry.method } ${ readable( entry.path ) } ${ entry.status }`.toLowerCase().includes( words ) )
		)
		.reverse();
	const count = Math.max( 1, Math.ceil( found.length / PER_PAGE ) );
	const page = Math.min( count, Math.max( 1, Math.floor( Number( query.get( 'page' ) ) ) || 1 ) );
	const to = ( wanted: number ): string => address( '/log', { ...asked, page: wanted } );
	const { usage } = world.org;
	return markup`<p class="lead">API calls counted: <strong>${ usage.total }</strong>, ${ usage.lastDay } of ${ usage.limit } in the last 24 hours.</p>
<form class="tools" method="get" action="/log" role="search"><div><label for="q">Request contains</label><input id="q" type="search" name="q" value="${ asked.q }"></div>${ select( 'status', 'Answer', STATUSES, asked.status ) }${ select(
		'fault',
		'Faults',
		FAULTS,
		asked.fault
	) }${ select( 'door', 'Which', DOORS, asked.door ) }<button>Show</button></form>
<div class="scroll" role="region" aria-label="Requests" tabindex="0"><table class="log"><caption>Requests: ${ found.length }, newest first, page ${ page } of ${ count }</caption>
<thead><tr><th scope="col" class="num">No.</th><th scope="col">At (UTC)</th><th scope="col">Who</th><th scope="col">Request</th><th scope="col">Answer</th><th scope="col" class="num">Calls</th></tr></thead>
<tbody>${ found.slice( ( page - 1 ) * PER_PAGE, page * PER_PAGE ).map( line ) }</tbody></table></div>
${
	count > 1 &&
	markup`<nav class="pages" aria-label="Pages">${ page > 1 && markup`<a class="button" href="${ to( page - 1 ) }" rel="prev">Previous page</a>` }<span>Page ${ page } of ${ count }</span>${
		page < count && markup`<a class="button" href="${ to( page + 1 ) }" rel="next">Next page</a>`
	}</nav>`
}`;
}
