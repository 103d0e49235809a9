/**
 * The product as a user gets it: built, zipped. Everything here tests that zip, never the sources beside it.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../stack/lib/cache.mjs';
import { must } from '../../stack/lib/process.mjs';
import { StackFailure, step } from '../../stack/lib/say.mjs';

// A file of its own: a `npm run zip` at the same time does not change what is tested.
const zip = join( repository, '.callboard/e2e-callboard.zip' );

export async function buildProduct( { build = true } = {} ) {
	if ( build || ! existsSync( zip ) ) {
		await step( 'npm run zip', () => must( process.execPath, [ join( repository, 'tests/stack/zip.mjs' ), '--output', zip ], { cwd: repository } ) );
	}
	if ( ! existsSync( zip ) ) {
		throw new StackFailure( 'npm run zip left no zip.' );
	}
	return zip;
}
