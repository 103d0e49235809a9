/**
 * Jest, by room: `node tests/stack/jest.mjs worker,simulator [--node 22] [-- jest arguments]`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArguments } from './lib/arguments.mjs';
import { repository, temporaryFolder } from './lib/cache.mjs';
import { printCounts } from './lib/counts.mjs';
import { nodeBinary } from './lib/node-binary.mjs';
import { main, run } from './lib/process.mjs';

await main( async () => {
	const [ projects = '', ...more ] = process.argv.slice( 2 );
	const options = parseArguments( more, { node: 'value' } );
	const report = join( temporaryFolder( 'jest' ), 'report.json' );
	const jest = join( repository, 'node_modules/jest/bin/jest.js' );
	const args = [
		jest,
		'-c',
		join( repository, 'tests/jest.config.cjs' ),
		'--selectProjects',
		...projects.split( ',' ),
		'--json',
		`--outputFile=${ report }`,
		...options.rest,
	];
	const { code, output } = await run( await nodeBinary( options.node ), args, { cwd: repository, env: { ...process.env, CI: 'true' } } );
	if ( ! existsSync( report ) ) {
		process.stderr.write( output );
		printCounts( { passed: 0, failed: 1 } );
		return 1;
	}
	const result = JSON.parse( readFileSync( report, 'utf8' ) );
	process.stdout.write( readable( result ) );
	printCounts( { passed: result.numPassedTests, failed: result.numFailedTests + result.numRuntimeErrorTestSuites, skipped: result.numPendingTests } );
	return code;
} );

/** What a person wants of the report: the files that passed, and every failure in full. */
function readable( result ) {
	const failures = result.testResults.filter( ( { status } ) => status === 'failed' ).map( ( { message } ) => message );
	const passed = result.testResults
		.filter( ( { status } ) => status === 'passed' )
		.map( ( { name } ) => `PASS ${ name.slice( repository.length ).replace( /^\/+/, '' ) }` );
	return `${ [ ...passed, ...failures ].join( '\n' ) }\n`;
}
