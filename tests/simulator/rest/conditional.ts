import { createHash } from 'node:crypto';
import { badRequest, refuse } from '../http/errors';
import { headerOf, type Answer } from '../http/message';
import { stampToMs } from '../org/clock';
import type { SObject } from '../org/schema';
import type { Row } from '../org/store';
import type { Call } from './context';

const RFC_1123 = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;
const TAGS = /^(\*|(W\/)?"[^"]*"(\s*,\s*(W\/)?"[^"]*")*)$/;

/** Tags are given out for accounts alone (§2.8). */
const hasTags = ( object: SObject ): boolean => object.name === 'Account';

const changedAt = ( row: Row ): number => stampToMs( String( row.values.LastModifiedDate ?? row.values.SystemModstamp ) );

function tagOf( row: Row ): string {
	const sorted = Object.entries( row.values ).sort( ( [ a ], [ b ] ) => ( a < b ? -1 : 1 ) );
	return createHash( 'sha256' ).update( JSON.stringify( sorted ) ).digest( 'base64' );
}

export function validators( call: Call, object: SObject, row: Row ): Record< string, string > {
	if ( ! hasTags( object ) ) {
		return {};
	}
	const gzip = ( headerOf( call.ask, 'accept-encoding' ) ?? '' ).includes( 'gzip' );
	return {
		ETag: `"${ tagOf( row ) }${ gzip ? '-gzip' : '' }"`,
		'Last-Modified': new Date( changedAt( row ) ).toUTCString(),
	};
}

/** The header when it reads as it should. A reader's wrong header is ignored, a writer's is refused (§2.8). */
function header( call: Call, name: string, pattern: RegExp ): string | null {
	const text = headerOf( call.ask, name.toLowerCase() )?.trim();
	if ( text === undefined ) {
		return null;
	}
	if ( pattern.test( text ) && ( pattern !== RFC_1123 || ! Number.isNaN( Date.parse( text ) ) ) ) {
		return text;
	}
	if ( call.ask.method === 'GET' || call.ask.method === 'HEAD' ) {
		return null;
	}
	throw badRequest( 'BAD_REQUEST', `Invalid value for header ${ name }: ${ text }` );
}

const names = ( list: string, tag: string ): boolean =>
	list === '*' ||
	list.split( ',' ).some(
		( one ) =>
			one
				.trim()
				.replace( /^W\//, '' )
				.replace( /(-gzip)?"$/, '' )
				.replace( /^"/, '' ) === tag
	);

const failed = ( name: string ): Error => refuse( 412, 'PRECONDITION_FAILED', `The precondition of the ${ name } header is not met.` );

/** 304 when the caller's copy is as good as ours, null to go on; throws 412. Tags count more than dates. */
export function conditionOf( call: Call, object: SObject, row: Row ): Answer | null {
	const reading = call.ask.method === 'GET' || call.ask.method === 'HEAD';
	const ifMatch = hasTags( object ) ? header( call, 'If-Match', TAGS ) : null;
	const ifNoneMatch = hasTags( object ) ? header( call, 'If-None-Match', TAGS ) : null;
	const unmodifiedSince = header( call, 'If-Unmodified-Since', RFC_1123 );
	const modifiedSince = header( call, 'If-Modified-Since', RFC_1123 );
	const unchanged: Answer = { status: 304, headers: validators( call, object, row ) };
	if ( ifMatch !== null ? ! names( ifMatch, tagOf( row ) ) : unmodifiedSince !== null && changedAt( row ) > Date.parse( unmodifiedSince ) ) {
		throw failed( ifMatch !== null ? 'If-Match' : 'If-Unmodified-Since' );
	}
	if ( ifNoneMatch !== null ) {
		if ( ! names( ifNoneMatch, tagOf( row ) ) ) {
			return null;
		}
		if ( reading ) {
			return unchanged;
		}
		throw failed( 'If-None-Match' );
	}
	return modifiedSince !== null && changedAt( row ) <= Date.parse( modifiedSince ) ? unchanged : null;
}
