import { Connection } from 'jsforce/lib/connection';
import { HttpApi } from 'jsforce/lib/http-api';
import PQueue from 'p-queue';
import pRetry from 'p-retry';
import { SyncFailure } from '../failure';
import type { Logger } from '../log';
import { isoOf, type Describe } from '../mapping';
import { isObject } from '../mapping/path';
import { secureUrl } from '../outside-url';
import { answerOf, parseComposite, parseDeleted, parsePage, unreadableAnswer, type Part } from './answers';
import { failureOf, networkFailure, salesforceFailure, tooSlow } from './failures';
import type { Answer, BulkQueries, DeletedWindow, Page, ReadAnswer, Reading, Salesforce, SalesforceToken, TokenSource } from './port';
import type { Session } from './stream';
import { DeadlinePassed, DeadlineTransport } from './transport';

export interface ConnectionOptions {
	readonly token: SalesforceToken;
	readonly tokens: TokenSource;
	readonly logger: Logger;
	readonly deadlineMs?: number;
	readonly queryDeadlineMs?: number;
	readonly retries?: number;
	readonly retryPauseMs?: number;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

interface Call {
	readonly method: Method;
	readonly path: string;
	readonly body?: string;
	readonly deadlineMs: number;
}

interface Answered {
	readonly body: unknown;
	readonly server_ms: number;
}

const concurrency = 4;

/** jsforce carries the session; one refusal is answered with the vault’s next token, a second one is final. */
export class JsforceConnection implements Salesforce {
	private calls = 0;
	private generation: number;
	private refusals = 0;
	private refreshFailure: SyncFailure | undefined;
	private readonly connection: Connection;
	private readonly described = new Map< string, Promise< Describe > >();
	private readonly queue = new PQueue( { concurrency } );

	public constructor( private readonly options: ConnectionOptions ) {
		const { token } = options;
		secureUrl( token.instance_url, 'the Salesforce org' );
		this.generation = token.generation;
		this.connection = new Connection( {
			instanceUrl: token.instance_url.replace( /\/+$/, '' ),
			accessToken: token.access_token,
			version: token.api_version,
			logLevel: 'NONE',
			callOptions: { client: 'Callboard' },
			refreshFn: ( _connection, callback ) => {
				this.nextToken().then(
					( accessToken ) => void callback( null, accessToken ),
					( error: unknown ) => void callback( error instanceof Error ? error : new Error( String( error ) ) )
				);
			},
		} );
	}

	public get apiCalls(): number {
		return this.calls;
	}

	public async read( readings: readonly Reading[], windows: readonly DeletedWindow[] = [] ): Promise< ReadAnswer > {
		const body = JSON.stringify( { allOrNone: false, compositeRequest: [ ...readings.map( this.queryPart ), ...windows.map( this.deletedPart ) ] } );
		const call: Call = { method: 'POST', path: `${ this.root() }/composite`, body, deadlineMs: this.options.queryDeadlineMs ?? 60_000 };
		return this.retrying( call, ( { body: answered, server_ms }, last ) => {
			const parts = parseComposite( answered );
			const pages = readings.map( ( _, index ) => this.settled( parts.get( `q${ index }` ), parsePage, last ) );
			const deleted = windows.map( ( _, index ) => this.settled( parts.get( `d${ index }` ), parseDeleted, last ) );
			return { server_ms, pages, deleted };
		} );
	}

	public nextPage( next: string ): Promise< { server_ms: number; page: Page } > {
		const call: Call = { method: 'GET', path: next, deadlineMs: this.options.queryDeadlineMs ?? 60_000 };
		return this.retrying( call, ( { body, server_ms } ) => ( { server_ms, page: parsePage( body ) } ) );
	}

	public describe( sobject: string ): Promise< Describe > {
		const key = sobject.toLowerCase();
		const before = this.described.get( key );
		if ( before ) {
			return before;
		}
		const asked = this.describeNow( sobject );
		this.described.set( key, asked );
		asked.catch( () => this.described.delete( key ) );
		return asked;
	}

	public async defaultCurrency(): Promise< string | null > {
		const { defaultCurrency } = await import( './user-info' );
		return defaultCurrency( this.connection.version, this.session() );
	}

	private describeNow( sobject: string ): Promise< Describe > {
		const path = `${ this.root() }/sobjects/${ encodeURIComponent( sobject ) }/describe`;
		return this.retrying( { method: 'GET', path, deadlineMs: this.options.deadlineMs ?? 10_000 }, ( { body } ) => {
			if ( ! isDescribe( body ) ) {
				throw unreadableAnswer( 'describe' );
			}
			return body;
		} );
	}

	public async bulk(): Promise< BulkQueries > {
		const [ { JobQueries }, { openStream } ] = await Promise.all( [ import( './bulk' ), import( './stream' ) ] );
		return new JobQueries( {
			root: this.root(),
			logger: this.options.logger,
			json: ( method, path, body ) =>
				this.retrying(
					{ method, path, deadlineMs: this.options.queryDeadlineMs ?? 60_000, ...( body ? { body: JSON.stringify( body ) } : {} ) },
					( answered ) => answered.body
				),
			open: ( path ) => openStream( path, this.session() ),
		} );
	}

	/** A part that failed for now is worth the whole call again; a part that failed for good is that part’s answer. */
	private settled< T >( part: Part | undefined, parse: ( body: unknown ) => T, last: boolean ): Answer< T > {
		const answer = answerOf( part, parse );
		if ( ! answer.ok && answer.failure.kind === 'transient' && ! last ) {
			throw answer.failure;
		}
		return answer;
	}

