/**
 * The org that clients are tried on: the simulator in this process, with a field `Ext__c` and a few accounts.
 */
import { createSign } from 'node:crypto';
import { createRequire } from 'node:module';
import { onEnd } from '../../stack/lib/process.mjs';

const require = createRequire( import.meta.url );

function simulator() {
	require( 'tsx/cjs' );
	return { ...require( '../../simulator/index.ts' ), ...require( '../../simulator/org/fields.ts' ) };
}

export const CALLBACK = 'http://localhost:1717/OauthRedirect';
export const PAGE = 3;

/** @param {{ accounts?: number, publicUrl?: string, clock?: object }} options */
export async function startOrg( { accounts = 7, ...options } = {} ) {
	const { startSimulator, text } = simulator();
	const org = await startSimulator( { season: 'empty', ...options } );
	onEnd( () => org.close() );
	const { world } = org;
	world.org.addField( 'Account', text( 'Ext__c', { externalId: true, idLookup: true, unique: true } ) );
	const ids = Array.from( { length: accounts }, ( _none, index ) => world.org.writer.create( 'Account', { Name: `Acct ${ index }` } ) );
	const admin = org.users.find( ( { username } ) => username.startsWith( 'admin@' ) );
	return { ...org, organizationId: org.organizationId, ids, admin };
}

const part = ( value ) => Buffer.from( JSON.stringify( value ) ).toString( 'base64url' );

export function assertion( org, claims = {} ) {
	const exp = Math.floor( org.world.org.clock.now() / 1000 ) + 120;
	const unsigned = `${ part( { alg: 'RS256' } ) }.${ part( { iss: org.consumerKey, sub: org.username, aud: org.url, exp, ...claims } ) }`;
	return `${ unsigned }.${ createSign( 'RSA-SHA256' ).update( unsigned ).sign( org.privateKeyPem, 'base64url' ) }`;
}

/** The control door: turns a knob of the simulator. */
export async function control( org, name, body = {} ) {
	const response = await fetch( `${ org.controlUrl }/${ name }`, { method: 'POST', body: JSON.stringify( body ) } );
	const answer = await response.json();
	if ( ! response.ok ) {
		throw new Error( `_control/${ name } answered ${ response.status }: ${ JSON.stringify( answer ) }` );
	}
	return answer;
}

/** What a person does in front of the authorization page: sign in, allow; answers the code the app is sent. */
export async function allow( org, authorizationUrl ) {
	const { origin, pathname, searchParams } = new URL( authorizationUrl );
	const post = ( fields ) => fetch( origin + pathname, { method: 'POST', redirect: 'manual', body: new URLSearchParams( fields ) } );
	const { username, password } = org.admin;
	const page = await ( await post( { step: 'sign-in', ...Object.fromEntries( searchParams ), username, password } ) ).text();
	const ticket = /name="ticket" value="([^"]+)"/.exec( page )?.[ 1 ] ?? '';
	const answer = await post( { step: 'decide', decision: 'allow', ticket } );
	return new URL( answer.headers.get( 'location' ) ).searchParams;
}
