/**
 * The `sf` CLI: fetched once into the cache, run in a home of its own, offline.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached, temporaryFolder } from '../../stack/lib/cache.mjs';
import { nodeBinary } from '../../stack/lib/node-binary.mjs';
import { must, start } from '../../stack/lib/process.mjs';
import { step } from '../../stack/lib/say.mjs';

const SF_VERSION = '2.150.6';
const NODE = '22';
const PATIENCE_MS = 120_000;

export function cliFolder() {
	return cached( join( 'clients', `sf-${ SF_VERSION }` ), ( draft ) =>
		step( `Fetching the sf CLI ${ SF_VERSION } (300 MB, once; kept in the cache)`, () =>
			must( 'npm', [ 'install', '--prefix', draft, '--no-audit', '--no-fund', '--no-save', '--ignore-scripts', `@salesforce/cli@${ SF_VERSION }` ] )
		)
	);
}

/** What keeps it offline and from leaving processes behind (§9.1); both names of the update switch are needed. */
const QUIET = {
	SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
	SF_DISABLE_TELEMETRY: 'true',
	SF_DISABLE_AUTOUPDATE: 'true',
	SF_AUTOUPDATE_DISABLE: 'true',
	SF_SKIP_NEW_VERSION_CHECK: 'true',
	SF_DISABLE_DNS_CHECK: 'true',
	SF_SKIP_SCRATCH_ORG_CHECK: 'false',
	NO_COLOR: '1',
	CI: 'true',
};

/** Runs one command after the other: `await sf( 'data', 'query', … )` answers its exit code and its JSON. */
export async function openCli() {
	const folder = await cliFolder();
	const node = await nodeBinary( NODE );
	const home = temporaryFolder( 'sf-home' );
	const run = async ( args, { env = {}, json = true } = {} ) => {
		const script = join( folder, 'node_modules/@salesforce/cli/bin/run.js' );
		const child = start( node, [ script, ...args, ...( json ? [ '--json' ] : [] ) ], {
			cwd: home,
			env: { PATH: process.env.PATH, HOME: home, ...QUIET, ...env },
		} );
		const late = setTimeout( () => void child.stop( 'SIGKILL' ), PATIENCE_MS );
		let stdout = '';
		let stderr = '';
		child.stdout.setEncoding( 'utf8' ).on( 'data', ( text ) => ( stdout += text ) );
		child.stderr.setEncoding( 'utf8' ).on( 'data', ( text ) => ( stderr += text ) );
		const closed = new Promise( ( resolve ) => child.once( 'close', resolve ) );
		const { code } = await child.ended;
		await closed;
		clearTimeout( late );
		await child.stop( 'SIGKILL' );
		return { code, stdout, stderr };
	};
	const sf = async ( ...args ) => {
		const { code, stdout, stderr } = await run( args );
		return { ...parsed( stdout ), code, stderr };
	};
	return { sf, run, home, folder };
}

function parsed( stdout ) {
	try {
		return JSON.parse( stdout );
	} catch {
		return { name: 'NotJson', message: stdout };
	}
}

/** Processes that were started in this home and are still there; Linux can tell. */
export function leftovers( home ) {
	const ids = readdirSync( '/proc' ).filter( ( name ) => /^\d+$/.test( name ) );
	return ids.filter( ( id ) => {
		try {
			return readFileSync( `/proc/${ id }/environ`, 'utf8' ).split( '\0' ).includes( `HOME=${ home }` );
		} catch {
			return false; // Ended meanwhile, or not ours to read.
		}
	} );
}
