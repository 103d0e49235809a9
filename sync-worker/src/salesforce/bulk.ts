import { SyncFailure } from '../failure';
import type { Logger } from '../log';
import type { SourceRecord } from '../mapping';
import { isObject } from '../mapping/path';
import { assertComplete, unreadableAnswer } from './answers';
import { linesOf } from './csv';
import { bulkAborted, bulkFailed, bulkLost, failureOf } from './failures';
import type { BulkQueries, JobState, ResultPart, RowShape } from './port';
import { recordReader } from './rows';
import { spooled } from './spool';
import type { Opened } from './stream';

/** What jobs need of a connection; session, retries and counting are its own. */
export interface JobCalls {
	/** `/services/data/v66.0`: results must be read with the version that made the job. */
	readonly root: string;
	readonly logger: Logger;
	json( method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object ): Promise< unknown >;
	open( path: string ): Promise< Opened >;
	/** Throws where the org has no bulk job left for us. */
	room(): Promise< void >;
}

/** A part is full at either: wide rows must not add up to what many narrow ones may. */
const partRecords = 2000;
const partCharacters = 4_000_000;

const gone = new Set( [ 'salesforce_not_found', 'salesforce_cursor_lost' ] );

const textIn = ( body: unknown, name: string ): string => ( isObject( body ) && typeof body[ name ] === 'string' ? body[ name ] : '' );

/** jsforce’s own bulk query ends the process on a result’s second page, and deletes jobs that are merely slow. */
export class JobQueries implements BulkQueries {
	public constructor( private readonly calls: JobCalls ) {}

	public async create( soql: string ): Promise< string > {
		await this.calls.room();
		const wanted = { operation: 'query', query: soql, contentType: 'CSV', columnDelimiter: 'COMMA', lineEnding: 'LF' };
		const id = textIn( await this.calls.json( 'POST', `${ this.calls.root }/jobs/query`, wanted ), 'id' );
		if ( ! /^[a-zA-Z0-9]{15,18}$/.test( id ) ) {
			throw unreadableAnswer( 'job' );
		}
		return id;
	}

	public async state( job: string ): Promise< JobState > {
		const body = await this.known( this.calls.json( 'GET', this.path( job ) ) );
		const state = textIn( body, 'state' );
		const processed = isObject( body ) ? body.numberRecordsProcessed : null;
		const details = { job, said: textIn( body, 'errorMessage' ).slice( 0, 500 ) };
		if ( state === 'Failed' ) {
			throw failureOf( bulkFailed, details );
		}
		if ( state === 'Aborted' ) {
			throw failureOf( bulkAborted, details );
		}
		if ( state === '' || typeof processed !== 'number' ) {
			throw unreadableAnswer( 'job' );
		}
		return { finished: state === 'JobComplete', state, processed };
	}

	public async *results( job: string, locator: string | null, page: { records: number; shape: RowShape } ): AsyncGenerator< ResultPart > {
		const query = new URLSearchParams( { ...( locator === null ? {} : { locator } ), maxRecords: String( page.records ) } );
		const { headers, chunks } = await this.known( this.calls.open( `${ this.path( job ) }/results?${ query.toString() }` ) );
		const next = headers.get( 'sforce-locator' );
		const announced = Number( headers.get( 'sforce-numberofrecords' ) ?? NaN );
		// No locator is not the same as the locator “null”: a result must not end because a header was lost.
		if ( next === null || next === '' || ! Number.isInteger( announced ) ) {
			throw unreadableAnswer( 'results' );
		}
		let rows = 0;
		for await ( const records of partsOf( linesOf( await spooled( chunks ) ), page.shape, this.calls.root ) ) {
			rows += records.length;
			yield { records, end: null };
		}
		assertComplete( rows, announced );
		yield { records: [], end: { rows, next: next === 'null' ? null : next } };
	}

	public async discard( job: string ): Promise< void > {
		try {
			await this.calls.json( 'DELETE', this.path( job ) ).catch( async () => {
				// Only a job that is over may be deleted.
				await this.calls.json( 'PATCH', this.path( job ), { state: 'Aborted' } );
				await this.calls.json( 'DELETE', this.path( job ) );
			} );
		} catch ( error ) {
			this.calls.logger.warn( { job, failure: error instanceof SyncFailure ? error.toFailure() : String( error ) }, 'bulk job left behind' );
		}
	}

	private path( job: string ): string {
		return `${ this.calls.root }/jobs/query/${ encodeURIComponent( job ) }`;
	}

	/** About a job that Salesforce gave an id, “not found” means that it is no more. */
	private async known< T >( asking: Promise< T > ): Promise< T > {
		try {
			return await asking;
		} catch ( error ) {
			throw error instanceof SyncFailure && gone.has( error.code ) ? failureOf( bulkLost, { ...error.details }, error ) : error;
		}
	}
}

async function* partsOf( lines: AsyncIterable< string[] >, shape: RowShape, root: string ): AsyncGenerator< SourceRecord[] > {
	let read: ReturnType< typeof recordReader > | null = null;
	let part: SourceRecord[] = [];
	let characters = 0;
	for await ( const cells of lines ) {
		if ( ! read ) {
			read = recordReader( cells, shape, root );
			continue;
		}
		part.push( read( cells ) );
		characters += cells.reduce( ( sum, { length } ) => sum + length, 0 );
		if ( part.length >= partRecords || characters >= partCharacters ) {
			yield part;
			part = [];
			characters = 0;
		}
	}
	if ( part.length > 0 ) {
		yield part;
	}
}
