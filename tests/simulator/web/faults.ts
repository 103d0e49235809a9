import { faultKnobs } from '../control/fault-states';
import { FAULT_KINDS, type FaultKind } from '../http/faults';
import type { World } from '../world';
import { markup, type Markup } from './html';
import { fromLocal, toLocal } from './moments';
import { toStamp } from '../org/clock';
import { showMoment } from './show';

const FAULT_WORDS: Record< FaultKind, string > = {
	'401': 'the session has expired',
	'403-limit': 'the calls of the day are used up',
	'403-concurrent': 'too many long requests at once',
	'420': 'nobody is at this address',
	'500': 'an unexpected error',
	'503': 'the server is not available',
	'query-timeout': 'the query ran for too long',
	html: 'a page of maintenance instead of data',
	slow: 'the answer takes its time',
	stall: 'no answer, the connection hangs',
	corrupt: 'a byte of the body is another',
	truncate: 'half of the answer',
	cut: 'half of the answer, then the connection breaks',
	drop: 'the connection breaks without an answer',
};

interface Input {
	name: string;
	label: string;
	type?: 'text' | 'number';
	value?: string;
	optional?: boolean;
}

/** States of the org that stay until they are taken back. */
const STATES: readonly { kind: string; title: string; word: string; inputs: Input[] }[] = [
	{
		kind: 'api-limit',
		title: 'Calls of the day',
		word: 'Set the limit',
		inputs: [ { name: 'limit', label: 'Calls per day', type: 'number', value: '100000' } ],
	},
	{
		kind: 'hide-field',
		title: 'Hide a field',
		word: 'Hide it',
		inputs: [
			{ name: 'object', label: 'Object' },
			{ name: 'field', label: 'Field' },
		],
	},
	{ kind: 'hide-object', title: 'Hide an object', word: 'Hide it', inputs: [ { name: 'object', label: 'Object' } ] },
	{ kind: 'hide-record', title: 'Hide a record by sharing', word: 'Hide it', inputs: [ { name: 'id', label: 'Record id' } ] },
	{ kind: 'lock-row', title: 'Lock a record', word: 'Lock it', inputs: [ { name: 'id', label: 'Record id' } ] },
	{ kind: 'page-size', title: 'Pages of queries', word: 'Set the size', inputs: [ { name: 'rows', label: 'Rows per page', type: 'number', value: '2' } ] },
	{
		kind: 'clock-skew',
		title: 'Clock of the answers',
		word: 'Skew it',
		inputs: [ { name: 'ms', label: 'Milliseconds ahead', type: 'number', value: '60000' } ],
	},
	{
		kind: 'slow-transaction',
		title: 'A slow transaction',
		word: 'Start it',
		inputs: [ { name: 'ms', label: 'Milliseconds until it is visible', type: 'number', value: '60000' } ],
	},
	{ kind: 'expire-tokens', title: 'Sessions', word: 'Expire all sessions', inputs: [] },
	{ kind: 'expire-locators', title: 'Open queries', word: 'Expire all open queries', inputs: [] },
];

const input = ( id: string, { name, label, type = 'text', value = '', optional = false }: Input ): Markup =>
	markup`<div><label for="${ id }">${ label }</label><input id="${ id }" type="${ type }" name="${ name }" value="${ value }"${ ! optional && markup` required` }></div>`;

function armed( world: World ): Markup {
	const faults = world.faults.list();
	return faults.length === 0
		? markup`<p>No fault is armed.</p>`
		: markup`<ul>${ faults.map(
				( { kind, match, times, after } ) =>
					markup`<li><strong>${ kind }</strong> – ${ FAULT_WORDS[ kind ] }: ${ times === -1 || times === undefined || times < 0 ? 'every request' : `${ times } more` }${ match !== undefined && markup` that match <code>${ match }</code>` }${
						after !== undefined && after > 0 && ` after ${ after } unharmed`
					}</li>`
			) }</ul>`;
}

const list = ( word: string, values: Iterable< string > ): Markup | false => {
	const all = [ ...values ];
	return all.length > 0 && markup`<li>${ word }: ${ all.map( ( one ) => markup`<code>${ one }</code> ` ) }</li>`;
};

function inForce( { org }: World ): Markup {
	const { hiding } = org;
	const states = [
		list( 'Hidden objects', hiding.objects ),
		list( 'Hidden fields', hiding.fields ),
		list(
			'Hidden records',
			[ ...hiding.records.values() ].flatMap( ( ids ) => [ ...ids ] )
		),
		list( 'Private objects', hiding.privateObjects ),
		list( 'Locked records', org.locks ),
		org.exactBatchSize !== null && markup`<li>Queries answer ${ org.exactBatchSize } rows a page</li>`,
		org.skewMs !== 0 && markup`<li>Answers are dated ${ org.skewMs } ms ahead</li>`,
		markup`<li>${ org.usage.lastDay } of ${ org.usage.limit } calls of the day are used</li>`,
	];
	return markup`<ul>${ states }</ul>`;
}

