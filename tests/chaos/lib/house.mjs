/**
 * One house for all schedules: an org and a WordPress with a connected tenant, whose three clocks are the suite's.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Browser } from '../../demo/lib/browser.mjs';
import { connectOrg, giveWorkerKey } from '../../demo/lib/connect.mjs';
import { provide } from '../../stack/lib/apt.mjs';
import { repository, temporaryFolder } from '../../stack/lib/cache.mjs';
import { freePort, onEnd } from '../../stack/lib/process.mjs';
import { addMuPlugin, administrator, createSite } from '../../stack/lib/site.mjs';
import { startDatabase } from './database.mjs';
import { layLines } from './line.mjs';
import { startPhpPool } from './php-pool.mjs';
import { Snapshots } from './snapshots.mjs';

const { startSimulator } = createRequire( import.meta.url )( './simulator.cjs' );

export const START_MS = Date.parse( '2026-11-24T10:00:00Z' );
const name = 'chaos';

/** @param {{ wordpress?: string, startMs?: number }} options */
export async function openHouse( { wordpress, startMs = START_MS } = {} ) {
	await provide( 'php', 'mariadb' );
	const database = await startDatabase( name );
	const folder = join( temporaryFolder( 'chaos' ), 'wordpress' );
	const siteUrl = `http://127.0.0.1:${ await freePort() }`;
	const site = { folder, wordpress, database: { ...database.server, name }, url: siteUrl };
	const [ org ] = await Promise.all( [ startSimulator( { season: 'empty', clock: { now: startMs, frozen: true } } ), createSite( site ) ] );
	onEnd( () => org.close() );
	addMuPlugin( folder, 'callboard-chaos.php', join( repository, 'tests/chaos/php/chaos.php' ) );
	const pool = await startPhpPool( folder );
	const house = {
		folder,
		siteUrl,
		database,
		pool,
		simulator: org,
		org: org.world.org,
		/** WordPress's clock is the org's unless a schedule sets it apart. */
		wordpressSkewMs: 0,
		nowMs: () => org.world.org.clock.now() + house.wordpressSkewMs,
		advance: ( ms ) => org.world.org.clock.advance( ms ),
		deathHeader: ( death ) => ( death.startsWith( 'db ' ) ? `${ death } ${ database.pid() }` : death ),
	};
	onEnd( layLines( house ) );
	const admin = new Browser( { url: siteUrl, user: administrator.login, password: administrator.password } );
	await admin.logIn();
	const { tenant } = await connectOrg( admin, org );
	house.connection = await giveWorkerKey( admin );
	house.snapshots = new Snapshots( database );
	await house.snapshots.take( 'start' );
	return Object.assign( house, { admin, tenantId: tenant.id } );
}
