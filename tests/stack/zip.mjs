/**
 * `npm run zip` → callboard.zip; `npm run zip -- --directory` → callboard-directory.zip, without the file that starts processes.
 */
import { join } from 'node:path';
import { parseArguments } from './lib/arguments.mjs';
import { buildAll } from './lib/build.mjs';
import { repository } from './lib/cache.mjs';
import { installNpm } from './lib/dependencies.mjs';
import { main } from './lib/process.mjs';
import { say } from './lib/say.mjs';
import { packPlugin } from './lib/pack.mjs';

await main( async () => {
	const options = parseArguments( process.argv.slice( 2 ), { directory: 'flag', output: 'value' } );
	await installNpm();
	await buildAll();
	const directory = Boolean( options.directory );
	const file = options.output ?? join( repository, directory ? 'callboard-directory.zip' : 'callboard.zip' );
	const { included, left, bytes } = await packPlugin( file, { directory } );
	say( `${ file }: ${ included.length } files, ${ Math.round( bytes / 1024 ) } KiB` );
	say( `Left out: ${ left.length > 0 ? left.join( ', ' ) : 'nothing' }` );
} );
