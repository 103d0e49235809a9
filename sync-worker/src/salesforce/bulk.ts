import { SyncFailure } from '../failure';
import type { Logger } from '../log';
import type { SourceRecord } from '../mapping';
import { isObject } from '../mapping/path';
import { assertComplete, tooLongForJobs, unreadableAnswer } from './answers';
import { linesOf } from './csv';
import { bulkAborted, bulkFailed, bulkLost, failureOf } from './failures';
import type { BulkQueries, JobState, ResultPart, RowShape } from './port';
import { recordReader } from './rows';
import { ResultPages, type ResultPage } from './result-pages';
import { spooled } from './spool';
import type { Opened } from './stream';

/** What jobs need of a connection; session, retries and counting are its own. */
interface JobCalls {
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

/** Of a query that is no address. */
const mostSoql = 100_000;

/** Older versions do not list the pages of a result (API notes §4.5). */
const listsPagesSince = 58;

const gone = new Set( [ 'salesforce_not_found', 'salesforce_cursor_lost' ] );

const textIn = ( body: unknown, name: string ): string => ( isObject( body ) && typeof body[ name ] === 'string' ? body[ name ] : '' );

/** jsforce’s own bulk query ends the process on a result’s second page, and deletes jobs that are merely slow. */
export class JobQueries implements BulkQueries {
	private readonly pages = new Map< string, ResultPages >();
	/** Pages that were begun: one that is named as the next of another would be read for ever. */
	private readonly begun = new Set< string >();

	public constructor( private readonly calls: JobCalls ) {}

	public async create( soql: string, all = false ): Promise< string > {
		if ( soql.length > mostSoql ) {
			throw tooLongForJobs( soql.length );
		}
		await this.calls.room();
		const wanted = { operation: all ? 'queryAll' : 'query', query: soql, contentType: 'CSV', columnDelimiter: 'COMMA', lineEnding: 'LF' };
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

	public async *results( job: string, locator: string | null, page: { records: number | null; shape: RowShape } ): AsyncGenerator< ResultPart > {
		const name = ( at: string | null ): string => `${ job } ${ at ?? '' }`;
		this.begun.add( name( locator ) );
		const { rows: announced, next, text } = await this.known( this.pagesOf( job, page.records ).page( locator ) );
		let rows = 0;
		try {
			if ( next !== null && this.begun.has( name( next ) ) ) {
				throw unreadableAnswer( 'results' );
			}
			for await ( const records of partsOf( linesOf( text.read() ), page.shape ) ) {
				rows += records.length;
				yield { records, end: null };
			}
		} finally {
			await text.drop();
		}
		assertComplete( rows, announced );
		yield { records: [], end: { rows, next } };
	}

	public async release(): Promise< void > {
		const all = [ ...this.pages.values() ];
		this.pages.clear();
		await Promise.all( all.map( ( pages ) => pages.drop() ) );
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

	/** Pages of a size of ours follow one another; only those that Salesforce cuts itself are listed. */
	private pagesOf( job: string, records: number | null ): ResultPages {
		const version = Number( /v(\d+)/.exec( this.calls.root )?.[ 1 ] ?? 0 );
		const list = records === null && version >= listsPagesSince ? `${ this.path( job ) }/resultPages` : null;
		const known = this.pages.get( job );
		const pages =
			known ??
			new ResultPages(
				{
					logger: this.calls.logger,
					json: ( path ) => this.calls.json( 'GET', path ),
					open: ( locator ) => this.open( job, locator, records ),
				},
				list
			);
		this.pages.set( job, pages );
		return pages;
	}

	private async open( job: string, locator: string | null, records: number | null ): Promise< ResultPage > {
		const query = new URLSearchParams( {
			...( locator === null ? {} : { locator } ),
			...( records === null ? {} : { maxRecords: String( records ) } ),
		} ).toString();
		const { headers, ...body } = await this.calls.open( `${ this.path( job ) }/results${ query === '' ? '' : `?${ query }` }` );
		const next = headers.get( 'sforce-locator' );
		const rows = Number( headers.get( 'sforce-numberofrecords' ) ?? NaN );
		const text = spooled( body );
		// No locator is not the same as the locator “null”: a result must not end because a header was lost.
		if ( next === null || next === '' || ! Number.isInteger( rows ) ) {
			await text.drop();
			throw unreadableAnswer( 'results' );
		}
		return { rows, next: next === 'null' ? null : next, text };
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

async function* partsOf( pieces: AsyncIterable< string[][] >, shape: RowShape ): AsyncGenerator< SourceRecord[] > {
	let read: ReturnType< typeof recordReader > | null = null;
	let part: SourceRecord[] = [];
	let characters = 0;
	for await ( const lines of pieces ) {
		for ( const cells of lines ) {
			if ( ! read ) {
				read = recordReader( cells, shape );
				continue;
			}
			part.push( read( cells ) );
			characters += lengthOf( cells );
			if ( part.length >= partRecords || characters >= partCharacters ) {
				yield part;
				part = [];
				characters = 0;
			}
		}
	}
	if ( part.length > 0 ) {
		yield part;
	}
}

function lengthOf( cells: readonly string[] ): number {
	let length = 0;
	for ( const cell of cells ) {
		length += cell.length;
	}
	return length;
}
