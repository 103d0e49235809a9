/**
 * One day: edits through the day, a worker each hour, what the calendar brings, and the look at its end.
 */
import { CHANGES, changeOrg, makeChange } from '../events/org.mjs';
import { letBrakesGo } from '../lib/person.mjs';
import { acts } from './acts.mjs';
import { ACTS, dateOf, EACH_WORKING_DAY, HOUR, isWeekend, momentOf, VISITS, weekdayOf } from './calendar.mjs';
import { look, truthNow } from './look.mjs';
import { seeRepairs } from './repairs.mjs';

const MINUTE = 60_000;
const EDITING = [ 9, 11, 13, 15, 17, 20 ];

const finished = ( from, until ) => `
SELECT JSON_OBJECT( 'id', id, 'kind', kind, 'trigger', trigger_name, 'state', state, 'counts', counts, 'failure', failure, 'created', created_ms, 'finished', finished_ms )
FROM wp_callboard_run WHERE finished_ms > ${ from } AND finished_ms <= ${ until } ORDER BY finished_ms, id`;

function note( life, told ) {
	for ( const words of told ) {
		const kind = CHANGES.find( ( name ) => words.startsWith( `${ name } ` ) ) ?? words;
		life.edits[ kind ] = ( life.edits[ kind ] ?? 0 ) + 1;
	}
}

function edit( life, day, hour ) {
	if ( EDITING.includes( hour ) && ! ( isWeekend( day ) && life.random.chance( 0.6 ) ) ) {
		note( life, changeOrg( life.tools ) );
	}
	if ( hour === 10 && ! isWeekend( day ) ) {
		note(
			life,
			// What Salesforce refuses (a deleted master) is tried with another record.
			EACH_WORKING_DAY.map( ( kind ) => [ 1, 2, 3 ].reduce( ( told ) => told ?? makeChange( life.tools, kind ), undefined ) ).filter( Boolean )
		);
	}
}

/** WP-Cron's minute, and with it what is let go of. */
async function night( life ) {
	const answer = await fetch( `${ life.house.siteUrl }/?rest_route=/`, { headers: { 'x-chaos-minute': '1' } } );
	await answer.arrayBuffer();
}

async function visit( life ) {
	await life.sync();
	if ( ! life.away.database ) {
		await seeRepairs( life );
	}
}

async function throughTheHours( life, day ) {
	for ( let hour = 0; hour < 24; hour++ ) {
		life.until( momentOf( day * 24 + hour ) );
		for ( const { act } of ACTS.filter( ( { at } ) => at === day * 24 + hour ) ) {
			await acts[ act ]( life );
		}
		if ( VISITS.has( hour ) ) {
			edit( life, day, hour );
			await visit( life );
		}
		if ( hour === 3 && life.isReachable ) {
			await night( life );
		}
	}
}

/** Nothing new happens for twenty minutes: the sync catches up, and a person lets go of what the brake has held. */
async function catchUp( life, day ) {
	life.until( momentOf( day * 24 ) + 23.4 * HOUR );
	await visit( life );
	let brakes = 0;
	if ( life.isReachable ) {
		brakes = await letBrakesGo( life.house );
		if ( brakes > 0 ) {
			life.person( `let ${ brakes } withheld withdrawals go` );
		}
	}
	for ( const minutes of [ 17, 1.1 ] ) {
		life.house.advance( minutes * MINUTE );
		await visit( life );
	}
	return brakes;
}

async function noteHeld( life, ids ) {
	const { admin, tenantId } = life.house;
	const held = life.isReachable ? await admin.rest( 'GET', `/callboard/v1/tenants/${ tenantId }/twins?page=1&per_page=100` ) : [];
	for ( const { external_id: id, title, sentence, since_ms: since } of held ) {
		life.held.has( id ) || life.held.set( id, { id, title, sentence, since, until: null, decision: null } );
	}
	const now = new Set( held.map( ( { external_id: id } ) => id ) );
	if ( life.isReachable ) {
		life.expect(
			ids.every( ( id ) => now.has( id ) ),
			`Held records that the list for people does not show: ${ ids.filter( ( id ) => ! now.has( id ) ).join( ', ' ) }`
		);
		life.held.forEach( ( one ) => one.until === null && ! now.has( one.id ) && ( one.until = life.now ) );
	}
}

/** `{ date, weekday, says, edits, runs, calls, brakes, held, stoodStill, differed }` */
export async function liveDay( life, day ) {
	const { org, database } = life.house;
	const [ calls, others, from ] = [ org.usage.total, life.callsOfOthers, life.lookedAt ?? 0 ];
	life.edits = {};
	life.wrong = [];
	await throughTheHours( life, day );
	const brakes = await catchUp( life, day );
	// Who cannot be heard has said nothing new: what was right is to stay as it was.
	const stoodStill = life.away.salesforce ? 'Salesforce' : life.away.wordpress ? 'WordPress' : null;
	life.truth = stoodStill === null ? truthNow( life.house ) : life.truth;
	const { differed, held } = await look( life, life.truth );
	await noteHeld( life, held );
	life.lookedAt = life.now;
	return {
		date: dateOf( day ),
		weekday: weekdayOf( day ),
		says: ACTS.filter( ( { at, says } ) => says && Math.floor( at / 24 ) === day ).map( ( { says } ) => says ),
		edits: life.edits,
		runs: ( await database.rows( finished( from, life.now ) ) ).map( ( run ) => ( {
			...run,
			counts: JSON.parse( run.counts ),
			failure: run.failure && JSON.parse( run.failure ),
		} ) ),
		calls: org.usage.total - calls - ( life.callsOfOthers - others ),
		brakes,
		held: held.length,
		stoodStill,
		differed: [ ...life.wrong, ...differed ],
	};
}
