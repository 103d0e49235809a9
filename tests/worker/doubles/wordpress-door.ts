import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import type {
	ClaimAnswer,
	ClaimRequest,
	CompleteRequest,
	Delivery,
	HeartbeatRequest,
	Mapping,
	OfferRequest,
	PresenceRequest,
	RebuildAnswer,
	VisibilityRequest,
} from '../../../sync-worker/src/contract';
import { someLimits } from './builders';
import { contractProblems } from './contract-check';

interface Row {
	mapping_id?: string;
	mapping_version?: number;
	fingerprint: string;
	stamp_ms: number;
	read_ms: number;
	live: boolean;
	values: Record< string, unknown >;
}

interface QueuedRun {
	kind: 'incremental' | 'backfill' | 'rebuild' | 'reconciliation' | 'refresh';
	resume: Record< string, unknown > | null;
	options?: NonNullable< NonNullable< ClaimAnswer[ 'run' ] >[ 'options' ] >;
	tenant_id?: number;
}

interface Lease {
	readonly id: number;
	readonly fence: number;
	readonly token: string;
	readonly run: QueuedRun;
}

type Fault = ( request: { route: string; body: unknown; times: number } ) => { status: number; body: unknown } | 'drop' | undefined;

interface DoorOptions {
	mappings?: Mapping[];
	salesforce: () => { access_token: string; instance_url: string };
	now?: () => number;
}

/** WordPress’s side of the contract in memory: strict about shapes, signatures, leases and fences. */
export class WordPressDoor {
	public readonly key = 'door-key';
	public readonly secret = 'door-secret-0123456789';
	public readonly rows = new Map< string, Row >();
	public readonly deliveries: Delivery[] = [];
	public readonly offers: OfferRequest[] = [];
	public readonly heartbeats: HeartbeatRequest[] = [];
	public readonly completed: CompleteRequest[] = [];
	public readonly watermarks = new Map< string, { stamp_ms: number | null; deleted_covered_ms: number | null; swept_ms: number | null } >();
	/** What the runs so far told of each mapping. */
	public readonly traits = new Map< string, NonNullable< CompleteRequest[ 'traits' ] >[ number ] >();
	public readonly calls: string[] = [];
	public readonly rejections: Delivery[ 'rejections' ] = [];
	/** As the retries: what was refused last, by which rules, in which version. */
	private readonly refused = new Map< string, { mapping_id: string; mapping_version: number; stamp_ms: number } >();
	/** Listed for a person: Salesforce does not show them any more. */
	public readonly unseen = new Set< string >();
	public presenceRecords = 5000;
	public inbox: NonNullable< ClaimAnswer[ 'inbox' ] > = [];
	/** The pages behind the claim’s. */
	public inboxPages: NonNullable< ClaimAnswer[ 'inbox' ] >[] = [];
	public limits = someLimits;
	public budget: ClaimAnswer[ 'budget' ];
	public rebuildSteps: RebuildAnswer[] = [];
	public stopRun = false;
	public readonly faults: Fault[] = [];
	public readonly queue: QueuedRun[] = [];
	public mappings: Mapping[];
	public tokensIssued = 0;
	private readonly nonces = new Set< string >();
	private readonly stored = new Map< string, unknown >();
	/** One; or two, the second of a poll beside a long run. */
	private leases: Lease[] = [];
	private runs = 0;
	private server: Server | undefined;

	public constructor( private readonly options: DoorOptions ) {
		this.mappings = options.mappings ?? [];
	}

	public async open(): Promise< this > {
		const server = createServer( ( request, response ) => void this.answer( request, response ) );
		await new Promise< void >( ( resolve ) => server.listen( 0, '127.0.0.1', resolve ) );
		this.server = server;
		return this;
	}

	public async close(): Promise< void > {
		const { server } = this;
		server?.closeAllConnections();
		await new Promise( ( resolve ) => ( server ? server.close( resolve ) : resolve( null ) ) );
	}