const armForm = (): Markup => markup`<form method="post" action="/faults" class="form">
<div><label for="kind">Fault</label><select id="kind" name="kind">${ FAULT_KINDS.map( ( kind ) => markup`<option value="${ kind }">${ kind } – ${ FAULT_WORDS[ kind ] }</option>` ) }</select></div>
${ input( 'match', { name: 'match', label: 'Only addresses that match', optional: true } ) }
${ input( 'times', { name: 'times', label: 'How many requests (-1: all)', type: 'number', value: '1' } ) }
${ input( 'after', { name: 'after', label: 'Unharmed requests before', type: 'number', value: '0' } ) }
${ input( 'ms', { name: 'ms', label: 'Milliseconds (slow, stall)', type: 'number', optional: true } ) }
${ input( 'status', { name: 'status', label: 'Status (html)', type: 'number', optional: true } ) }
<div><label><input type="checkbox" name="processed" value="true"> Strike after the work is done (drop, stall)</label></div>
<div class="wide"><button class="first">Arm it</button></div></form>`;

const stateForm = ( {
	kind,
	title,
	word,
	inputs,
}: ( typeof STATES )[ number ] ): Markup => markup`<section class="card" aria-labelledby="state-${ kind }"><h3 id="state-${ kind }">${ title }</h3>
<form method="post" action="/faults"><input type="hidden" name="kind" value="${ kind }">${ inputs.map( ( one ) => input( `${ kind }-${ one.name }`, one ) ) }<p><button>${ word }</button></p></form></section>`;

const HOURS: readonly ( readonly [ string, number ] )[] = [
	[ '5 minutes', 5 / 60 ],
	[ '1 hour', 1 ],
	[ '1 day', 24 ],
	[ '1 week', 168 ],
];

function clockForm( world: World ): Markup {
	const { clock, zone } = world.org;
	const now = toStamp( clock.now() );
	return markup`<section class="card" aria-labelledby="clock"><h2 id="clock">Clock</h2>
<p>It is <strong>${ showMoment( world, now ) }</strong> in the org, and the clock ${ clock.frozen ? 'stands still' : 'runs' }.</p>
<form class="actions" method="post" action="/clock">${ HOURS.map( ( [ word, hours ] ) => markup`<button name="advance" value="${ hours * 3_600_000 }">Advance ${ word }</button>` ) }<button name="frozen" value="${ clock.frozen ? 'false' : 'true' }">${
		clock.frozen ? 'Let it run' : 'Stop it'
	}</button></form>
<form class="tools" method="post" action="/clock"><div><label for="now">Set it to (in ${ zone })</label><input id="now" type="datetime-local" step="1" name="now" value="${ toLocal( now, zone ) }" required></div><button>Set</button></form></section>`;
}

export const faultsPage = ( world: World ): Markup => markup`${ clockForm( world ) }
<section class="card" aria-labelledby="force"><h2 id="force">In force</h2>${ armed( world ) }${ inForce( world ) }
<form method="post" action="/faults"><button class="danger" name="kind" value="clear">Clear faults and states</button></form></section>
<section class="card" aria-labelledby="arm"><h2 id="arm">Arm a fault</h2>${ armForm() }</section>
<h2>States of the org</h2><div class="cards">${ STATES.map( stateForm ) }</div>`;

/** Through the same knob as the control door. */
export function armFault( world: World, form: URLSearchParams ): string {
	const given = [ ...form ].filter( ( [ , value ] ) => value !== '' );
	const body: Record< string, unknown > = { ...Object.fromEntries( given ), ...( form.has( 'processed' ) ? { processed: true } : {} ) };
	faultKnobs[ 'POST fault' ]?.( world, body );
	const kind = form.get( 'kind' ) ?? '';
	return kind === 'clear' ? 'Faults and states are cleared.' : `Done: ${ kind }.`;
}

export function setClock( world: World, form: URLSearchParams ): string {
	const { clock, zone } = world.org;
	const advance = Number( form.get( 'advance' ) ?? 0 );
	const now = form.get( 'now' );
	const stamp = now === null ? null : fromLocal( now, zone );
	if ( ! Number.isFinite( advance ) || ( now !== null && stamp === null ) ) {
		throw new TypeError( 'That is no moment in time.' );
	}
	clock.set( {
		...( stamp === null ? {} : { now: stamp.replace( '+0000', 'Z' ) } ),
		...( form.has( 'frozen' ) ? { frozen: form.get( 'frozen' ) === 'true' } : {} ),
	} );
	clock.advance( advance );
	world.org.settleTransactions();
	return 'The clock is set.';
}
