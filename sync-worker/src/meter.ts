import type { Clock } from './clock';
import type { ClaimAnswer, CompleteRequest } from './contract';
import { SyncFailure } from './failure';
import { redacted } from './redact';

export type Budget = NonNullable< ClaimAnswer[ 'budget' ] >;
type FailedCall = NonNullable< CompleteRequest[ 'calls_failed' ] >[ number ];
export type Usage = NonNullable< CompleteRequest[ 'usage' ] >;
export type OrgLimit = NonNullable< CompleteRequest[ 'org_limits' ] >[ number ];

interface Report {
	readonly api_calls: number;
	readonly usage?: Usage;
	readonly calls_failed?: FailedCall[];
	readonly org_limits?: OrgLimit[];
}

interface Tried {
	readonly method: string;
	/** With its query, which says what was asked for. */
	readonly url: string;
	readonly body?: string;
	readonly attempt: number;
	readonly status: number;
}

const mostFailed = 50;
/** The usage of an answer lags behind that of the org by some calls. */
const wellBelow = 0.95;

/** What a bulk query uses up (API notes §4.7); batches are of ingest jobs. */
const boundOfJobs = new Set( [ 'DailyBulkV2QueryJobs', 'DailyBulkV2QueryFileStorageMB' ] );

/** Counts the calls of one run, knows how many it may make, and remembers those that failed. */
export class Meter {
	private made = 0;
	private madeBeside = 0;
	private org: Usage | null = null;
	private failed: FailedCall[] = [];
	private limits: OrgLimit[] | null = null;
	private limitsTold = false;
	private tells = false;
	/** A part of a composite call fails once, though the call around it fails with it. */
	private readonly known = new WeakSet< SyncFailure >();

	public constructor(
		private readonly clock: Pick< Clock, 'now' >,
		private readonly budget: Budget | null = null
	) {}

	public get calls(): number {
		return this.made;
	}

	/** Calls of a poll beside this run: reported with that one, and taken from the same budget. */
	public spentBeside( calls: number ): void {
		this.madeBeside += calls;
	}

	/** Before each call: one more, or the failure that there are none left. */
	public request(): void {
		if ( this.budget && this.made + this.madeBeside >= this.budget.calls ) {
			throw spent( this.budget.scope, this.budget.resume_ms );
		}
		// The header of the first answer is what tells: a run makes one call at least, which is all that an idle poll needs.
		if ( this.budget && this.org && this.made > 0 && this.org.used >= this.budget.org_share * this.org.limit ) {
			throw spent( 'org', this.budget.org_resume_ms );
		}
		this.made += 1;
	}

	/** `Sforce-Limit-Info: api-usage=18/100000` stands on every authenticated answer but a 401 (API notes §7.1). */
	public answered( headers: Headers ): void {
		const found = /api-usage=(\d+)\/(\d+)/.exec( headers.get( 'sforce-limit-info' ) ?? '' );
		this.tells = found !== null;
		if ( found ) {
			this.org = { used: Number( found[ 1 ] ), limit: Number( found[ 2 ] ) };
		}
	}

	/** Whether the last answer told of calls of the day that are left, and not just of a last few. */
	public get hasCalls(): boolean {
		return this.tells && this.org !== null && this.org.used < wellBelow * this.org.limit;
	}

	/** Whether the org has a bulk job for us, with the reserve of its other users kept; null: its limits are to be asked. */
	public get bulk(): 'free' | 'reserved' | null {
		const { budget, limits } = this;
		if ( ! budget || ! limits ) {
			return budget ? ( budget.bulk ?? null ) : 'free';
		}
		// As WordPress judges the same numbers (Usage\OrgLimits).
		return limits.some( ( { name, used, max } ) => boundOfJobs.has( name ) && used >= budget.org_share * max ) ? 'reserved' : 'free';
	}

	/** Empty where the org does not tell: Salesforce refuses the job itself when there is none left. */
	public sawLimits( limits: OrgLimit[] ): void {
		this.limits = limits;
		this.limitsTold = false;
	}

	public refused( { method, url, body, attempt, status }: Tried, failure: SyncFailure ): void {
		if ( this.failed.length >= mostFailed || this.known.has( failure ) || failure.code === 'api_budget_spent' ) {
			return;
		}
		this.known.add( failure );
		const { pathname, search } = new URL( url, 'http://org' );
		const said = [ failure.details?.error_code, failure.details?.said ].filter( ( part ) => typeof part === 'string' && part !== '' ).join( ': ' );
		this.failed.push( {
			at_ms: this.clock.now(),
			method: method.slice( 0, 8 ),
			endpoint: redacted( pathname, 300 ),
			status,
			attempt,
			kind: failure.kind,
			code: failure.code,
			request: redacted( [ readable( search ), readable( unescaped( body ?? '' ) ) ].filter( ( part ) => part !== '' ).join( ' ' ) ),
			answer: redacted( said === '' ? failure.message : said ),
		} );
	}

	/** What WordPress has not been told yet; a report that does not arrive is told again with the next. */
	public report(): Report {
		return {
			api_calls: this.made,
			...( this.org ? { usage: this.org } : {} ),
			...( this.failed.length > 0 ? { calls_failed: [ ...this.failed ] } : {} ),
			...( this.limits && ! this.limitsTold ? { org_limits: this.limits } : {} ),
		};
	}

	public reported( { calls_failed: calls = [], org_limits: limits }: Pick< Report, 'calls_failed' | 'org_limits' > ): void {
		this.failed = this.failed.filter( ( call ) => ! calls.includes( call ) );
		this.limitsTold ||= limits !== undefined && limits === this.limits;
	}
}

/** Of a body in JSON: its query as Salesforce read it, or what is redacted would end at the first apostrophe. */
const unescaped = ( json: string ): string => json.replace( /\\(["\\])/g, '$1' );

function readable( encoded: string ): string {
	try {
		return decodeURIComponent( encoded.replaceAll( '+', ' ' ) );
	} catch {
		return encoded;
	}
}

const words: Record< Budget[ 'scope' ] | 'org', string > = {
	run: 'This run has made as many calls to Salesforce as one run may.',
	day: 'The sync has made as many calls to Salesforce as it may in 24 hours.',
	org: 'The org has used so many of its API calls of 24 hours that the rest is left to its other users.',
};

const spent = ( scope: keyof typeof words, resumeMs: number ): SyncFailure =>
	new SyncFailure( {
		kind: 'rate_limit',
		code: 'api_budget_spent',
		// When it goes on is said where the run is shown, in the site’s own time.
		message: words[ scope ],
		actions: [
			'Nothing to do: the sync goes on by itself.',
			'If this comes often, look at what uses the calls, or raise the budget with “wp callboard budget”.',
		],
		details: { scope, resume_ms: resumeMs },
	} );
