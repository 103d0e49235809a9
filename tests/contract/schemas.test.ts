import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { contractProblems } from '../worker/doubles/contract-check';

const root = path.resolve( __dirname, '../..' );
const folder = path.join( root, 'plugin/contract' );
const names = readdirSync( folder ).filter( ( name ) => name.endsWith( '.schema.json' ) );
const read = ( file: string ): unknown => JSON.parse( readFileSync( file, 'utf8' ) );

/** What rest_validate_value_from_schema() looks at; all else it passes over without a word. */
const annotations = [ '$schema', 'title', 'description' ];
const forAny = [ 'type', 'enum' ];
const byType: Record< string, string[] > = {
	string: [ 'minLength', 'maxLength', 'pattern', 'format' ],
	integer: [ 'minimum', 'maximum', 'multipleOf' ],
	number: [ 'minimum', 'maximum', 'multipleOf' ],
	boolean: [],
	null: [],
	array: [ 'items', 'minItems', 'maxItems', 'uniqueItems' ],
	object: [ 'properties', 'required', 'additionalProperties', 'minProperties', 'maxProperties' ],
};
/** Formats WordPress checks. */
const formats = [ 'date-time', 'email', 'ip', 'uri', 'uuid', 'hex-color', 'text-field', 'textarea-field' ];

interface Found {
	problems: string[];
	objects: number;
}

function visit( schema: unknown, at: string, found: Found ): void {
	if ( typeof schema !== 'object' || schema === null || Array.isArray( schema ) ) {
		found.problems.push( `${ at }: not a schema object` );
		return;
	}
	const node = schema as Record< string, unknown >;
	const types = Array.isArray( node.type ) ? node.type.map( String ) : [ String( node.type ) ];
	const allowed = [ ...annotations, ...forAny, ...types.flatMap( ( type ) => byType[ type ] ?? [ `unknown type ${ type }` ] ) ];
	Object.keys( node )
		.filter( ( key ) => ! allowed.includes( key ) )
		.forEach( ( key ) => found.problems.push( `${ at }: ${ key } says nothing to WordPress here` ) );
	if ( node.type === undefined ) {
		found.problems.push( `${ at }: no type (WordPress wants one)` );
	}
	if ( node.required !== undefined && ! Array.isArray( node.required ) ) {
		found.problems.push( `${ at }: required must be a list (draft 04)` );
	}
	if ( typeof node.format === 'string' && ! formats.includes( node.format ) ) {
		found.problems.push( `${ at }: format ${ node.format } is not checked by WordPress` );
	}
	if ( types.includes( 'object' ) ) {
		found.objects += 1;
		const properties = ( node.properties ?? {} ) as Record< string, unknown >;
		( ( node.required ?? [] ) as string[] )
			.filter( ( name ) => ! ( name in properties ) )
			.forEach( ( name ) => found.problems.push( `${ at }: requires ${ name }, which it does not describe` ) );
		if ( node.additionalProperties === undefined ) {
			found.problems.push( `${ at }: says nothing of additional properties` );
		}
		Object.entries( properties ).forEach( ( [ name, child ] ) => visit( child, `${ at }/${ name }`, found ) );
		if ( typeof node.additionalProperties === 'object' ) {
			visit( node.additionalProperties, `${ at }/*`, found );
		}
	}
	if ( types.includes( 'array' ) ) {
		visit( node.items, `${ at }[]`, found );
	}
}

describe( 'the contract', () => {
	it.each( names )( '%s stays inside what WordPress validates, and uses no $ref', ( name ) => {
		const found: Found = { problems: [], objects: 0 };
		visit( read( path.join( folder, name ) ), name, found );
		expect( found.problems ).toEqual( [] );
		expect( found.objects ).toBeGreaterThan( 0 );
	} );

	it( 'has its patterns in the syntax both languages read alike', () => {
		const patterns = names.flatMap( ( name ) =>
			[ ...readFileSync( path.join( folder, name ), 'utf8' ).matchAll( /"pattern": ("(?:[^"\\]|\\.)*")/g ) ].map( ( [ , text ] ) =>
				String( JSON.parse( text ?? '""' ) )
			)
		);
		expect( patterns.length ).toBeGreaterThan( 0 );
		for ( const pattern of patterns ) {
			expect( () => new RegExp( pattern ) ).not.toThrow();
			// WordPress puts the pattern between # marks; a class like \w means different letters in PHP's u mode.
			expect( pattern ).not.toMatch( /#|\\[wWdDsSbB]|\(\?/ );
			expect( pattern ).toMatch( /^\^.*\$$/ );
		}
	} );

	it( 'has a title of its own in every file', () => {
		const titles = names.map( ( name ) => ( read( path.join( folder, name ) ) as { title: string } ).title );
		expect( new Set( titles ).size ).toBe( titles.length );
	} );

	it( 'repeats the failure and the mapping alike wherever they stand: there is no $ref to hold them together', () => {
		const strip = ( schema: unknown ): unknown => {
			const annotations = [ '$schema', 'title', 'description', 'type' ];
			return Object.fromEntries( Object.entries( schema as Record< string, unknown > ).filter( ( [ key ] ) => ! annotations.includes( key ) ) );
		};
		const failure = strip( read( path.join( folder, 'failure.schema.json' ) ) );
		const within: unknown[] = [];
		const collect = ( node: unknown ): void => {
			if ( typeof node === 'object' && node !== null ) {
				Object.entries( node ).forEach( ( [ key, child ] ) => {
					if ( key === 'failure' && typeof child === 'object' && child !== null && 'properties' in child ) {
						within.push( strip( child ) );
					}
					collect( child );
				} );
			}
		};
		names.forEach( ( name ) => collect( read( path.join( folder, name ) ) ) );
		expect( within.length ).toBeGreaterThan( 4 );
		within.forEach( ( one ) => expect( one ).toEqual( failure ) );
		const mapping = strip( read( path.join( folder, 'mapping.schema.json' ) ) );
		const itemsOf = ( name: string ): unknown =>
			strip( ( read( path.join( folder, name ) ) as { properties: { mappings: { items: unknown } } } ).properties.mappings.items );
		expect( itemsOf( 'preset.schema.json' ) ).toEqual( mapping );
		expect( itemsOf( 'claim.answer.schema.json' ) ).toEqual( mapping );
	} );

	it( 'is what the committed types and parsers were generated from', () => {
		const check = spawnSync( process.execPath, [ path.join( root, 'tests/stack/contract.mjs' ), '--check' ], { encoding: 'utf8' } );
		expect( check.stderr ).toBe( '' );
		expect( check.status ).toBe( 0 );
	}, 60_000 );
} );

describe( 'presets', () => {
	const presets = readdirSync( path.join( root, 'plugin/presets' ) );

	it.each( presets )( '%s follows its schema', ( name ) => {
		expect( contractProblems( 'preset', read( path.join( root, 'plugin/presets', name ) ) ) ).toBe( '' );
	} );
} );
