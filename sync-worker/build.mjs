/**
 * Builds plugin/worker/callboard-worker.js: the whole worker in one file, for hosts that have Node and nothing else.
 * `--outfile FILE` builds elsewhere. What went in is written to .callboard/worker-meta.json, for the notices.
 */
import { build } from 'esbuild';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve( path.dirname( fileURLToPath( import.meta.url ) ), '..' );
const elsewhere = process.argv.indexOf( '--outfile' );
const outfile = elsewhere > 0 ? path.resolve( process.argv[ elsewhere + 1 ] ) : path.join( root, 'plugin/worker/callboard-worker.js' );
const unfinished = `${ outfile }.${ process.pid }`;
const metafile = path.join( root, '.callboard/worker-meta.json' );

/**
 * Parts of jsforce that the worker never reaches: its transport (ours has deadlines), XML (SOAP), CSV (`salesforce/csv.ts` has its own)
 * and browsers. Each is replaced by an empty module, which throws nothing until somebody calls into it.
 */
const unreached = [ 'node-fetch', 'https-proxy-agent', 'xml2js', 'csv-parse', 'csv-parse/sync', 'csv-stringify', 'csv-stringify/sync', 'form-data' ];

const withoutUnreached = {
	name: 'without-unreached',
	setup( { onResolve, onLoad } ) {
		const names = new RegExp( `^(${ unreached.map( ( name ) => name.replace( /[/-]/g, '\\$&' ) ).join( '|' ) })$` );
		onResolve( { filter: names }, ( { path: name, importer } ) =>
			importer.includes( `${ path.sep }jsforce${ path.sep }` ) ? { path: name, namespace: 'unreached' } : undefined
		);
		onLoad( { filter: /.*/, namespace: 'unreached' }, () => ( { contents: 'module.exports = function unreached() {};', loader: 'js' } ) );
	},
};

/**
 * The SOQL parser checks its own grammar for mistakes at each start, which takes longer than all that a small run does.
 * That grammar is fixed: its makers’ tests have checked it. (Chevrotain’s own advice; the package has no option for it.)
 */
const withoutGrammarChecks = {
	name: 'without-grammar-checks',
	setup( { onLoad } ) {
		onLoad( { filter: /soql-parser-js[\\/]dist[\\/].*\.m?js$/ }, async ( { path: file } ) => {
			const text = await readFile( file, 'utf8' );
			const contents = text.replaceAll( 'skipValidations:!1', 'skipValidations:!0' );
			if ( contents === text ) {
				throw new Error( `${ file } has no grammar checks to leave out any more: look again.` );
			}
			return { contents, loader: 'js' };
		} );
	},
};

const { version } = JSON.parse( await readFile( path.join( root, 'package.json' ), 'utf8' ) );
const result = await build( {
	entryPoints: [ path.join( root, 'sync-worker/src/start.ts' ) ],
	outfile: unfinished,
	bundle: true,
	platform: 'node',
	format: 'cjs',
	target: 'node20',
	// Names stay as they are written: kept beside short ones (keepNames), each inner function would be named anew at each call.
	minifyWhitespace: true,
	minifySyntax: true,
	legalComments: 'inline',
	metafile: true,
	absWorkingDir: root,
	// The CommonJS builds are what Node would load; ES builds of the same packages bring them in twice.
	mainFields: [ 'main', 'module' ],
	banner: { js: '#!/usr/bin/env node' },
	define: { CALLBOARD_VERSION: JSON.stringify( version ), 'process.env.NODE_ENV': '"production"' },
	plugins: [ withoutUnreached, withoutGrammarChecks ],
	logLevel: 'warning',
} );
await mkdir( path.dirname( metafile ), { recursive: true } );
await writeFile( metafile, JSON.stringify( result.metafile ) );
await chmod( unfinished, 0o755 );
// A worker may be starting from this very file: it finds the old one or the new one, never half of one.
await rename( unfinished, outfile );
const bytes = Object.values( result.metafile.outputs )[ 0 ]?.bytes ?? 0;
process.stdout.write( `${ path.relative( root, outfile ) } ${ Math.round( bytes / 1024 ) } KB\n` );
