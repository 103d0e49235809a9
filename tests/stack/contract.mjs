/**
 * Generates sync-worker/src/contract from plugin/contract: `npm run contract`.
 * `--check` writes nothing and fails when the committed files differ.
 */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';

const require = createRequire( import.meta.url );
const Ajv = require( 'ajv' ).default;
const addFormats = require( 'ajv-formats' );
const standaloneCode = require( 'ajv/dist/standalone' ).default;

const root = path.resolve( path.dirname( fileURLToPath( import.meta.url ) ), '../..' );
const source = path.join( root, 'plugin/contract' );
const target = path.join( root, 'sync-worker/src/contract' );
// What the worker reads from outside; the shapes it writes are checked by WordPress and by the contract tests.
const parsed = [
	'ClaimAnswer',
	'CompleteAnswer',
	'Failure',
	'HeartbeatAnswer',
	'InboxAnswer',
	'OfferAnswer',
	'Outcomes',
	'PresenceAnswer',
	'RebuildAnswer',
	'TokenAnswer',
	'VisibilityAnswer',
];
const notice = 'Generated from plugin/contract by `npm run contract`; do not edit.';

async function readSchemas() {
	const names = ( await readdir( source ) ).filter( ( name ) => name.endsWith( '.schema.json' ) ).sort();
	return Promise.all( names.map( async ( name ) => JSON.parse( await readFile( path.join( source, name ), 'utf8' ) ) ) );
}

async function typesOf( schemas ) {
	const parts = [];
	for ( const schema of schemas ) {
		parts.push(
			await compile( schema, schema.title, {
				bannerComment: '',
				// A union of ten tuples says less to a reader than an array does; the validators count.
				ignoreMinAndMaxItems: true,
				style: { useTabs: true, singleQuote: true },
			} )
		);
	}
	return `// ${ notice }\n\n${ parts.join( '\n' ) }`;
}

function validatorsOf( schemas ) {
	const ajv = new Ajv( {
		code: { source: true, lines: true },
		allowUnionTypes: true,
		messages: true,
	} );
	addFormats( ajv, [ 'uuid', 'uri' ] );
	const exported = {};
	for ( const schema of schemas ) {
		// Draft 04 is what WordPress reads; the subset in use means the same in every later draft.
		ajv.addSchema( { ...schema, $schema: undefined }, schema.title );
		exported[ schema.title ] = schema.title;
	}
	return `// ${ notice }\n${ standaloneCode( ajv, exported ) }`;
}

function declarationsOf( schemas ) {
	const names = schemas.map( ( schema ) => schema.title );
	return [
		`// ${ notice }`,
		`import type { ${ names.join( ', ' ) } } from './types';`,
		'',
		'export interface Problem {',
		'\tinstancePath: string;',
		'\tmessage?: string;',
		'}',
		'export interface Validator< T > {',
		'\t( data: unknown ): data is T;',
		'\terrors?: Problem[] | null;',
		'}',
		'declare const validators: {',
		...names.map( ( name ) => `\t${ name }: Validator< ${ name } >;` ),
		'};',
		'export default validators;',
		'',
	].join( '\n' );
}

async function main() {
	const schemas = await readSchemas();
	const read = schemas.filter( ( schema ) => parsed.includes( schema.title ) );
	const files = {
		'types.ts': await typesOf( schemas ),
		'validators.generated.js': validatorsOf( read ),
		'validators.generated.d.ts': declarationsOf( read ),
	};
	const differing = [];
	for ( const [ name, text ] of Object.entries( files ) ) {
		const file = path.join( target, name );
		const before = await readFile( file, 'utf8' ).catch( () => '' );
		if ( before === text ) {
			continue;
		}
		differing.push( name );
		if ( ! process.argv.includes( '--check' ) ) {
			await writeFile( file, text );
		}
	}
	if ( process.argv.includes( '--check' ) && differing.length > 0 ) {
		process.stderr.write( `sync-worker/src/contract differs from plugin/contract: ${ differing.join( ', ' ) }. Run: npm run contract\n` );
		process.exitCode = 1;
		return;
	}
	process.stdout.write( differing.length > 0 ? `written: ${ differing.join( ', ' ) }\n` : 'contract: up to date\n' );
}

await main();
