/**
 * An org that resembles what the recordings assume: its people, its app, seven accounts.
 */
import { allow, CALLBACK, control, startOrg } from '../lib/org.mjs';
import { Names } from './names.mjs';

export const PERSON = { username: 'sim@example.org', password: 'pw', securityToken: 'TOKEN' };
const APP = { consumerKey: 'ck', consumerSecret: 'cs', redirectUri: 'http://localhost/cb' };
/** The consumer key of the recorded CLI. */
const CLI_KEY = '3MVG9consumer';

const RECORDED = { organization: '00D5g000001AbCd', user: '0055g000003XyZzAAK', host: 'http://localhost:8899' };

function rename( org ) {
	const person = org.world.org.people[ 0 ];
	const row = org.world.org.store.table( 'User' ).get( person.userId );
	org.world.org.store.change( row, { values: { ...row.values, Username: PERSON.username } } );
	Object.assign( person, PERSON );
	return person;
}

export async function openWorld( startedAt ) {
	const org = await startOrg( { clock: { now: startedAt, frozen: true } } );
	const person = rename( org );
	const names = new Names();
	names.set( RECORDED.host, org.url );
	names.set( 'localhost:8899', new URL( org.url ).host );
	names.set( RECORDED.organization, org.organizationId.slice( 0, 15 ) );
	names.set( `${ RECORDED.organization }EAK`, org.organizationId );
	names.set( RECORDED.user, person.userId );
	names.set( 'Event__c', 'PatronTicket__TicketableEvent__c' );
	org.ids.forEach( ( id, index ) => names.set( `0015g000000000${ index + 1 }AAA`, id ) );
	const app = { secretRequired: true, runAs: PERSON.username, certificate: org.certificatePem };
	await control( org, 'app', {
		...app,
		name: 'Recorded',
		consumerKey: APP.consumerKey,
		consumerSecret: APP.consumerSecret,
		redirectUris: [ APP.redirectUri ],
	} );
	await control( org, 'app', { ...app, name: 'CLI', consumerKey: CLI_KEY, consumerSecret: 'unused', redirectUris: [ CALLBACK ] } );
	await control( org, 'events', { connect_ms: 20 } );
	return { org, names, cookies: new Map() };
}

/** The code that a user’s consent gave the recorded client, for the challenge of its verifier. */
export async function codeFor( { org }, challenge ) {
	const url = new URL( '/services/oauth2/authorize', org.url );
	const fields = { response_type: 'code', client_id: APP.consumerKey, redirect_uri: APP.redirectUri, code_challenge: challenge };
	Object.entries( fields ).forEach( ( [ name, value ] ) => url.searchParams.set( name, value ) );
	return ( await allow( org, url.href ) ).get( 'code' );
}
