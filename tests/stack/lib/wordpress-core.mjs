/**
 * WordPress core as a folder: from wordpress.org, else from Debian; fetched once, then read from the cache.
 * The cached folder is never served or written to: `copyCore()` makes the copy that is.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cached, temporaryFolder } from './cache.mjs';
import { coreFromDebian } from './debian-core.mjs';
import { must, run } from './process.mjs';
import { say, StackFailure, step } from './say.mjs';

export const NEWEST = '7.1';

const PATIENCE_MS = 2000;

/** The newest release of a branch, so that `7.1` means 7.1.4; undefined where wordpress.org is out of reach. */
async function newestOf( branch ) {
	try {
		const answer = await fetch( 'https://api.wordpress.org/core/stable-check/1.0/', { signal: AbortSignal.timeout( PATIENCE_MS ) } );
		const releases = Object.keys( await answer.json() ).filter( ( version ) => version === branch || version.startsWith( `${ branch }.` ) );
		return releases.sort( ( a, b ) => a.localeCompare( b, 'en', { numeric: true } ) ).at( -1 );
	} catch {
		return undefined; // No answer in time: the caller falls back and says so.
	}
}

async function coreFromWordPress( release, target ) {
	const answer = await fetch( `https://downloads.wordpress.org/release/wordpress-${ release }.tar.gz`, { signal: AbortSignal.timeout( 300_000 ) } );
	if ( ! answer.ok ) {
		throw new StackFailure( `wordpress.org answered ${ answer.status } for WordPress ${ release }.` );
	}
	const archive = join( temporaryFolder( 'core' ), 'wordpress.tar.gz' );
	writeFileSync( archive, Buffer.from( await answer.arrayBuffer() ) );
	await must( 'tar', [ '-xzf', archive, '-C', target, '--strip-components=1' ] );
}

/** The folder of a pristine core: `7.1`, `6.8`, an exact release, or a folder of the user's own. */
export async function wordpressCore( version = NEWEST ) {
	if ( existsSync( join( version, 'wp-includes/version.php' ) ) ) {
		return resolve( version );
	}
	if ( ! /^\d+\.\d+(\.\d+)?$/.test( version ) ) {
		throw new StackFailure( `"${ version }" is neither a WordPress version nor a folder with WordPress in it.` );
	}
	return cached( join( 'wordpress', version ), ( folder ) =>
		step( `Fetching WordPress ${ version } (once; kept in the cache)`, async () => {
			const release = await newestOf( version );
			if ( release !== undefined ) {
				return coreFromWordPress( release, folder );
			}
			say( '  wordpress.org does not answer; taking the packages of Debian.' );
			return coreFromDebian( version, folder );
		} )
	);
}

export function versionOf( folder ) {
	return /\$wp_version = '([^']+)'/.exec( readFileSync( join( folder, 'wp-includes/version.php' ), 'utf8' ) )?.[ 1 ] ?? 'unknown';
}

/**
 * A core to serve. Its code is hard-linked where the file system allows it (nothing writes there),
 * wp-content is a real copy: plugins, themes and uploads belong to the copy.
 */
export async function copyCore( core, target, { hardLinks = true } = {} ) {
	mkdirSync( target, { recursive: true } );
	for ( const name of readdirSync( core ) ) {
		const from = join( core, name );
		if ( name === 'wp-config.php' ) {
			continue;
		}
		const linked = hardLinks && name !== 'wp-content' && ( await run( 'cp', [ '-al', from, join( target, name ) ] ) ).code === 0;
		if ( ! linked ) {
			cpSync( from, join( target, name ), { recursive: true, dereference: true } );
		}
	}
}
