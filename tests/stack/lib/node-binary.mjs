/**
 * Another Node than the one running: it comes as the npm package `node`, kept in the cache.
 */
import { join } from 'node:path';
import { cached } from './cache.mjs';
import { must } from './process.mjs';
import { step } from './say.mjs';

export async function nodeBinary( major ) {
	if ( major === undefined ) {
		return process.execPath;
	}
	const folder = await cached( join( 'node', major ), ( draft ) =>
		step( `Fetching Node ${ major } (once; kept in the cache)`, () =>
			must( 'npm', [ 'install', '--prefix', draft, '--no-audit', '--no-fund', '--no-save', `node@${ major }` ] )
		)
	);
	return join( folder, 'node_modules/node/bin/node' );
}
