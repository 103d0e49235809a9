/**
 * Builds both archives, unpacks them and looks: `node tests/stack/zip-check.mjs`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from './lib/build.mjs';
import { repository, temporaryFolder } from './lib/cache.mjs';
import { printCounts } from './lib/counts.mjs';
import { packPlugin } from './lib/pack.mjs';
import { allowed, required, SPAWN } from './lib/package.mjs';
import { main, run } from './lib/process.mjs';
import { unzip } from './lib/zip-archive.mjs';

const isPhp = ( file ) => file.endsWith( '.php' );
const callsProcOpen = /\bproc_open\s*\(/;

/** Comments may name the function; only code that calls it counts. */
const withoutComments = ( php ) => php.replace( /\/\*[\s\S]*?\*\/|\/\/[^\n]*|^\s*#[^\n]*/gm, '' );

async function unpacked( directory ) {
	const folder = temporaryFolder( 'zip' );
	await packPlugin( join( folder, 'callboard.zip' ), { directory } );
	unzip( join( folder, 'callboard.zip' ), join( folder, 'out' ) );
	const root = join( folder, 'out/callboard' );
	return { root, top: filesBelow( join( folder, 'out' ) ), files: filesBelow( root ), read: ( file ) => readFileSync( join( root, file ), 'utf8' ) };
}

/** Each check answers what is wrong, as a list of lines. */
const checks = {
	'holds one folder, callboard/': ( { top } ) => top.filter( ( file ) => ! file.startsWith( 'callboard/' ) ),
	'holds only what the list allows': ( { files } ) => files.filter( ( file ) => ! allowed.some( ( pattern ) => pattern.test( file ) ) ),
	'holds what it needs': ( { files } ) => required.filter( ( file ) => ! files.includes( file ) ),
	'holds no hidden file, archive, script or map': ( { files } ) => files.filter( ( file ) => /(^|\/)\.|\.(zip|gz|phar|sh|map|ts|tsx|md)$/.test( file ) ),
	'carries no address of a developer’s machine': ( { files, read } ) =>
		files.filter( ( file ) => isPhp( file ) && /https?:\/\/(localhost|127\.0\.0\.1)/i.test( read( file ) ) ),
	'guards every PHP file against direct access': ( { files, read } ) =>
		files.filter(
			( file ) =>
				isPhp( file ) &&
				! /\.asset\.php$|blocks-manifest\.php$/.test( file ) &&
				! /defined\(\s*'(ABSPATH|WP_UNINSTALL_PLUGIN)'\s*\)/.test( read( file ) )
		),
	'declares strict types in every source': ( { files, read } ) =>
		files.filter( ( file ) => file.startsWith( 'src/' ) && ! read( file ).includes( 'declare(strict_types=1);' ) ),
	'has one version everywhere': ( { read } ) => {
		const version = /^ \* Version:\s*(\S+)$/m.exec( read( 'callboard.php' ) )?.[ 1 ];
		const wanted = JSON.parse( readFileSync( join( repository, 'package.json' ), 'utf8' ) ).version;
		const stable = /^Stable tag:\s*(\S+)$/m.exec( read( 'readme.txt' ) )?.[ 1 ];
		return version === wanted && stable === wanted ? [] : [ `callboard.php ${ version }, readme.txt ${ stable }, package.json ${ wanted }` ];
	},
	'carries the notices of jsforce': ( { read } ) => ( /^jsforce \d/m.test( read( 'THIRD-PARTY-NOTICES.txt' ) ) ? [] : [ 'jsforce is not named' ] ),
	'bundles no React': ( { files, read } ) =>
		files.filter( ( file ) => /^build\/.*\.js$/.test( file ) && read( file ).includes( '__SECRET_INTERNALS_DO_NOT_USE' ) ),
};

const lints = async ( { root, files } ) => {
	const wrong = [];
	for ( const file of files.filter( isPhp ) ) {
		const { code, output } = await run( 'php', [ '-l', join( root, file ) ] );
		if ( code !== 0 ) {
			wrong.push( output.trim() );
		}
	}
	return wrong;
};

/** Every class is loaded by the plugin's own loader, from the unpacked folder, without Composer. */
const loads = async ( { root, files } ) => {
	const classes = files.filter( ( file ) => /^src\/.+\.php$/.test( file ) ).map( ( file ) => `Callboard\\${ file.slice( 4, -4 ).replaceAll( '/', '\\' ) }` );
	const { code, output } = await run( 'php', [ join( repository, 'tests/stack/php/load-classes.php' ), root ], { input: JSON.stringify( classes ) } );
	return code === 0 ? [] : output.trim().split( '\n' );
};

const runsAlone = async ( { root } ) => {
	const { code, output } = await run( process.execPath, [ join( root, 'worker/callboard-worker.js' ), '--version' ], { cwd: root } );
	return code === 0 ? [] : output.trim().split( '\n' ).slice( 0, 5 );
};

await main( async () => {
	const counts = { passed: 0, failed: 0 };
	const check = async ( name, wrong ) => {
		const lines = await wrong;
		counts[ lines.length === 0 ? 'passed' : 'failed' ]++;
		process.stdout.write( `${ lines.length === 0 ? '✓' : '✗' } ${ name }\n${ lines.map( ( line ) => `    ${ line }\n` ).join( '' ) }` );
	};
	for ( const directory of [ false, true ] ) {
		const archive = await unpacked( directory );
		const label = directory ? 'callboard-directory.zip' : 'callboard.zip';
		for ( const [ name, find ] of Object.entries( checks ) ) {
			await check( `${ label } ${ name }`, find( archive ) );
		}
		const spawning = archive.files.filter( ( file ) => isPhp( file ) && callsProcOpen.test( withoutComments( archive.read( file ) ) ) );
		const wanted = directory ? [] : [ SPAWN ];
		await check(
			`${ label } calls proc_open in ${ directory ? 'no file' : 'one file' }`,
			JSON.stringify( spawning ) === JSON.stringify( wanted ) ? [] : spawning.length > 0 ? spawning : [ 'none does' ]
		);
		await check( `${ label } lints`, lints( archive ) );
		await check( `${ label } loads every class`, loads( archive ) );
		await check( `${ label } has a worker that runs alone`, runsAlone( archive ) );
	}
	printCounts( counts );
	return counts.failed > 0 ? 1 : 0;
} );
