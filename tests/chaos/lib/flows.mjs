/**
 * The worker's flows and adapters as functions of this process, bundled from their sources as `build.mjs` bundles the
 * worker: a schedule needs a new worker in a millisecond, with a clock of its own.
 */
import { build } from 'esbuild';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { repository, temporaryFolder } from '../../stack/lib/cache.mjs';

const wanted = `
export { workOnce } from './inbound/work';
export { workUntilIdle } from './loop';
export { JsforceConnection } from './salesforce/connection';
export { RestWordPress } from './wordpress/client';
export { parseConnectionString } from './wordpress/connection-string';
`;

const outfile = join( temporaryFolder( 'chaos-worker' ), 'flows.cjs' );
await build( {
	stdin: { contents: wanted, resolveDir: join( repository, 'sync-worker/src' ), loader: 'ts' },
	outfile,
	bundle: true,
	platform: 'node',
	format: 'cjs',
	target: 'node20',
	mainFields: [ 'main', 'module' ],
	define: { CALLBOARD_VERSION: '"0.0.0"' },
	logLevel: 'warning',
} );

export const { workOnce, workUntilIdle, JsforceConnection, RestWordPress, parseConnectionString } = createRequire( import.meta.url )( outfile );
