import { makeChange, type Change } from './control/change';
import { Faults, type Fault } from './http/faults';
import { ApiLog } from './http/log';
import { processKeyPair, selfSigned, type KeyPair } from './oauth/certificate';
import type { ClockOptions } from './org/clock';
import { CONSUMER_KEY, CONSUMER_SECRET, Org, USERNAME } from './org/org';
import { BulkJobs } from './bulk';
import { auditSetup } from './diagnostics';
import { Events } from './events';
import { Outbound } from './outbound';
import { Cursors } from './rest/cursors';
import { inventedSeason } from './seasons/invented';
import { countSeeded } from './org/rules/performance-count';
import { loadSeason } from './seasons/load';
import type { SeasonPlan } from './seasons/plan';
import { addRows } from './seasons/rows';
import { readProgramsFile } from './seasons/programs';
import { listen } from './server';
import type { SeedCounts, World } from './world';

export type { Change, ChangeKind } from './control/change';
export type { Fault, FaultKind } from './http/faults';
export type { LogEntry } from './http/log';
export type { SeedCounts } from './world';

export interface SimulatorOptions {
	port?: number;
	/** `invented` (the default), `empty`, or the path of a file of programs and concerts. */
	season?: string;
	clock?: ClockOptions;
	/** The app's key; by default one made for this process. */
	keys?: KeyPair;
	/** Serve TLS, with a certificate of our own for localhost and 127.0.0.1. */
	tls?: boolean;
	/** Rows to add to the season, by object. */
	rows?: Record< string, number >;
	/** Objects whose changes are captured from the start (§5.3); none unless said. */
	changeEvents?: string[];
	/** Open the Pub/Sub door as well; its address is in `world.events.pubsub.address`. */
	pubsub?: boolean;
	/** How the org calls itself, when that is not http://127.0.0.1:port. */
	publicUrl?: string;
}

export interface Simulator {
	url: string;
	controlUrl: string;
	consumerKey: string;
	consumerSecret: string;
	username: string;
	/** Everybody who can sign in, with what they sign in with. */
	users: { username: string; password: string; securityToken: string; profile: string }[];
	/** Another one after a sandbox refresh. */
	readonly organizationId: string;
	privateKeyPem: string;
	certificatePem: string;
	/** What a client of the TLS door has to trust; null without TLS. */
	tlsCertificatePem: string | null;
	season: string;
	counts: SeedCounts;
	/** The org itself, for tests that look inside. */
	world: World;
	fault: ( fault: Fault ) => void;
	change: ( body: { kind: string; id?: string } ) => Change;
	close: () => Promise< void >;
}

async function planOf( season: string, nowMs: number, url: string ): Promise< SeasonPlan > {
	switch ( season ) {
		case 'empty':
			return { venues: [], productions: [] };
		case 'invented':
			return inventedSeason( nowMs, url );
		default:
			return readProgramsFile( season, nowMs );
	}
}

function buildWorld(
	org: Org,
	{ url, season, rows, changeEvents }: { url: string; season: string; rows: Record< string, number >; changeEvents: string[] }
): World {
	const world: World = {
		url,
		org,
		season,
		cursors: new Cursors(),
		faults: new Faults(),
		log: new ApiLog(),
		bulk: new BulkJobs( org ),
		events: new Events( org, changeEvents ),
		outbound: new Outbound( org, url ),
		seed: async ( wanted = world.season ) => {
			// A season that cannot be read leaves the org as it was.
			const plan = await planOf( wanted, org.clock.now(), url );
			org.empty();
			world.cursors.clear();
			world.faults.clear();
			world.log.clear();
			world.bulk.clear();
			world.events.clear();
			world.outbound.clear();
			world.season = wanted;
			const counts = loadSeason( org, plan );
			Object.entries( rows ).forEach( ( [ type, count ] ) => addRows( org, type, count ) );
			countSeeded( org );
			return counts;
		},
	};
	return world;
}

/** Starts an org of its own on loopback; several may run side by side in one process. */
export async function startSimulator( options: SimulatorOptions = {} ): Promise< Simulator > {
	const keys = options.keys ?? processKeyPair();
	const org = new Org( keys.certificatePem, options.clock ?? {} );
	auditSetup( org );
	const holder: { world?: World } = {};
	const tls = options.tls ? { key: keys.privateKeyPem, cert: selfSigned( keys.privateKeyPem, 'localhost', [ 'localhost', '127.0.0.1' ] ) } : undefined;
	const { server, port } = await listen( () => holder.world!, options.port ?? 0, tls );
	const url = options.publicUrl ?? `${ tls ? 'https' : 'http' }://127.0.0.1:${ port }`;
	const running = buildWorld( org, { url, season: options.season ?? 'invented', rows: options.rows ?? {}, changeEvents: options.changeEvents ?? [] } );
	holder.world = running;
	const close = async (): Promise< void > => {
		await Promise.all( [ running.events.close(), running.outbound.close() ] );
		await new Promise< void >( ( done ) => {
			server.close( () => done() );
			server.closeAllConnections();
		} );
	};
	const counts = await running.seed().catch( async ( error: unknown ) => {
		await close();
		throw error;
	} );
	if ( options.pubsub ) {
		await running.events.pubsub.start();
	}
	return {
		url,
		controlUrl: `${ url }/_control`,
		consumerKey: CONSUMER_KEY,
		consumerSecret: CONSUMER_SECRET,
		username: USERNAME,
		users: org.people.map( ( { username, password, securityToken, profile } ) => ( { username, password, securityToken, profile: profile.name } ) ),
		get organizationId() {
			return org.id;
		},
		...keys,
		tlsCertificatePem: tls?.cert ?? null,
		season: running.season,
		counts,
		world: running,
		fault: ( fault ) => running.faults.arm( fault ),
		change: ( body ) => makeChange( running, body ),
		close,
	};
}
