import { Connection } from 'jsforce/lib/connection';
import { HttpApi } from 'jsforce/lib/http-api';
import PQueue from 'p-queue';
import pRetry from 'p-retry';
import { systemClock } from '../clock';
import { SyncFailure } from '../failure';
import type { Logger } from '../log';
import type { Describe } from '../mapping';
import { secureUrl } from '../outside-url';
import { answerOf, parseComposite, parseDeleted, parseDescribe, parsePage, serverTime, unreadableAnswer, type Part } from './answers';
import { Meter } from '../meter';
import { Describes, mostParts } from './describes';
import { bulkReserved, failureOf, limitAtOnce, mayBeRepeated, ranOutOfTime, salesforceFailure, type Repeated } from './failures';
import type { Answer, BulkQueries, DeletedWindow, Page, ReadAnswer, Reading, Salesforce, SalesforceToken, TokenSource } from './port';
import type { Opened, Session } from './stream';
import { deletedPart, describePart, describeUrl, queryPart, type Subrequest, type Try } from './subrequests';
import { thrown } from './thrown';
import { DeadlineTransport } from './transport';

interface ConnectionOptions {
	readonly token: SalesforceToken;
	readonly tokens: TokenSource;
	readonly logger: Logger;
	readonly deadlineMs?: number;
	readonly queryDeadlineMs?: number;
	readonly retries?: number;
	readonly retryPauseMs?: number;
	/** Counts, bounds and remembers the calls of the run. */
	readonly meter?: Meter;
	/** Before each try of a call: between two of them may lie a minute, and many of those in a row. May throw to end it. */
	readonly goOn?: () => Promise< void >;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

interface Call extends Repeated {
	readonly method: Method;
	readonly path: string;
	readonly body?: string;
	readonly deadlineMs: number;
}

type Named = Pick< Call, 'method' | 'path' | 'body' | 'creates' | 'halved' >;

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
	private readonly described = new Describes( {
		alone: ( sobject ) => this.describeNow( sobject ),
		together: ( sobjects ) => this.describeTogether( sobjects ),
	} );
	private currency: Promise< string | null > | undefined;
	private readonly queue = new PQueue( { concurrency } );
	/** How often each page of a result has been asked for: who reads it decides whether to ask again. */
	private readonly opened = new Map< string, number >();

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
		const queries = readings.map( ( reading, index ) => queryPart( this.root(), reading, index ) );
		const deletions = windows.map( ( window, index ) => deletedPart( this.root(), window, index ) );
		const riders = this.described.riders( mostParts - queries.length - deletions.length );
		const along = riders.map( ( name, index ) => describePart( this.root(), name, index ) );
		return this.together(
			[ ...queries, ...deletions, ...along ],
			( parts, tried, server_ms ) => {
				for ( const [ index, { referenceId } ] of along.entries() ) {
					this.described.rode( riders[ index ] ?? '', parts.get( referenceId ) );
				}
				const pages = queries.map( ( query ) => this.settled( parts.get( query.referenceId ), parsePage, { ...tried, ...query } ) );
				const deleted = deletions.map( ( asked ) => this.settled( parts.get( asked.referenceId ), parseDeleted, { ...tried, ...asked } ) );
				return { server_ms, pages, deleted };
			},
			true
		);
	}

	public nextPage( next: string ): Promise< { server_ms: number; page: Page } > {
		const call: Call = { method: 'GET', path: next, deadlineMs: this.options.queryDeadlineMs ?? 60_000 };
		return this.retrying( call, ( { body, server_ms } ) => ( { server_ms, page: parsePage( body ) } ) );
	}

	public describeSoon( sobject: string ): void {
		this.described.later( sobject );
	}

	public describe( sobject: string ): Promise< Describe > {
		return this.described.one( sobject );
	}

	public describeAll( sobjects: readonly string[] ): Promise< readonly Answer< Describe >[] > {
		return this.described.all( sobjects );
	}

	public defaultCurrency(): Promise< string | null > {
		if ( ! this.currency ) {
			this.currency = this.askCurrency();
			this.currency.catch( () => ( this.currency = undefined ) );
		}
		return this.currency;
	}

	private async askCurrency(): Promise< string | null > {
		const { defaultCurrency, userInfoPath } = await import( './user-info' );
		const { version } = this.connection;
		const path = userInfoPath( version );
		// Its body holds the session: it stays out of the log of failed calls.
		return this.tried( { method: 'POST', path }, ( { attempt } ) => {
			// Tried once: a renewal that fails for now is tried again with the call it is for.
			const renew = async (): Promise< void > => void ( await this.once( this.smallest(), attempt ) );
			return defaultCurrency( version, { ...this.session( attempt ), renew } );
		} );
	}

	private describeNow( sobject: string ): Promise< Describe > {
		const path = describeUrl( this.root(), sobject );
		return this.retrying( { method: 'GET', path, deadlineMs: this.options.deadlineMs ?? 10_000 }, ( { body } ) => parseDescribe( body ) );
	}

	private describeTogether( sobjects: readonly string[] ): Promise< readonly Answer< Describe >[] > {
		const parts = sobjects.map( ( name, index ) => describePart( this.root(), name, index ) );
		return this.together( parts, ( given, tried ) =>
			parts.map( ( part ) => this.settled( given.get( part.referenceId ), parseDescribe, { ...tried, ...part } ) )
		);
	}

	private together< T >(
		parts: readonly Subrequest[],
		read: ( given: ReadonlyMap< string, Part >, tried: Try, server_ms: number ) => T,
		halved = false
	): Promise< T > {
		const body = JSON.stringify( { allOrNone: false, compositeRequest: parts } );
		const call: Call = { method: 'POST', path: `${ this.root() }/composite`, body, deadlineMs: this.options.queryDeadlineMs ?? 60_000, halved };
		return this.retrying( call, ( { body: answer, server_ms }, tried ) => read( parseComposite( answer ), tried, server_ms ) );
	}

	public async bulk(): Promise< BulkQueries > {
		const { JobQueries } = await import( './bulk' );
		return new JobQueries( {
			root: this.root(),
			logger: this.options.logger,
			room: () => this.roomForJob(),
			json: ( method, path, body ) => {
				const call = { method, path, creates: method === 'POST', deadlineMs: this.options.queryDeadlineMs ?? 60_000 };
				return this.retrying( body ? { ...call, body: JSON.stringify( body ) } : call, ( answered ) => answered.body );
			},
			open: ( path ) => this.open( path ),
		} );
	}

	/** A page of a result: what breaks off in the middle of it has failed like what never came. */
	private async open( path: string ): Promise< Opened > {
		const { openStream, watched } = await import( './stream' );
		const attempt = ( this.opened.get( path ) ?? 0 ) + 1;
		this.opened.set( path, attempt );
		const refused = ( error: unknown ): void => this.refused( { method: 'GET', path }, attempt, error );
		try {
			const opened = await openStream( path, this.session( attempt ) );
			return { ...opened, chunks: watched( opened.chunks, refused ) };
		} catch ( error ) {
			const failure = limitAtOnce( error, this.meter.hasCalls );
			refused( failure );
			throw failure;
		}
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
	private settled< T >( part: Part | undefined, parse: ( body: unknown ) => T, { last, attempt, method, url }: Subrequest & Try ): Answer< T > {
		const answer = answerOf( part, parse );
		if ( ! answer.ok ) {
			this.meter.refused( { method, url, attempt, status: part?.status ?? 0 }, answer.failure );
		}
		if ( answer.ok || answer.failure.kind !== 'transient' || ranOutOfTime( answer.failure ) || last ) {
			return answer;
		}
		throw answer.failure;
	}

	private root(): string {
		return `/services/data/v${ this.connection.version }`;
	}

	private retrying< T >( call: Call, read: ( answered: Answered, tried: Try ) => T ): Promise< T > {
		return this.tried( call, async ( tried ) => read( await this.once( call, tried.attempt ), tried ) );
	}

	/** A call that failed, whether by its status or by what its body was, stands in the log of failed calls. */
	private tried< T >( call: Named, work: ( tried: Try ) => Promise< T > ): Promise< T > {
		const retries = this.options.retries ?? 3;
		const once = async ( attempt: number ): Promise< T > => {
			try {
				return await work( { attempt, last: attempt > retries } );
			} catch ( error ) {
				const failure = limitAtOnce( error, this.meter.hasCalls );
				this.refused( call, attempt, failure );
				throw failure;
			}
		};
		return pRetry( once, {
			retries,
			minTimeout: this.options.retryPauseMs ?? 500,
			randomize: true,
			shouldRetry: ( { error } ) => error instanceof SyncFailure && error.kind === 'transient' && mayBeRepeated( call, error ),
		} );
	}

	private refused( { method, path, body }: Named, attempt: number, error: unknown ): void {
		if ( error instanceof SyncFailure ) {
			// An answer that cannot be read came with 200: nothing else gets that far.
			const status = Number( error.details?.status ?? ( error.code.startsWith( 'salesforce_answer' ) ? 200 : 0 ) );
			this.meter.refused( { method, url: path, ...( body ? { body } : {} ), attempt, status }, error );
		}
	}

	private async once( call: Call, attempt: number ): Promise< Answered > {
		await this.options.goOn?.();
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

	/** The smallest there is, through jsforce: a refused session meets its refusal here, and brings the next token, once for all. */
	private smallest(): Call {
		return { method: 'GET', path: this.root(), deadlineMs: this.options.deadlineMs ?? 10_000 };
	}

	private session( attempt: number ): Session {
		return {
			logger: this.options.logger,
			patienceMs: this.options.queryDeadlineMs ?? 60_000,
			url: ( path ) => this.urlOf( path ),
			token: () => this.connection.accessToken ?? '',
			renew: () => this.retrying( this.smallest(), () => undefined ),
			onRequest: () => this.meter.request(),
			onAnswer: ( headers ) => this.meter.answered( headers ),
			attempt,
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

	private failureOf( error: unknown, status: number ): SyncFailure {
		const refreshFailure = this.refreshFailure;
		this.refreshFailure = undefined;
		return refreshFailure ?? thrown( error, status );
	}
}
