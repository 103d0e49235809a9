import { createHmac } from 'node:crypto';
import { headerOf, json, type Answer, type Ask } from '../http/message';
import { elementsOf, xmlDocument } from '../http/xml';
import type { Org } from '../org/org';
import type { Person } from '../org/people';
import type { App } from './apps';

export const identityUrl = ( url: string, org: Org, person: Person ): string => `${ url }/id/${ org.id }/${ person.userId }`;

/** `signature` = base64( HMAC-SHA256( client secret, id + issued_at ) ) (§1.2). */
export function signed( app: App, id: string, nowMs: number ): { issued_at: string; signature: string } {
	const issuedAt = String( nowMs );
	return {
		issued_at: issuedAt,
		signature: createHmac( 'sha256', app.consumerSecret )
			.update( id + issuedAt )
			.digest( 'base64' ),
	};
}

export const xmlOf = ( name: string, body: Record< string, unknown > ): string => xmlDocument( { name, content: elementsOf( body ) } );

type Format = 'json' | 'xml' | 'urlencoded';

/** `format=` says it, or else the first of these types that Accept names. */
export function formatOf( ask: Ask, fields: URLSearchParams ): Format {
	const asked = fields.get( 'format' );
	if ( asked === 'xml' || asked === 'urlencoded' || asked === 'json' ) {
		return asked;
	}
	const types = ( headerOf( ask, 'accept' ) ?? '' ).split( ',' ).map( ( one ) => one.split( ';' )[ 0 ]!.trim().toLowerCase() );
	for ( const type of types ) {
		switch ( type ) {
			case 'application/json':
				return 'json';
			case 'application/xml':
			case 'text/xml':
				return 'xml';
			case 'application/x-www-form-urlencoded':
				return 'urlencoded';
		}
	}
	return 'json';
}

/** A flat reply in the format that was asked for. */
export function inFormat( body: Record< string, string >, format: Format, status = 200 ): Answer {
	switch ( format ) {
		case 'xml':
			return { status, body: xmlOf( 'OAuth', body ), type: 'application/xml;charset=UTF-8' };
		case 'urlencoded':
			return { status, body: new URLSearchParams( body ).toString(), type: 'application/x-www-form-urlencoded;charset=UTF-8' };
		default:
			return json( body, status );
	}
}
