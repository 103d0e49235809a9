import { SyncFailure } from '../failure';
import { momentOf, type Describe, type SourceRecord } from '../mapping';
import { isObject } from '../mapping/path';
import { bulkStalled, failureOf, incomplete, queryTooLong, queryTooLongForJobs, salesforceFailure, unreadable } from './failures';
import type { Answer, Deleted, Page } from './port';

export const unreadableAnswer = ( what: string ): SyncFailure => failureOf( unreadable, { what } );

const isRecord = ( value: unknown ): value is SourceRecord => isObject( value );

export function parsePage( body: unknown ): Page {
	if ( ! isObject( body ) || ! Array.isArray( body.records ) || ! body.records.every( isRecord ) ) {
		throw unreadableAnswer( 'query' );
	}
	const { totalSize, nextRecordsUrl, records } = body;
	if ( typeof totalSize !== 'number' || ( body.done !== true && typeof nextRecordsUrl !== 'string' ) ) {
		throw unreadableAnswer( 'query' );
	}
	return { records, total: totalSize, next: body.done === true ? null : String( nextRecordsUrl ) };
}

/** A query that ends early would make the rest look absent. */
export function assertComplete( seen: number, total: number ): void {
	if ( seen < total ) {
		throw failureOf( incomplete, { seen, total } );
	}
}

export const tooLongForPages = ( characters: number ): SyncFailure => failureOf( queryTooLong, { characters } );
export const tooLongForJobs = ( characters: number ): SyncFailure => failureOf( queryTooLongForJobs, { characters } );
export const stalledJob = ( job: string ): SyncFailure => failureOf( bulkStalled, { job } );

export function parseDeleted( body: unknown ): Deleted {
	if ( ! isObject( body ) || ! Array.isArray( body.deletedRecords ) || typeof body.latestDateCovered !== 'string' ) {
		throw unreadableAnswer( 'deleted' );
	}
	const covered = momentOf( body.latestDateCovered );
	if ( covered === undefined ) {
		throw unreadableAnswer( 'deleted' );
	}
	const ids = body.deletedRecords.map( ( entry: unknown ) => {
		const when = isObject( entry ) && typeof entry.deletedDate === 'string' ? momentOf( entry.deletedDate ) : undefined;
		if ( ! isObject( entry ) || typeof entry.id !== 'string' || when === undefined ) {
			throw unreadableAnswer( 'deleted' );
		}
		return { id: entry.id, deleted_ms: when };
	} );
	const earliest = typeof body.earliestDateAvailable === 'string' ? momentOf( body.earliestDateAvailable ) : undefined;
	return { ids, covered_ms: covered, ...( earliest === undefined ? {} : { earliest_ms: earliest } ) };
}

export function errorIn( body: unknown, status: number ): SyncFailure {
	const first: unknown = Array.isArray( body ) ? body[ 0 ] : body;
	const errorCode = isObject( first ) && typeof first.errorCode === 'string' ? first.errorCode : '';
	const message = isObject( first ) && typeof first.message === 'string' ? first.message : '';
	return salesforceFailure( { errorCode, message, status } );
}

export interface Part {
	readonly status: number;
	readonly body: unknown;
}

/** The parts of a composite answer, by reference id. */
export function parseComposite( body: unknown ): Map< string, Part > {
	if ( ! isObject( body ) || ! Array.isArray( body.compositeResponse ) ) {
		throw unreadableAnswer( 'composite' );
	}
	const parts = new Map< string, Part >();
	for ( const part of body.compositeResponse as unknown[] ) {
		if ( ! isObject( part ) || typeof part.referenceId !== 'string' || typeof part.httpStatusCode !== 'number' ) {
			throw unreadableAnswer( 'composite' );
		}
		parts.set( part.referenceId, { status: part.httpStatusCode, body: part.body } );
	}
	return parts;
}

export function answerOf< T >( part: Part | undefined, parse: ( body: unknown ) => T ): Answer< T > {
	if ( ! part ) {
		throw unreadableAnswer( 'composite' );
	}
	return part.status < 300 ? { ok: true, value: parse( part.body ) } : { ok: false, failure: errorIn( part.body, part.status ) };
}

export const isDescribe = ( body: unknown ): body is Describe =>
	isObject( body ) && Array.isArray( body.fields ) && body.fields.every( ( field: unknown ) => isObject( field ) && typeof field.name === 'string' );

export function parseDescribe( body: unknown ): Describe {
	if ( ! isDescribe( body ) ) {
		throw unreadableAnswer( 'describe' );
	}
	return body;
}

export function serverTime( headers: Headers ): number | undefined {
	const date = Date.parse( headers.get( 'date' ) ?? '' );
	return Number.isNaN( date ) ? undefined : date;
}