	public get connection(): { rest_root: string; key: string; secret: string } {
		const { port } = this.server?.address() as AddressInfo;
		return { rest_root: `http://127.0.0.1:${ port }/wp-json/`, key: this.key, secret: this.secret };
	}

	public get connectionString(): string {
		return Buffer.from( JSON.stringify( this.connection ) ).toString( 'base64url' );
	}

	public due( kind: QueuedRun[ 'kind' ] = 'incremental', options: QueuedRun[ 'options' ] = {}, tenantId = 1 ): this {
		this.queue.push( { kind, resume: null, options, tenant_id: tenantId } );
		return this;
	}

	/** The time of the holder is up: what it held may be claimed again, its resume position kept. */
	public expireLease(): void {
		this.queue.unshift( ...this.leases.map( ( { run } ) => run ) );
		this.leases = [];
	}

	public fail( route: string, answer: ReturnType< Fault > | ( () => ReturnType< Fault > ), times = 1, after = 0 ): void {
		let met = 0;
		this.faults.push( ( request ) => {
			if ( request.route !== route || ++met <= after || met > after + times ) {
				return undefined;
			}
			return typeof answer === 'function' ? answer() : answer;
		} );
	}

	private async answer( request: IncomingMessage, response: ServerResponse ): Promise< void > {
		const raw = await buffer( request );
		const path = new URL( request.url ?? '/', 'http://door' );
		const route = ( path.searchParams.get( 'rest_route' ) ?? path.pathname.replace( /^\/wp-json/, '' ) ).replace( '/callboard/v1/worker/', '' );
		this.calls.push( route );
		const body: unknown = JSON.parse( ( request.headers[ 'x-callboard-encoding' ] === 'gzip' ? gunzipSync( raw ) : raw ).toString( 'utf8' ) );
		for ( const fault of this.faults ) {
			const met = fault( { route, body, times: this.calls.length } );
			if ( met === 'drop' ) {
				request.socket.destroy();
				return;
			}
			if ( met ) {
				respond( response, met.status, met.body );
				return;
			}
		}
		const refused = this.refusal( request, raw, route );
		const { status, body: answer } = refused ?? this.handle( route, body );
		respond( response, status, answer );
	}

	private refusal( request: IncomingMessage, raw: Buffer, route: string ): { status: number; body: unknown } | null {
		const header = ( name: string ): string => String( request.headers[ `x-callboard-${ name }` ] ?? '' );
		const digest = createHash( 'sha256' ).update( raw ).digest( 'hex' );
		const now = this.options.now?.() ?? Date.now();
		const message = [ 'POST', `/callboard/v1/worker/${ route }`, digest, header( 'timestamp' ), header( 'nonce' ), header( 'run' ) ].join( '\n' );
		const expected = createHmac( 'sha256', this.secret ).update( message ).digest( 'hex' );
		if ( request.headers[ 'content-type' ] !== 'application/octet-stream' || header( 'key' ) !== this.key || header( 'signature' ) !== expected ) {
			return error( 401, 'callboard_signature_invalid' );
		}
		if ( Math.abs( now - Number( header( 'timestamp' ) ) ) > 300_000 ) {
			return error( 401, 'callboard_clock_skew', { server_time_ms: now } );
		}
		if ( this.nonces.has( header( 'nonce' ) ) || ! /^[0-9a-f]{32}$/.test( header( 'nonce' ) ) ) {
			return error( 401, 'callboard_nonce_seen' );
		}
		this.nonces.add( header( 'nonce' ) );
		return route !== 'claim' && ! this.leases.some( ( { token } ) => token === header( 'run' ) ) ? error( 409, 'callboard_lease_lost' ) : null;
	}

