import { currencyOf } from '../mapping';
import { failureOf, networkFailure, salesforceFailure, tooSlow } from './failures';
import type { Session } from './stream';

export const userInfoPath = ( version: string ): string => `/services/Soap/u/${ version }`;

const envelope = ( token: string ): string =>
	'<?xml version="1.0" encoding="UTF-8"?><env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/" xmlns:u="urn:partner.soap.sforce.com">' +
	`<env:Header><u:SessionHeader><u:sessionId>${ token.replace( /[<>&]/g, '' ) }</u:sessionId></u:SessionHeader></env:Header>` +
	'<env:Body><u:getUserInfo/></env:Body></env:Envelope>';

/** An org may issue access tokens in the form of a JWT: only REST takes those (SOAP does from v68.0 on). */
const isForRestAlone = ( token: string, version: string ): boolean => /^[\w-]+\.[\w-]+\.[\w-]*$/.test( token ) && Number( version ) < 68;

/**
 * The currency of an org with only one of them. No REST resource tells it: the partner API’s getUserInfo does, which is
 * not among the SOAP calls that end in 2027 (those are login() and its kin).
 */
export async function defaultCurrency( version: string, session: Session ): Promise< string | null > {
	const path = userInfoPath( version );
	if ( isForRestAlone( session.token(), version ) ) {
		return null;
	}
	let { status, text } = await asked( path, session );
	if ( /INVALID_SESSION_ID/.test( text ) ) {
		await session.renew();
		( { status, text } = await asked( path, session ) );
	}
	// REST has just taken the session: it is SOAP that is closed to it.
	if ( /INVALID_SESSION_ID/.test( text ) ) {
		return null;
	}
	if ( status === 200 ) {
		return currencyOf( /<(?:\w+:)?orgDefaultCurrencyIsoCode>([A-Za-z]{3})</.exec( text )?.[ 1 ] ) ?? null;
	}
	const errorCode = /<(?:\w+:)?exceptionCode>([A-Z_]+)</.exec( text )?.[ 1 ] ?? '';
	throw salesforceFailure( { errorCode, message: '', status } );
}

async function asked( path: string, session: Session ): Promise< { status: number; text: string } > {
	const started = performance.now();
	const url = session.url( path );
	session.onRequest();
	const signal = AbortSignal.timeout( session.patienceMs );
	try {
		const headers = {
			'Content-Type': 'text/xml; charset=UTF-8',
			SOAPAction: '""',
		};
		const answer = await fetch( url, {
			method: 'POST',
			headers,
			body: envelope( session.token() ),
			redirect: 'manual',
			signal,
		} );
		const text = await answer.text();
		const fields = {
			method: 'POST',
			endpoint: new URL( url ).pathname,
			status: answer.status,
			attempt: session.attempt,
			ms: Math.round( performance.now() - started ),
		};
		session.logger.info( fields, 'salesforce call' );
		session.onAnswer( answer.headers );
		return { status: answer.status, text };
	} catch ( error ) {
		throw signal.aborted ? failureOf( tooSlow, {}, error ) : networkFailure( error );
	}
}
