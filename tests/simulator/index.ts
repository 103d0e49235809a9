import { makeChange, type Change } from './control/change';
import { Faults, type Fault } from './http/faults';
import { ApiLog } from './http/log';
import { processKeyPair, type KeyPair } from './oauth/certificate';
import type { ClockOptions } from './org/clock';
import { CONSUMER_KEY, Org, ORGANIZATION_ID, USERNAME } from './org/org';
import { BulkJobs } from './bulk';
import { Events } from './events';
import { Outbound } from './outbound';
import { Cursors } from './rest/cursors';
import { inventedSeason } from './seasons/invented';
import { loadSeason } from './seasons/load';
import type { SeasonPlan } from './seasons/plan';
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
	/** How the org calls itself, when that is not http://127.0.0.1:port. */
	publicUrl?: string;
}

export interface Simulator {
	url: string;
	controlUrl: string;
	consumerKey: string;
	username: string;
	organizationId: string;
	privateKeyPem: string;
	certificatePem: string;
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

function buildWorld( org: Org, url: string, season: string ): World {
	const world: World = {
		url,
		org,
		season,
		cursors: new Cursors(),
		faults: new Faults(),
		log: new ApiLog(),
		bulk: new BulkJobs(),
		events: new Events( org ),
		outbound: new Outbound( org ),
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
			return loadSeason( org, plan );
		},
	};
	return world;
}

/** Starts an org of its own on loopback; several may run side by side in one process. */
export async function startSimulator( options: SimulatorOptions = {} ): Promise< Simulator > {
	const keys = options.keys ?? processKeyPair();
	const org = new Org( keys.certificatePem, options.clock ?? {} );
	const holder: { world?: World } = {};
	const { server, port } = await listen( () => holder.world!, options.port ?? 0 );
	const url = options.publicUrl ?? `http://127.0.0.1:${ port }`;
	const running = buildWorld( org, url, options.season ?? 'invented' );
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
	return {
		url,
		controlUrl: `${ url }/_control`,
		consumerKey: CONSUMER_KEY,
		username: USERNAME,
		organizationId: ORGANIZATION_ID,
		...keys,
		season: running.season,
		counts,
		world: running,
		fault: ( fault ) => running.faults.arm( fault ),
		change: ( body ) => makeChange( running, body ),
		close,
	};
}