	private handle( route: string, body: unknown ): { status: number; body: unknown } {
		const shapes: Record< string, [ string, string ] > = { deliver: [ 'delivery', 'outcomes' ] };
		const [ asked, answered ] = shapes[ route ] ?? [ `${ route }.request`, `${ route }.answer` ];
		const problems = contractProblems( asked, body );
		if ( problems ) {
			return error( 400, 'callboard_body_invalid', { problems } );
		}
		const held = this.heldBy( body as { run_id?: number; fence?: number } );
		if ( route !== 'claim' && ! held ) {
			return error( 409, 'callboard_lease_lost' );
		}
		const answer = this.answers[ route ]?.( body as never );
		const own = contractProblems( answered, answer );
		if ( own ) {
			throw new Error( `the double broke the contract: ${ own }` );
		}
		return { status: 200, body: answer };
	}

	private readonly answers: Record< string, ( body: never ) => unknown > = {
		claim: ( body: ClaimRequest ) => this.claim( body ),
		heartbeat: ( body: HeartbeatRequest ) => {
			this.heartbeats.push( body );
			const held = this.heldBy( body );
			if ( held && body.resume !== undefined ) {
				held.run.resume = body.resume;
			}
			return { stop: this.stopRun, lease_expires_ms: Date.now() + 900_000 };
		},
		token: () => ( { ...this.token(), generation: this.tokensIssued } ),
		offer: ( body: OfferRequest ) => this.offer( body ),
		deliver: ( body: Delivery ) => this.deliver( body ),
		inbox: ( { after }: { after: string } ) => {
			const next = after === 'first' ? 0 : Number( after ) + 1;
			return {
				inbox: after === 'first' ? this.inbox : ( this.inboxPages[ Number( after ) ] ?? [] ),
				inbox_next: next < this.inboxPages.length ? String( next ) : null,
			};
		},
		rebuild: () => this.rebuildSteps.shift() ?? { finished: true, phase: 'finished', done: 1, total: 1, differed: 0 },
		presence: ( body: PresenceRequest ) => this.presence( body ),
		visibility: ( body: VisibilityRequest ) => this.visibility( body ),
		complete: ( body: CompleteRequest ) => this.complete( body ),
	};

	private token(): object {
		this.tokensIssued += 1;
		return { ...this.options.salesforce(), generation: this.tokensIssued, api_version: '66.0', org_id: null };
	}

	private heldBy( { run_id: id, fence }: { run_id?: number; fence?: number } ): Lease | undefined {
		return this.leases.find( ( lease ) => lease.id === id && lease.fence === fence );
	}

	/** As Leases::claim() and claim_beside(). */
	private nextRun( { beside }: ClaimRequest ): QueuedRun | undefined {
		const isPoll = ( { kind, options = {} }: QueuedRun ): boolean => kind === 'incremental' && Object.keys( options ).length === 0;
		if ( ! beside ) {
			return this.leases.length > 0 ? undefined : this.queue.shift();
		}
		const long = this.heldBy( beside );
		const at = long && this.leases.length === 1 && ! isPoll( long.run ) ? this.queue.findIndex( isPoll ) : -1;
		return at < 0 ? undefined : this.queue.splice( at, 1 )[ 0 ];
	}

