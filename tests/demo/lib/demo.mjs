/**
 * The demo, told in order: start three things, introduce them to each other, sync, show; then stay, or check and leave.
 */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildAll } from '../../stack/lib/build.mjs';
import { repository, temporaryFolder } from '../../stack/lib/cache.mjs';
import { printCounts } from '../../stack/lib/counts.mjs';
import { packPlugin } from '../../stack/lib/pack.mjs';
import { onEnd } from '../../stack/lib/process.mjs';
import { bold, green, red, say, seconds, StackFailure, step } from '../../stack/lib/say.mjs';
import { addMuPlugin } from '../../stack/lib/site.mjs';
import { Browser } from './browser.mjs';
import { chooseWorkerMode, connectOrg, createListingPage, giveWorkerKey } from './connect.mjs';
import * as native from './native.mjs';
import { startOrg } from './org.mjs';
import * as playground from './playground.mjs';
import { choosePorts } from './ports.mjs';
import { rehearse } from './rehearse.mjs';
import { printWhereToLook } from './report.mjs';
import { refuseSecondDemo, removeState, runningDemo, writeState } from './state.mjs';
import { syncNow } from './sync.mjs';
import { startWorker } from './worker.mjs';

async function chooseRuntime( wanted ) {
	if ( wanted !== undefined && wanted !== 'native' && wanted !== 'playground' ) {
		throw new StackFailure( `--runtime is native or playground, not "${ wanted }".` );
	}
	if ( wanted === 'playground' || ( wanted === undefined && ! native.canPrepare() ) ) {
		return {
			name: 'playground',
			words: 'WordPress Playground (no PHP of this machine)',
			start: playground.startSite,
			mode: 'pull',
			everyMs: 3000,
			perPage: 100,
		};
	}
	await native.prepare();
	return { name: 'native', words: 'this machine’s PHP with SQLite', start: native.startSite, mode: 'serve', everyMs: 250 };
}

/** Seconds each phase took, for people and for --json. */
function stopwatch() {
	const phases = {};
	return {
		phases,
		time: async ( name, label, work ) => {
			const started = performance.now();
			const result = await step( label, work );
			phases[ name ] = Math.round( performance.now() - started ) / 1000;
			return result;
		},
	};
}

/** A link that signs in once; the site knows only its hash. */
function signInLink( site ) {
	const token = randomBytes( 24 ).toString( 'base64url' );
	writeFileSync( join( site.folder, 'wp-content/callboard-demo-link' ), createHash( 'sha256' ).update( token ).digest( 'hex' ) );
	return `${ site.url }/?callboard_demo=${ token }`;
}

async function setUp( options, { time } ) {
	const ports = await choosePorts( options.port );
	const runtime = await chooseRuntime( options.runtime );
	const folder = temporaryFolder( 'demo' );
	mkdirSync( folder, { recursive: true } );
	const zip = options.zip ?? join( folder, 'callboard.zip' );
	if ( options.zip === undefined ) {
		await time( 'build', 'Building callboard.zip', async () => {
			await buildAll();
			await packPlugin( zip );
		} );
	}
	const org = await time( 'org', 'Starting the stand-in Salesforce', () =>
		startOrg( { port: ports.org, season: seasonFile( options.season ), keys: join( folder, 'org' ), log: join( folder, 'org.log' ) } )
	);
	const site = await time( 'wordpress', `Starting WordPress on ${ runtime.words }`, () =>
		runtime.start( { folder: join( folder, 'wordpress' ), wordpress: options.wordpress, port: ports.wordpress } )
	);
	addMuPlugin( site.folder, 'callboard-demo.php', join( repository, 'tests/demo/lib/demo-plugin.php' ) );
	const browser = new Browser( site );
	await time( 'install', 'Installing Callboard: Plugins → Add New → Upload Plugin', async () => {
		await browser.logIn();
		await browser.installPlugin( zip );
	} );
	const { tenant } = await time( 'connect', 'Connecting the org, by JWT bearer', () => connectOrg( browser, org ) );
	const connection = await giveWorkerKey( browser );
	const worker = await time( 'worker', `Starting the worker (${ runtime.mode === 'serve' ? 'woken by pings' : 'asking for work' })`, async () => {
		const started = await startWorker( { site, mode: runtime.mode, port: ports.worker, connection, log: join( folder, 'worker.log' ) } );
		await chooseWorkerMode( browser, runtime.mode, ports.worker );
		return started;
	} );
	const listing = await createListingPage( browser, options.once ? runtime.perPage : undefined );
	return { folder, runtime, org, site, browser, tenant, worker, listing, everyMs: runtime.everyMs };
}

