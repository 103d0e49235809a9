/**
 * `npm run check`: types, lint, formatting, dependency rules, WordPress's safety sniffs, PHPStan, contract drift.
 * `--only a,b` selects; `--fix` lets ESLint and Prettier write.
 */
import { join } from 'node:path';
import { parseArguments } from '../stack/lib/arguments.mjs';
import { provide } from '../stack/lib/apt.mjs';
import { repository } from '../stack/lib/cache.mjs';
import { installComposer, installNpm } from '../stack/lib/dependencies.mjs';
import { main, run } from '../stack/lib/process.mjs';
import { bold, dim, green, red, say, seconds, StackFailure } from '../stack/lib/say.mjs';

const binary = ( name ) => join( repository, 'node_modules/.bin', name );
const composed = ( name ) => join( repository, 'vendor/bin', name );
const php = ( ...args ) => [ 'php', '-d', 'memory_limit=2G', ...args ];

const steps = ( fix ) => [
	{ name: 'types', says: 'TypeScript compiles, strictly', command: [ binary( 'tsc' ), '--noEmit', '-p', 'tsconfig.json' ] },
	{
		name: 'lint',
		says: 'ESLint',
		command: [
			binary( 'eslint' ),
			'--config',
			'tests/check/eslint.config.mjs',
			'--max-warnings',
			'0',
			...( fix ? [ '--fix' ] : [] ),
			'sync-worker',
			'admin-src',
			'tests',
		],
	},
	{
		name: 'format',
		says: 'Prettier',
		command: [
			binary( 'prettier' ),
			'--config',
			'tests/check/prettier.config.cjs',
			'--ignore-path',
			'tests/check/prettierignore',
			'--log-level',
			'warn',
			fix ? '--write' : '--check',
			'sync-worker',
			'admin-src',
			'tests',
		],
	},
	{
		name: 'dependencies',
		says: 'who may import whom, in TypeScript',
		command: [ binary( 'depcruise' ), '--config', 'tests/check/dependencies.cjs', '--output-type', 'err', 'sync-worker/src', 'admin-src' ],
	},
	{ name: 'contract', says: 'generated types are those of plugin/contract', command: [ process.execPath, 'tests/stack/contract.mjs', '--check' ] },
	{
		name: 'sniffs',
		says: 'WordPress’s safety rules',
		command: php( '-d', 'error_reporting=22527', composed( 'phpcs' ), '--standard=tests/check/phpcs.xml', '-s', '-q' ),
	},
	{
		name: 'phpstan',
		says: 'PHPStan, and who may use whom in PHP',
		command: php(
			composed( 'phpstan' ),
			'analyse',
			'-c',
			'tests/check/phpstan.neon',
			'-a',
			'tests/check/phpstan/DependencyRule.php',
			'--no-progress',
			'--memory-limit=2G'
		),
	},
];

function choose( all, only ) {
	const names = only?.split( ',' );
	const unknown = names?.find( ( name ) => ! all.some( ( step ) => step.name === name ) );
	if ( unknown !== undefined ) {
		throw new StackFailure( `There is no check "${ unknown }".`, [ `Known: ${ all.map( ( { name } ) => name ).join( ', ' ) }` ] );
	}
	return names ? all.filter( ( { name } ) => names.includes( name ) ) : all;
}

await main( async () => {
	const options = parseArguments( process.argv.slice( 2 ), { only: 'value', fix: 'flag' } );
	const chosen = choose( steps( options.fix ), options.only );
	await installNpm();
	if ( chosen.some( ( { command } ) => command[ 0 ] === 'php' ) ) {
		await provide( 'php' );
		await installComposer();
	}
	const results = [];
	for ( const { name, says, command } of chosen ) {
		say( `${ bold( name ) } ${ dim( says ) }` );
		const started = performance.now();
		const [ program, ...args ] = command;
		const { code } = await run( program, args, { echo: true, cwd: repository } );
		results.push( { name, code, ms: performance.now() - started } );
		say( `${ code === 0 ? green( '✓' ) : red( '✗' ) } ${ name } ${ dim( `(${ seconds( results.at( -1 ).ms ) })` ) }` );
	}
	const failed = results.filter( ( { code } ) => code !== 0 );
	process.stdout.write(
		`\n${ results.length - failed.length } passed, ${ failed.length } failed${ failed.length > 0 ? `: ${ failed.map( ( { name } ) => name ).join( ', ' ) }` : '' }\n`
	);
	return failed.length > 0 ? 1 : 0;
} );