	private claim( request: ClaimRequest ): unknown {
		const run = this.nextRun( request );
		const base = { protocol: 1, site: 'https://theatre.example', next_poll_seconds: 5 };
		if ( ! run ) {
			return { ...base, run: null };
		}
		const id = ++this.runs;
		const lease = { id, fence: id, token: `run-token-${ id }`, run };
		this.leases.push( lease );
		return {
			...base,
			run: {
				id,
				tenant_id: run.tenant_id ?? 1,
				tenant: 'Main stage',
				kind: run.kind,
				trigger: 'test',
				fence: id,
				token: lease.token,
				lease_expires_ms: Date.now() + 900_000,
				resume: run.resume,
				options: run.options ?? {},
			},
			salesforce: run.kind === 'rebuild' ? null : this.token(),
			mappings: this.mappings,
			watermarks: this.mappings.map( ( { id: mappingId } ) => ( {
				mapping_id: mappingId,
				stamp_ms: null,
				deleted_covered_ms: null,
				swept_ms: null,
				...this.watermarks.get( mappingId ),
			} ) ),
			columns: this.mappings.flatMap( ( { id } ) => {
				const fields = this.traits.get( id )?.state_fields;
				return fields ? [ { mapping_id: id, state_fields: fields } ] : [];
			} ),
			currencies: this.mappings.flatMap( ( { id, version } ) => {
				const traits = this.traits.get( id );
				return traits?.currencies && traits.version === version ? [ { mapping_id: id, ...traits.currencies } ] : [];
			} ),
			known: this.mappings.map( ( { id: mappingId } ) => ( { mapping_id: mappingId, records: this.knownOf( mappingId ) } ) ),
			inbox: this.inbox,
			inbox_next: this.inboxPages.length > 0 ? '0' : null,
			limits: this.limits,
			...( this.budget ? { budget: this.budget } : {} ),
		};
	}

	/** As Ledger::known_since(): of the overlap, what was read when the second of its stamp was over. */
	private knownOf( mappingId: string ): ( string | number | boolean )[][] {
		const since = ( this.watermarks.get( mappingId )?.stamp_ms ?? Infinity ) - this.limits.overlap_seconds * 1000;
		return [ ...this.rows ]
			.filter( ( [ , row ] ) => row.mapping_id === mappingId && row.stamp_ms >= since && row.read_ms >= row.stamp_ms + 2000 )
			.map( ( [ id, row ] ) => [ id, row.stamp_ms, ! row.live ] );
	}

	/** As Presence::page(): by a number of the row’s own, which here is its place. */
	private presence( { mapping_id, missed_by_version: missed, refused_by_version: refusedBy, after }: PresenceRequest ): unknown {
		if ( refusedBy !== undefined ) {
			const refused = [ ...this.refused ].filter( ( [ , one ] ) => one.mapping_id === mapping_id && one.mapping_version === refusedBy );
			return { records: refused.map( ( [ id, one ] ) => [ id, 'refused', false, one.stamp_ms ] ), next: null };
		}
		const rows = [ ...this.rows ].map( ( [ id, row ], index ) => ( { id, row, number: index + 1 } ) );
		const isAsked = ( row: Row ): boolean =>
			row.mapping_id === mapping_id && ( missed === undefined || ( row.live && ( row.mapping_version ?? 0 ) < missed ) );
		const page = rows.filter( ( { row, number } ) => isAsked( row ) && number > after ).slice( 0, this.presenceRecords );
		return {
			records: page.map( ( { id, row } ) => [ id, row.live ? 'live' : 'outside', this.unseen.has( id ), row.stamp_ms ] ),
			next: page.length < this.presenceRecords ? null : ( page.at( -1 )?.number ?? null ),
		};
	}

	private visibility( { unseen, seen }: VisibilityRequest ): unknown {
		const newly = unseen.filter( ( id ) => this.rows.get( id )?.live && ! this.unseen.has( id ) );
		const again = seen.filter( ( id ) => this.unseen.delete( id ) );
		newly.forEach( ( id ) => this.unseen.add( id ) );
		return { unseen: newly.length, seen: again.length };
	}

