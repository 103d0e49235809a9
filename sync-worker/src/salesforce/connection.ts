import { Connection } from 'jsforce/lib/connection';
import { HttpApi } from 'jsforce/lib/http-api';
import PQueue from 'p-queue';
import pRetry from 'p-retry';
import { systemClock } from '../clock';
import { SyncFailure } from '../failure';
import type { Logger } from '../log';
import { isoOf, type Describe } from '../mapping';
import { isObject } from '../mapping/path';
import { secureUrl } from '../outside-url';
import { answerOf, parseComposite, parseDeleted, parsePage, unreadableAnswer, type Part } from './answers';
import { Meter } from '../meter';
import { bulkReserved, failureOf, networkFailure, salesforceFailure, tooSlow } from './failures';
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
	/** Counts, bounds and remembers the calls of the run. */
	readonly meter?: Meter;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

interface Call {
	readonly method: Method;
	readonly path: string;
	readonly body?: string;
	readonly deadlineMs: number;
}

interface Subrequest {
	readonly method: 'GET';
	readonly url: string;
	readonly referenceId: string;
}

interface Answered {
	readonly body: unknown;
	readonly server_ms: number;
}

const concurrency = 4;

/** jsforce carries the session; one refusal is answered with the vault’s next token, a second one is final. */
export class JsforceConnection implements Salesforce {
	private readonly meter: Meter;
	private generation: number;
	private refusals = 0;
	private refreshFailure: SyncFailure | undefined;
	private readonly connection: Connection;
	private readonly described = new Map< string, Promise< Describe > >();
	private readonly queue = new PQueue( { concurrency } );

	public constructor( private readonly options: ConnectionOptions ) {
		const { token } = options;
		this.meter = options.meter ?? new Meter( systemClock );
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
		return this.meter.calls;
	}

	public async read( readings: readonly Reading[], windows: readonly DeletedWindow[] = [] ): Promise< ReadAnswer > {
		const body = JSON.stringify( { allOrNone: false, compositeRequest: [ ...readings.map( this.queryPart ), ...windows.map( this.deletedPart ) ] } );
		const call: Call = { method: 'POST', path: `${ this.root() }/composite`, body, deadlineMs: this.options.queryDeadlineMs ?? 60_000 };
		return this.retrying( call, ( { body: answered, server_ms }, last ) => {
			const parts = parseComposite( answered );
			const pages = readings.map( ( reading, index ) =>
				this.settled( parts.get( `q${ index }` ), parsePage, { last, ...this.queryPart( reading, index ) } )
			);
			const deleted = windows.map( ( window, index ) =>
				this.settled( parts.get( `d${ index }` ), parseDeleted, { last, ...this.deletedPart( window, index ) } )
			);
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
			room: () => this.roomForJob(),
			json: ( method, path, body ) =>
				this.retrying(
					{ method, path, deadlineMs: this.options.queryDeadlineMs ?? 60_000, ...( body ? { body: JSON.stringify( body ) } : {} ) },
					( answered ) => answered.body
				),
			open: async ( path ) => {
				try {
					const opened = await openStream( path, this.session() );
					this.meter.answered( opened.headers );
					return opened;
				} catch ( error ) {
					if ( error instanceof SyncFailure ) {
						this.meter.refused( { method: 'GET', url: path, attempt: 1, status: Number( error.details?.status ?? 0 ) }, error );
					}
					throw error;
				}
			},
		} );
	}

	/** The org’s limits are asked only where a job is about to be made, and where WordPress has not seen them within the hour. */
	private async roomForJob(): Promise< void > {
		if ( this.meter.bulk === null ) {
			const { orgLimits } = await import( './limits' );
			const path = `${ this.root() }/limits`;
			this.meter.sawLimits(
				await orgLimits( () => this.retrying( { method: 'GET', path, deadlineMs: this.options.deadlineMs ?? 10_000 }, ( { body } ) => body ) )
			);
		}
		if ( this.meter.bulk === 'reserved' ) {
			throw failureOf( bulkReserved );
		}
	}

	/** A part that failed for now is worth the whole call again; a part that failed for good is that part’s answer. */
	private settled< T >( part: Part | undefined, parse: ( body: unknown ) => T, { last, method, url }: Subrequest & { last: boolean } ): Answer< T > {
		const answer = answerOf( part, parse );
		if ( ! answer.ok ) {
			this.meter.refused( { method, url, attempt: 1, status: part?.status ?? 0 }, answer.failure );
		}
		if ( ! answer.ok && answer.failure.kind === 'transient' && ! last ) {
			throw answer.failure;
		}
		return answer;
	}

	private readonly queryPart = ( { soql, all }: Reading, index: number ): Subrequest => ( {
		method: 'GET',
		url: queryUrl( this.root(), soql, all ),
		referenceId: `q${ index }`,
	} );

	private readonly deletedPart = ( { sobject, start_ms, end_ms }: DeletedWindow, index: number ): Subrequest => {
		const query = new URLSearchParams( { start: isoOf( start_ms ), end: isoOf( end_ms ) } );
		return { method: 'GET', url: `${ this.root() }/sobjects/${ sobject }/deleted/?${ query.toString() }`, referenceId: `d${ index }` };
	};

	private root(): string {
		return `/services/data/v${ this.connection.version }`;
	}

	private retrying< T >( call: Call, read: ( answered: Answered, last: boolean ) => T ): Promise< T > {
		const retries = this.options.retries ?? 3;
		return pRetry( ( attempt ) => this.noted( call, attempt, async () => read( await this.once( call, attempt ), attempt > retries ) ), {
			retries,
			minTimeout: this.options.retryPauseMs ?? 500,
			randomize: true,
			shouldRetry: ( { error } ) => error instanceof SyncFailure && error.kind === 'transient',
		} );
	}

	/** A call that failed, whether by its status or by what its body was, stands in the log of failed calls. */
	private async noted< T >( { method, path, body }: Call, attempt: number, work: () => Promise< T > ): Promise< T > {
		try {
			return await work();
		} catch ( error ) {
			if ( error instanceof SyncFailure ) {
				// An answer that cannot be read came with 200: nothing else gets that far.
				const status = Number( error.details?.status ?? ( error.code.startsWith( 'salesforce_answer' ) ? 200 : 0 ) );
				this.meter.refused( { method, url: path, ...( body ? { body } : {} ), attempt, status }, error );
			}
			throw error;
		}
	}

	private async once( call: Call, attempt: number ): Promise< Answered > {
		let status = 0;
		let serverMs: number | undefined;
		const { logger } = this.options;
		const onAnswer = ( headers: Headers ): void => {
			serverMs = serverTime( headers );
			this.meter.answered( headers );
		};
		const transport = new DeadlineTransport( { logger, onRequest: () => this.meter.request(), onAnswer }, call.deadlineMs, attempt );
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
			onRequest: () => this.meter.request(),
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