function seasonFile( season ) {
	if ( season === undefined || season === 'invented' ) {
		return undefined;
	}
	if ( ! existsSync( season ) ) {
		throw new StackFailure( `There is no season file ${ season }.` );
	}
	return resolve( season );
}

/** WordPress's cron runs when somebody visits; a host's cron job does this each minute, and so does the demo. */
function keepCronGoing( site ) {
	const timer = setInterval(
		() => void fetch( `${ site.url }/wp-cron.php?doing_wp_cron`, { signal: AbortSignal.timeout( 25_000 ) } ).catch( () => undefined ),
		30_000
	);
	onEnd( () => clearInterval( timer ) );
}

function publish( running, link ) {
	const { org, site, worker, listing, runtime, tenant } = running;
	const state = {
		urls: {
			wordpress: site.url,
			listing: listing.url,
			admin: `${ site.url }/wp-admin/admin.php?page=callboard`,
			sign_in: link,
			org: org.url,
			org_control: org.controlUrl,
		},
		sign_in: { user: site.user, password: site.password },
		runtime: runtime.name,
		wordpress: site.version,
		tenant_id: tenant.id,
		pids: { demo: process.pid, wordpress: site.pid, org: org.pid, worker: worker.pid },
		folder: running.folder,
	};
	writeState( state );
	onEnd( removeState );
	return state;
}

export async function demo( options ) {
	const watch = stopwatch();
	if ( ! options.once ) {
		refuseSecondDemo();
	}
	const running = await setUp( options, watch );
	const link = signInLink( running.site );
	if ( runningDemo() === undefined ) {
		publish( running, link );
	}
	// The worker may have taken a scheduled run before anybody pressed a button: the first sync is all there is so far.
	const first = await watch.time( 'first_sync', 'First sync', () => syncNow( running.browser, { ...running, since: 0 } ) );
	if ( options.once ) {
		return checkAndLeave( running, first, watch, options );
	}
	await printWhereToLook( running, first, link );
	keepCronGoing( running.site );
	onEnd( () => say( '\nStopped. Nothing is left running.' ) );
	const ended = await new Promise( ( done ) => void watchWorker( running.worker, done ) );
	throw new StackFailure( `The worker ended:\n${ ended }` );
}

function watchWorker( worker, done ) {
	const timer = setInterval( () => worker.hasEnded() && done( worker.lastWords() ), 1000 );
	onEnd( () => clearInterval( timer ) );
}

async function checkAndLeave( running, first, watch, options ) {
	const steps = await watch.time( 'checks', 'A second sync, then one change of each kind', () => rehearse( running, first ) );
	const failed = steps.filter( ( { differed } ) => differed.length > 0 );
	for ( const { step: name, ms, differed } of steps ) {
		say( `${ differed.length > 0 ? red( '✗' ) : green( '✓' ) } ${ name } (${ seconds( ms ) })` );
		differed.slice( 0, 20 ).forEach( ( line ) => say( `    ${ line }` ) );
	}
	steps.at( -1 ).explained.forEach( ( { id, title, cause } ) => say( `  Not listed, and Callboard says why: ${ id } ${ title } (${ cause })` ) );
	say( failed.length === 0 ? bold( 'The listing equals the org after every step.' ) : red( `${ failed.length } steps differed.` ) );
	printCounts( { passed: steps.length - failed.length, failed: failed.length } );
	if ( options.json ) {
		const { runtime, site } = running;
		process.stdout.write(
			`${ JSON.stringify( { ok: failed.length === 0, runtime: runtime.name, wordpress: site.version, steps, differed: failed.flatMap( ( { differed } ) => differed ), seconds: watch.phases } ) }\n`
		);
	}
	return failed.length === 0 ? 0 : 1;
}
