/** Tokens that expire, a key that is withdrawn, a user who is frozen, and an org whose API calls are used up. */
import { X509Certificate } from 'node:crypto';
import { makeChange } from '../events/org.mjs';
import { testConnection } from '../lib/person.mjs';

const generation = async ( { house } ) =>
	( await house.database.rows( `SELECT JSON_OBJECT( 'n', token_generation ) FROM wp_callboard_connection WHERE tenant_id = ${ house.tenantId }` ) )[ 0 ].n;
const failuresSince = async ( { house }, id ) =>
	(
		await house.database.rows( `SELECT JSON_OBJECT( 'failure', failure, 'at', finished_ms ) FROM wp_callboard_run WHERE state = 'failed' AND id > ${ id }` )
	).map( ( { failure, at } ) => ( { ...JSON.parse( failure ), at } ) );
const lastRun = async ( { house } ) => ( await house.database.rows( "SELECT JSON_OBJECT( 'id', MAX( id ) ) FROM wp_callboard_run" ) )[ 0 ].id ?? 0;

/** The next token comes by itself, and no run fails over it. */
async function throughExpiry( life, line ) {
	const [ before, run ] = [ await generation( life ), await lastRun( life ) ];
	await life.sync( line );
	const failed = await failuresSince( life, run );
	const isRenewed = life.expect( ( await generation( life ) ) > before, 'The sessions ended, and no new token was issued.' );
	if ( life.expect( failed.length === 0, `A run failed over an ended session: ${ JSON.stringify( failed ) }` ) && isRenewed ) {
		life.show( 'ended sessions' );
	}
}

export async function sessionsExpire( life ) {
	life.house.org.sessions.revokeAll();
	await throughExpiry( life );
}

export async function sessionsExpireInMidRun( life ) {
	// Productions are offered before performances are read.
	makeChange( life.tools, 'rename production' );
	makeChange( life.tools, 'add performance' );
	const line = life.line( { meet: { call: 'offer', then: async () => life.house.org.sessions.revokeAll() } } );
	await throughExpiry( life, line );
	life.expect( line.hasMet && line.calls.includes( 'token' ), 'The sessions were to end in the middle of a run and did not.' );
}

async function throughRefusal( life, refuse, { what, kind } ) {
	refuse();
	life.house.org.sessions.revokeAll();
	life.refusedSince = { run: await lastRun( life ), what, kind };
}

/** A refused user is tried once more and then waits for a person, since more tries would lock the account; a wrong key locks nobody. */
async function afterRefusal( life, cure ) {
	const { run, what, kind } = life.refusedSince;
	const failed = await failuresSince( life, run );
	const kinds = [ ...new Set( failed.map( ( failure ) => failure.kind ) ) ];
	life.expect( failed.length > 0 && kinds.join() === kind, `${ what }: the runs failed as ${ kinds.join( ', ' ) || 'nothing' }, not as ${ kind }.` );
	life.expect( kind !== 'auth' || failed.length <= 2, `${ what }: tried ${ failed.length } times, and was to wait for a person after two.` );
	await cure();
	const test = await testConnection( life.house );
	life.expect( test.ok, `${ what }: the test of the connection still fails: ${ test.failure?.message }` );
	if ( await life.untilWell() ) {
		life.show( what );
	}
}

export const keyIsTakenAway = ( life ) => throughRefusal( life, () => ( life.house.org.app.certificates = [] ), { what: 'withdrawn keys', kind: 'config' } );

export const newKeyIsGiven = ( life ) =>
	afterRefusal( life, async () => {
		const { certificate } = await life.house.admin.rest( 'POST', `/callboard/v1/tenants/${ life.house.tenantId }/connection/key` );
		life.house.org.app.certificates = [ new X509Certificate( certificate ).publicKey ];
		life.person( 'made a new key, uploaded its certificate to Salesforce and tested the connection', { cures: true } );
	} );

const integrationUser = ( { house } ) => house.org.personNamed( house.simulator.username );

export const userIsFrozen = ( life ) => throughRefusal( life, () => ( integrationUser( life ).active = false ), { what: 'frozen users', kind: 'auth' } );

export const userIsThawed = ( life ) =>
	afterRefusal( life, async () => {
		integrationUser( life ).active = true;
		life.person( 'unfroze the integration user and tested the connection', { cures: true } );
	} );

const USED_UP = 0.85;

export async function callsAreUsedUp( life ) {
	const { usage } = life.house.org;
	usage.limit = 2 * usage.lastDay + 1000;
	for ( ; usage.lastDay < USED_UP * usage.limit; life.callsOfOthers++ ) {
		usage.count();
	}
	life.budget = { run: await lastRun( life ), visits: life.visits.length, calls: usage.total };
}

/** One call each quarter of an hour asks whether there are calls again; nothing else is spent of what is left to others. */
export async function callsAreFree( life ) {
	const { usage } = life.house.org;
	const { run, visits, calls } = life.budget;
	const codes = new Set( ( await failuresSince( life, run ) ).map( ( { code } ) => code ) );
	const [ spent, came ] = [ usage.total - calls, life.visits.length - visits ];
	life.expect( codes.has( 'api_budget_spent' ), 'The org’s calls were used up, and no run says so.' );
	life.expect( spent <= 3 * came, `The org’s calls were used up, and ${ came } visits made ${ spent } more.` );
	usage.limit = 100_000;
	if ( await life.untilWell() ) {
		life.show( 'days without API calls' );
	}
}
