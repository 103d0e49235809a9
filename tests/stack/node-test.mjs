/**
 * The tests of the stack, the demo, the checks and the chaos suite: Node's own runner, since they test what runs before anything is installed.
 */
import { join } from 'node:path';
import { filesBelow } from './lib/build.mjs';
import { repository } from './lib/cache.mjs';
import { printCounts } from './lib/counts.mjs';
import { main, run } from './lib/process.mjs';

await main( async () => {
	const files = [ 'stack', 'demo', 'check', 'chaos' ].flatMap( ( room ) =>
		filesBelow( join( repository, 'tests', room ) )
			.filter( ( name ) => name.endsWith( '.test.mjs' ) )
			.map( ( name ) => join( repository, 'tests', room, name ) )
	);
	const { code, output } = await run( process.execPath, [ '--test', '--test-reporter=tap', ...files ], { cwd: repository } );
	const number = ( label ) => Number( new RegExp( `^# ${ label } (\\d+)$`, 'm' ).exec( output )?.[ 1 ] ?? 0 );
	const failed = number( 'fail' ) + number( 'cancelled' );
	process.stdout.write( failed > 0 || code !== 0 ? output : `${ files.length } files\n` );
	printCounts( { passed: number( 'pass' ), failed, skipped: number( 'skipped' ) } );
	return code;
} );
