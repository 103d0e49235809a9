/**
 * Reads the org as an integration of its own would, past everything of Callboard: SOQL over JWT bearer.
 */
import { createSign } from 'node:crypto';

const encode = ( value ) => Buffer.from( JSON.stringify( value ) ).toString( 'base64url' );

function assertion( org, nowSeconds ) {
	const unsigned = `${ encode( { alg: 'RS256' } ) }.${ encode( { iss: org.consumerKey, sub: org.username, aud: org.url, exp: nowSeconds + 120 } ) }`;
	return `${ unsigned }.${ createSign( 'RSA-SHA256' ).update( unsigned ).sign( org.privateKeyPem, 'base64url' ) }`;
}

export async function signIn( org ) {
	const response = await fetch( `${ org.url }/services/oauth2/token`, {
		method: 'POST',
		body: new URLSearchParams( {
			grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
			assertion: assertion( org, Math.floor( Date.now() / 1000 ) ),
		} ),
	} );
	const answer = await response.json();
	if ( ! response.ok ) {
		throw new Error( `The org refused the tests: ${ JSON.stringify( answer ) }` );
	}
	return answer;
}

/** All rows of a query, following nextRecordsUrl. */
export async function query( org, soql ) {
	const { access_token: token, instance_url: instance } = await signIn( org );
	const rows = [];
	let next = `/services/data/v62.0/query?q=${ encodeURIComponent( soql ) }`;
	while ( next ) {
		const response = await fetch( `${ instance }${ next }`, { headers: { authorization: `Bearer ${ token }` } } );
		const page = await response.json();
		if ( ! response.ok ) {
			throw new Error( `${ soql }: ${ JSON.stringify( page ) }` );
		}
		rows.push( ...page.records );
		next = page.nextRecordsUrl;
	}
	return rows;
}

/** Writes one record as a person or an integration of the org would; `json` goes out as it is. */
export async function update( org, object, id, json ) {
	const { access_token: token, instance_url: instance } = await signIn( org );
	const response = await fetch( `${ instance }/services/data/v62.0/sobjects/${ object }/${ id }`, {
		method: 'PATCH',
		headers: { authorization: `Bearer ${ token }`, 'content-type': 'application/json' },
		body: json,
	} );
	if ( ! response.ok ) {
		throw new Error( `${ object } ${ id }: ${ await response.text() }` );
	}
}

/** @returns {Promise<string>} The id of the new record. */
export async function create( org, object, fields ) {
	const { access_token: token, instance_url: instance } = await signIn( org );
	const response = await fetch( `${ instance }/services/data/v62.0/sobjects/${ object }`, {
		method: 'POST',
		headers: { authorization: `Bearer ${ token }`, 'content-type': 'application/json' },
		body: JSON.stringify( fields ),
	} );
	if ( ! response.ok ) {
		throw new Error( `${ object }: ${ await response.text() }` );
	}
	return ( await response.json() ).id;
}

/** The control door of the simulator. */
export async function control( org, call, body = {} ) {
	const response = await fetch( `${ org.controlUrl }/${ call }`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify( body ),
	} );
	const text = await response.text();
	if ( ! response.ok ) {
		throw new Error( `_control/${ call } answered ${ response.status }: ${ text }` );
	}
	return text === '' ? {} : JSON.parse( text );
}
