/**
 * Suites whose clients need Node 22: the runner once more, under that Node, with the folder of the client.
 */
import { join } from 'node:path';
import { repository } from '../../stack/lib/cache.mjs';
import { readCounts } from '../../stack/lib/counts.mjs';
import { nodeBinary } from '../../stack/lib/node-binary.mjs';
import { run } from '../../stack/lib/process.mjs';

/** @param {(options: object) => Promise<string>} folderOf where the client is */
export const onNode22 = ( suite, folderOf ) => async ( cases ) => {
	const args = [ join( repository, 'tests/clients/clients.mjs' ), '--only', suite, '--module', await folderOf() ];
	const { code, output } = await run( await nodeBinary( '22' ), args, { echo: true } );
	cases.add( readCounts( output, code ) );
};