	private offer( body: OfferRequest ): unknown {
		this.offers.push( body );
		const rows = body.records.map( ( [ id, stamp, print ] ) => ( {
			id: String( id ),
			stamp: Number( stamp ),
			print,
			row: this.rows.get( String( id ) ),
		} ) );
		const stale = rows.filter( ( { row, stamp } ) => ( body.listed_only && ! row?.live ) || ( row && stamp < row.stamp_ms ) );
		const unchanged = rows.filter(
			( one ) =>
				! stale.includes( one ) && one.row?.live && ( one.row.mapping_id ?? body.mapping_id ) === body.mapping_id && one.row.fingerprint === one.print
		);
		unchanged.forEach( ( { row, stamp } ) => row && stamp > row.stamp_ms && Object.assign( row, { stamp_ms: stamp, read_ms: body.read_ms } ) );
		const settled = [ ...stale, ...unchanged ];
		const leaving = ( body.withdrawals ?? [] ).map( ( [ id ] ) => String( id ) ).filter( ( id ) => this.isHeldBy( id, body.mapping_id ) );
		return {
			...( body.withdrawals ? { withdrawals: { listed: leaving, others: [] } } : {} ),
			wanted: rows.filter( ( one ) => ! settled.includes( one ) ).map( ( { id } ) => id ),
			unchanged: unchanged.length,
			stale: stale.length,
		};
	}

	/** As Withdrawals::outcome(): only the mapping that brought a record takes it off the site. */
	private isHeldBy( id: string, mappingId: string ): boolean {
		const row = this.rows.get( id );
		return row?.live === true && ( row.mapping_id ?? mappingId ) === mappingId;
	}

	private deliver( body: Delivery ): unknown {
		const before = this.stored.get( body.delivery_id );
		if ( before ) {
			return before;
		}
		this.deliveries.push( body );
		this.rejections.push( ...body.rejections );
		const { mapping_id, mapping_version } = body;
		body.records.forEach( ( { external_id: id } ) => this.refused.delete( id ) );
		body.rejections.forEach( ( { external_id: id, version } ) => this.refused.set( id, { mapping_id, mapping_version, stamp_ms: version.stamp_ms } ) );
		const outcomes = [
			...body.records.map( ( record ) => {
				const known = this.rows.get( record.external_id );
				this.rows.set( record.external_id, {
					mapping_id: body.mapping_id,
					mapping_version: body.mapping_version,
					fingerprint: record.fingerprint,
					...record.version,
					live: true,
					values: { ...known?.values, ...record.values },
				} );
				return { external_id: record.external_id, outcome: known ? 'updated' : 'created', post_id: 1 };
			} ),
			...body.withdrawals.map( ( { external_id: id, version } ) => {
				const known = this.rows.get( id );
				const isHeld = this.isHeldBy( id, body.mapping_id );
				const outcome = isHeld ? 'withdrawn' : 'ignored';
				if ( known && ( isHeld || ! known.live ) ) {
					Object.assign( known, version, { live: false } );
				}
				return { external_id: id, outcome, post_id: null };
			} ),
			...body.rejections.map( ( { external_id: id, failure } ) => ( { external_id: id, outcome: 'rejected', post_id: null, failure } ) ),
		];
		const counts: Record< string, number > = {};
		outcomes.forEach( ( { outcome } ) => ( counts[ outcome ] = ( counts[ outcome ] ?? 0 ) + 1 ) );
		const answer = { delivery_id: body.delivery_id, outcomes, counts };
		this.stored.set( body.delivery_id, answer );
		return answer;
	}

	private complete( body: CompleteRequest ): unknown {
		this.completed.push( body );
		body.traits?.forEach( ( traits ) => this.traits.set( traits.mapping_id, traits ) );
		this.leases = this.leases.filter( ( { id } ) => id !== body.run_id );
		body.watermarks.forEach( ( { mapping_id: id, stamp_ms: stamp, deleted_covered_ms: covered, swept_ms: swept } ) => {
			if ( stamp !== null ) {
				this.watermarks.set( id, { stamp_ms: stamp, deleted_covered_ms: covered, swept_ms: swept } );
			}
		} );
		return { state: body.outcome, counts: {}, more: false };
	}
}

const error = ( status: number, code: string, data: object = {} ): { status: number; body: unknown } => ( {
	status,
	body: { code, message: code, data: { status, ...data } },
} );

function respond( response: ServerResponse, status: number, body: unknown ): void {
	response.writeHead( status, { 'Content-Type': 'application/json' } );
	response.end( typeof body === 'string' ? body : JSON.stringify( body ) );
}
