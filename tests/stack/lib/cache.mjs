/**
 * What takes long to get is kept outside the repository, and built so that two scripts may want it at the same time.
 */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeAtEnd } from './process.mjs';

export const repository = join( dirname( fileURLToPath( import.meta.url ) ), '../../..' );

function cacheFolder() {
	const folder = join( process.env.XDG_CACHE_HOME || join( homedir(), '.cache' ), 'callboard' );
	mkdirSync( folder, { recursive: true } );
	return folder;
}

/** A folder of this process, gone when it ends. */
export function temporaryFolder( label ) {
	const folder = mkdtempSync( join( tmpdir(), `callboard-${ label }-` ) );
	removeAtEnd( folder );
	return folder;
}

/**
 * The folder `name` of the cache, built at the first use: into a folder beside it, then renamed in one step.
 * Who comes second finds the name taken and uses what is there.
 */
export async function cached( name, build ) {
	const target = join( cacheFolder(), name );
	if ( existsSync( target ) ) {
		return target;
	}
	mkdirSync( dirname( target ), { recursive: true } );
	const draft = mkdtempSync( join( dirname( target ), '.draft-' ) );
	removeAtEnd( draft );
	await build( draft );
	try {
		renameSync( draft, target );
	} catch ( error ) {
		if ( ! existsSync( target ) ) {
			throw error;
		}
		rmSync( draft, { recursive: true, force: true } );
	}
	return target;
}
