/**
 * A theatre's whole chain: an org with n performances, WordPress under PHP's server, a connected tenant, the built worker.
 * `backfill` measures how it fills; `resync` and `idle` measure what comes after.
 */
import { join } from 'node:path';
import { Browser } from '../../demo/lib/browser.mjs';
import { connectOrg, giveWorkerKey } from '../../demo/lib/connect.mjs';
import { build } from '../../stack/lib/build.mjs';
import { repository, temporaryFolder } from '../../stack/lib/cache.mjs';
import { startPhpServer } from '../../stack/lib/php-server.mjs';
import { freePort } from '../../stack/lib/process.mjs';
import { StackFailure, step } from '../../stack/lib/say.mjs';
import { addMuPlugin, administrator, createSite } from '../../stack/lib/site.mjs';
import { startLongOrg } from './org.mjs';
import { syncOnce } from './sync.mjs';

const database = 'bench_house';

async function openHouse( server, n ) {
	await build( 'worker' );
	await server.createDatabase( database );
	const folder = join( temporaryFolder( 'bench' ), 'wordpress' );
	const port = await freePort();
	const url = `http://127.0.0.1:${ port }`;
	const constants = { WP_DEBUG: false, WP_DEBUG_LOG: false };
	const [ org ] = await Promise.all( [ startLongOrg( n ), createSite( { folder, database: { ...server, name: database }, url, constants } ) ] );
	addMuPlugin( folder, 'callboard-bench-watch.php', join( repository, 'tests/bench/php/watch.php' ) );
	await startPhpServer( { folder, port } );
	const admin = new Browser( { url, user: administrator.login, password: administrator.password } );
	await admin.logIn();
	const { tenant } = await connectOrg( admin, org );
	const connection = await giveWorkerKey( admin );
	const sql = async ( statement ) => ( await server.query( `USE ${ database }; ${ statement }` ) ).trim();
	return { n, productions: org.counts.productions, folder, url, org, admin, tenantId: tenant.id, connection, sql };
}

const expected = {
	posts: "SELECT COUNT(*) FROM wp_posts WHERE post_type = 'performance' AND post_status = 'publish'",
	ledger: "SELECT COUNT(*) FROM wp_callboard_ledger l JOIN wp_posts p ON p.ID = l.post_id WHERE p.post_type = 'performance' AND l.state = 'live'",
	listing: 'SELECT COUNT(*) FROM wp_callboard_listing',
	parents: "SELECT COUNT(*) FROM wp_posts c JOIN wp_posts p ON p.ID = c.post_parent WHERE c.post_type = 'performance' AND p.post_type = 'event'",
};

/** Speed counts for nothing when a row is missing or there twice. */
export async function verifyHouse( house ) {
	const counts = {};
	for ( const [ what, statement ] of Object.entries( expected ) ) {
		counts[ what ] = Number( await house.sql( statement ) );
	}
	const wrong = Object.keys( counts ).filter( ( what ) => counts[ what ] !== house.n );
	if ( wrong.length > 0 ) {
		throw new StackFailure( `Of ${ house.n } performances not all are there, or too many: ${ JSON.stringify( counts ) }` );
	}
}

/** `{ house, first }`: the site after its first sync, and how that went. */
export async function filledHouse( server, n ) {
	const house = await step( `An org with ${ n } performances, and a WordPress connected to it`, () => openHouse( server, n ) );
	const first = await step( `Salesforce → worker → WordPress → listing, ${ n } performances`, () => syncOnce( house ) );
	await verifyHouse( house );
	return { house, first };
}