	private readonly queryPart = ( { soql, all }: Reading, index: number ): object => ( {
		method: 'GET',
		url: queryUrl( this.root(), soql, all ),
		referenceId: `q${ index }`,
	} );

	private readonly deletedPart = ( { sobject, start_ms, end_ms }: DeletedWindow, index: number ): object => {
		const query = new URLSearchParams( { start: isoOf( start_ms ), end: isoOf( end_ms ) } );
		return { method: 'GET', url: `${ this.root() }/sobjects/${ sobject }/deleted/?${ query.toString() }`, referenceId: `d${ index }` };
	};

	private root(): string {
		return `/services/data/v${ this.connection.version }`;
	}

	private retrying< T >( call: Call, read: ( answered: Answered, last: boolean ) => T ): Promise< T > {
		const retries = this.options.retries ?? 3;
		return pRetry( async ( attempt ) => read( await this.once( call, attempt ), attempt > retries ), {
			retries,
			minTimeout: this.options.retryPauseMs ?? 500,
			randomize: true,
			shouldRetry: ( { error } ) => error instanceof SyncFailure && error.kind === 'transient',
		} );
	}

	private async once( call: Call, attempt: number ): Promise< Answered > {
		let status = 0;
		let serverMs: number | undefined;
		const { logger } = this.options;
		const onAnswer = ( headers: Headers ): void => {
			serverMs = serverTime( headers );
			logger.debug( { usage: headers.get( 'sforce-limit-info' ) }, 'salesforce limit' );
		};
		const transport = new DeadlineTransport( { logger, onRequest: () => this.calls++, onAnswer }, call.deadlineMs, attempt );
		const api = new HttpApi( this.connection, { transport } );
		api.on( 'response', ( response: { statusCode: number } ) => ( status = response.statusCode ) );
		try {
			const body: unknown = await this.queue.add( () => api.request( this.requestOf( call ) ) );
			if ( status >= 300 ) {
				throw salesforceFailure( { errorCode: '', message: '', status } );
			}
			this.refusals = 0;
			// Without a Date header nothing may be called read: the worker’s own clock is no witness.
			if ( serverMs === undefined ) {
				throw unreadableAnswer( 'date' );
			}
			return { body, server_ms: serverMs };
		} catch ( error ) {
			throw this.failureOf( error, status );
		}
	}

	private requestOf( { method, path, body }: Call ): { method: Method; url: string; headers: Record< string, string >; body?: string } {
		return {
			method,
			url: this.urlOf( path ),
			headers: { Accept: 'application/json', ...( body ? { 'Content-Type': 'application/json' } : {} ) },
			...( body ? { body } : {} ),
		};
	}

	private urlOf( path: string ): string {
		const url = new URL( path, `${ this.connection.instanceUrl }/` );
		if ( url.origin !== new URL( this.connection.instanceUrl ).origin ) {
			throw unreadableAnswer( 'nextRecordsUrl' );
		}
		return url.href;
	}

	private session(): Session {
		return {
			logger: this.options.logger,
			patienceMs: this.options.queryDeadlineMs ?? 60_000,
			url: ( path ) => this.urlOf( path ),
			token: () => this.connection.accessToken ?? '',
			// The smallest call there is, through jsforce: it meets the same refusal and brings the next token, once for all.
			renew: () => this.retrying( { method: 'GET', path: this.root(), deadlineMs: this.options.deadlineMs ?? 10_000 }, () => undefined ),
			onRequest: () => this.calls++,
		};
	}

	private async nextToken(): Promise< string > {
		this.refusals += 1;
		try {
			if ( this.refusals > 1 ) {
				throw salesforceFailure( { errorCode: 'INVALID_SESSION_ID', message: '', status: 401 } );
			}
			const token = await this.options.tokens.next( this.generation );
			this.generation = token.generation;
			return token.access_token;
		} catch ( error ) {
			this.refreshFailure = error instanceof SyncFailure ? error : undefined;
			throw error;
		}
	}

	private failureOf( error: unknown, status: number ): unknown {
		const refreshFailure = this.refreshFailure;
		this.refreshFailure = undefined;
		if ( refreshFailure ) {
			return refreshFailure;
		}
		if ( error instanceof SyncFailure ) {
			return error;
		}
		if ( error instanceof DeadlinePassed ) {
			return failureOf( tooSlow, {}, error );
		}
		if ( isObject( error ) || error instanceof Error ) {
			const { errorCode, message } = error as { errorCode?: unknown; message?: unknown };
			if ( typeof errorCode === 'string' ) {
				return salesforceFailure( { errorCode, message: String( message ), status } );
			}
		}
		return networkFailure( error );
	}
}

export const queryUrl = ( root: string, soql: string, all: boolean ): string => `${ root }/${ all ? 'queryAll' : 'query' }?q=${ encodeURIComponent( soql ) }`;

const isDescribe = ( body: unknown ): body is Describe =>
	isObject( body ) && Array.isArray( body.fields ) && body.fields.every( ( field: unknown ) => isObject( field ) && typeof field.name === 'string' );

function serverTime( headers: Headers ): number | undefined {
	const date = Date.parse( headers.get( 'date' ) ?? '' );
	return Number.isNaN( date ) ? undefined : date;
}
