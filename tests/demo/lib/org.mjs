/**
 * The stand-in org as a process, and a small client of its own: what the org holds is asked through SOQL,
 * by code that shares nothing with the worker.
 */
import { createSign } from 'node:crypto';
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../stack/lib/cache.mjs';
import { start } from '../../stack/lib/process.mjs';
import { StackFailure } from '../../stack/lib/say.mjs';

const API = '/services/data/v62.0';

/** `{ url, controlUrl, consumerKey, username, privateKeyPem, certificatePem, season, pid }` */
export async function startOrg( { port, season, keys, log } ) {
	const args = [ join( repository, 'tests/simulator/cli.mjs' ), '--port', String( port ), '--keys', keys, ...( season ? [ '--season', season ] : [] ) ];
	const child = start( process.execPath, args, { cwd: repository } );
	const file = createWriteStream( log );
	let errors = '';
	child.stderr.setEncoding( 'utf8' ).on( 'data', ( text ) => {
		errors = ( errors + text ).slice( -3000 );
		file.write( text );
	} );
	const line = await Promise.race( [ firstLine( child.stdout ), child.ended.then( () => undefined ) ] );
	if ( line === undefined ) {
		throw new StackFailure( `The stand-in org did not start:\n${ errors.trim() }` );
	}
	const told = JSON.parse( line );
	const privateKeyPem = told.privateKeyPem ?? readFileSync( told.privateKeyFile ?? told.privateKeyPath, 'utf8' );
	const certificatePem = told.certificatePem ?? readFileSync( told.certificateFile ?? told.certificatePath, 'utf8' );
	return { ...told, privateKeyPem, certificatePem, pid: child.pid };
}

function firstLine( stream ) {
	return new Promise( ( resolve ) => {
		let text = '';
		stream.setEncoding( 'utf8' ).on( 'data', ( chunk ) => {
			text += chunk;
			const at = text.indexOf( '\n' );
			if ( at >= 0 ) {
				resolve( text.slice( 0, at ) );
			}
		} );
	} );
}

/** The demo's own way of changing a record: the org's control door. */
export async function changeInOrg( org, kind, id ) {
	const answer = await fetch( `${ org.controlUrl }/change`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify( id === undefined ? { kind } : { kind, id } ),
	} );
	const text = await answer.text();
	if ( ! answer.ok ) {
		throw new StackFailure( `The org refused the change (${ answer.status }): ${ text.slice( 0, 300 ) }` );
	}
	return JSON.parse( text );
}

const base64url = ( value ) => Buffer.from( typeof value === 'string' ? value : JSON.stringify( value ) ).toString( 'base64url' );

async function accessToken( { url, consumerKey, username, privateKeyPem } ) {
	const claims = { iss: consumerKey, sub: username, aud: url, exp: Math.floor( Date.now() / 1000 ) + 180 };
	const unsigned = `${ base64url( { alg: 'RS256' } ) }.${ base64url( claims ) }`;
	const assertion = `${ unsigned }.${ createSign( 'RSA-SHA256' ).update( unsigned ).sign( privateKeyPem, 'base64url' ) }`;
	const answer = await fetch( `${ url }/services/oauth2/token`, {
		method: 'POST',
		body: new URLSearchParams( { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion } ),
	} );
	const told = await answer.json();
	if ( ! answer.ok ) {
		throw new StackFailure( `The org gave the demo no access token: ${ told.error_description ?? answer.status }` );
	}
	return told;
}

/** Asks SOQL until the last page; tokens are asked for anew each time, so that none goes stale. */
export async function soql( org, query ) {
	const { access_token: token, instance_url: instance } = await accessToken( org );
	const records = [];
	for ( let path = `${ API }/query?q=${ encodeURIComponent( query ) }`; path; ) {
		const answer = await fetch( new URL( path, instance ), { headers: { authorization: `Bearer ${ token }` } } );
		const page = await answer.json();
		if ( ! answer.ok ) {
			throw new StackFailure( `The org refused a query: ${ page[ 0 ]?.message ?? answer.status }` );
		}
		records.push( ...page.records );
		path = page.nextRecordsUrl;
	}
	return records;
}
