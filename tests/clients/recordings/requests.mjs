/**
 * A recorded request in the words of our world, and what the world must be like for it.
 */
import { createHash } from 'node:crypto';
import { assertion, control, PAGE } from '../lib/org.mjs';
import { jsonOf } from './recorded.mjs';
import { codeFor, PERSON } from './world.mjs';

const DROPPED = new Set( [ 'host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding', 'cookie', 'sec-fetch-mode' ] );
const RECORDED_REFRESH_TOKEN = '5Aep861REFRESH';

/** The recorded claims, signed with our key; an expiry keeps its form and its distance. */
function signedAnew( world, jwt, recordedAt ) {
	const claims = JSON.parse( Buffer.from( jwt.split( '.' )[ 1 ], 'base64url' ).toString() );
	const shift = ( exp ) =>
		Number( exp ) > 1e11 ? Number( exp ) : Number( exp ) - Math.floor( recordedAt / 1000 ) + Math.floor( world.org.world.org.clock.now() / 1000 );
	const exp = typeof claims.exp === 'string' ? String( shift( claims.exp ) ) : shift( claims.exp );
	return assertion( world.org, { ...claims, aud: world.names.put( claims.aud ), exp } );
}

/** Secrets cannot be replayed: each is replaced by the one that does the same in our world. */
async function form( world, recorded ) {
	const fields = new URLSearchParams( recorded.body );
	if ( fields.has( 'assertion' ) ) {
		fields.set( 'assertion', signedAnew( world, fields.get( 'assertion' ), recorded.t ) );
	}
	if ( fields.has( 'code' ) ) {
		fields.set( 'code', await codeFor( world, createHash( 'sha256' ).update( fields.get( 'code_verifier' ) ).digest( 'base64url' ) ) );
	}
	if ( fields.has( 'refresh_token' ) ) {
		fields.set( 'refresh_token', world.names.known.get( RECORDED_REFRESH_TOKEN ) );
	}
	if ( fields.get( 'username' ) === PERSON.username ) {
		fields.set( 'password', PERSON.password + PERSON.securityToken );
	}
	return fields.toString();
}

/** Bayeux: replay ids are ours, and a client that the recorder had forgotten is one that we have never met. */
function bayeux( world, recorded ) {
	const forgotten = recorded.resBody.includes( '403::Unknown client' );
	const messages = JSON.parse( world.names.put( recorded.body ) ).map( ( message ) => {
		const replay = message.ext?.replay;
		const ours =
			replay && Object.fromEntries( Object.entries( replay ).map( ( [ channel, id ] ) => [ channel, world.names.replayIds.get( String( id ) ) ?? id ] ) );
		return { ...message, ...( forgotten ? { clientId: 'c0ffee0000000000' } : {} ), ...( ours ? { ext: { replay: ours } } : {} ) };
	} );
	return JSON.stringify( messages );
}

async function bodyOf( world, recorded ) {
	if ( ! recorded.body ) {
		return undefined;
	}
	if ( recorded.url.startsWith( '/cometd/' ) ) {
		return bayeux( world, recorded );
	}
	if ( recorded.url.startsWith( '/services/oauth2/' ) ) {
		return form( world, recorded );
	}
	const whole = jsonOf( recorded.body, { parts: false } );
	// The recorder refused every record of this name; ours refuses names that are too long.
	return world.names
		.put( whole === undefined ? recorded.body : JSON.stringify( whole ) )
		.replace( '"Name":"bad"', `"Name":"${ 'x'.repeat( 300 ) }"` )
		.replace( /<((?:\w+:)?password)>[^<]*</, `<$1>${ PERSON.password }<` );
}

function urlOf( world, recorded ) {
	const locator = /([?&]locator=)([^&]+)/;
	return world.names.put( recorded.url ).replace( locator, ( _all, name, value ) => name + ( world.names.locators.get( value ) ?? value ) );
}

/** The recorder called a living session invalid where it wanted to see what a client does about it. */
const losesSession = ( recorded ) => recorded.resBody.includes( '401::Authentication invalid' );

function headersOf( world, recorded, client ) {
	const headers = Object.entries( recorded.h ).filter( ( [ name ] ) => ! DROPPED.has( name ) );
	const ours = Object.fromEntries( headers.map( ( [ name, value ] ) => [ name, world.names.put( String( value ) ) ] ) );
	return {
		...ours,
		...( losesSession( recorded ) ? { authorization: 'OAuth 00D!lost' } : {} ),
		...( world.cookies.has( client ) ? { cookie: world.cookies.get( client ) } : {} ),
	};
}

export const clientOf = ( recorded, text ) => ( recorded.url.startsWith( '/cometd/' ) ? jsonOf( text )?.[ 0 ]?.clientId : undefined );

/** What the answer presupposes: the time, pages as long as the recorded one, jobs that take one look, events to replay. */
export async function prepare( world, recorded ) {
	const { org } = world;
	org.world.org.clock.set( { now: Math.max( recorded.t, org.world.org.clock.now() ), frozen: true } );
	const page = jsonOf( recorded.resBody );
	if ( /\/query(?:All)?\/?\?q=/.test( recorded.url ) ) {
		await control( org, 'fault', { kind: 'page-size', rows: page.nextRecordsUrl ? page.records.length : PAGE } );
	}
	if ( recorded.M === 'POST' && /\/jobs\/(query|ingest)$/.test( recorded.url ) ) {
		await control( org, 'bulk', { polls: 1, pageSize: PAGE, times: 1 } );
	}
	if ( recorded.url.startsWith( '/cometd/' ) && ! world.hasEvents ) {
		world.hasEvents = true;
		await control( org, 'events', { select: 'Account' } );
		org.ids.slice( 0, 3 ).forEach( ( id, index ) => org.world.org.writer.update( 'Account', id, { Name: `N${ index }` } ) );
	}
}

export async function requestOf( world, recorded ) {
	const body = await bodyOf( world, recorded );
	const client = body === undefined ? undefined : clientOf( recorded, recorded.body );
	return {
		url: world.org.url + urlOf( world, recorded ),
		init: { method: recorded.M, redirect: 'manual', headers: headersOf( world, recorded, client ), body },
	};
}
