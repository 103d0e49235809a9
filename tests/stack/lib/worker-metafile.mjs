/**
 * What esbuild puts into the worker: the same entry, bundled again without writing, for its list of inputs.
 */
import { join } from 'node:path';
import { repository } from './cache.mjs';

export async function workerMetafile() {
	const { build } = await import( 'esbuild' );
	const { metafile } = await build( {
		absWorkingDir: repository,
		entryPoints: [ join( repository, 'sync-worker/src/main.ts' ) ],
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		minify: true,
		write: false,
		metafile: true,
		logLevel: 'silent',
	} );
	return metafile;
}
