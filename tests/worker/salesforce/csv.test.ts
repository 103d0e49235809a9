import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { linesOf } from '../../../sync-worker/src/salesforce/csv';

const bytes = ( text: string ): Buffer => Buffer.from( text, 'utf8' );

async function* cut( whole: Buffer, at: readonly number[] ): AsyncGenerator< Uint8Array > {
	const places = [ ...new Set( at.map( ( place ) => place % ( whole.length + 1 ) ) ) ].sort( ( left, right ) => left - right );
	let from = 0;
	for ( const place of [ ...places, whole.length ] ) {
		yield whole.subarray( from, place );
		from = place;
	}
}

async function read( whole: Buffer, at: readonly number[] = [] ): Promise< string[][] > {
	const lines: string[][] = [];
	for await ( const some of linesOf( cut( whole, at ) ) ) {
		lines.push( ...some );
	}
	return lines;
}

/** What somebody else’s parser makes of it; undefined where it refuses. */
function reference( whole: Buffer, ending: string ): string[][] | undefined {
	try {
		const rows: string[][] = parse( whole, { bom: true, record_delimiter: ending } );
		return rows;
	} catch {
		return undefined;
	}
}

const piece = fc.constantFrom( 'a', 'Straße', '🎭', '東京', '"', '""', ',', '\n', '\r\n', '\r', ' ', "'", '\u2028', 'x'.repeat( 30 ), '' );
const cell = fc.array( piece, { maxLength: 6 } ).map( ( pieces ) => pieces.join( '' ) );
const cuts = fc.array( fc.nat(), { maxLength: 40 } );
const table = fc
	.integer( { min: 1, max: 5 } )
	.chain( ( width ) => fc.array( fc.array( cell, { minLength: width, maxLength: width } ), { minLength: 1, maxLength: 12 } ) );

const quoted = ( text: string ): string => `"${ text.replaceAll( '"', '""' ) }"`;
const plain = ( text: string ): boolean => ! /[",\r\n]/.test( text );

describe( 'the lines of a CSV', () => {
	it( 'are those another parser reads, wherever the bytes are cut', async () => {
		const style = fc.record( { ending: fc.constantFrom( '\n', '\r\n' ), last: fc.boolean(), bom: fc.boolean(), bare: fc.boolean() } );
		await fc.assert(
			fc.asyncProperty( table, style, cuts, async ( rows, { ending, last, bom, bare }, at ) => {
				const text = rows
					.map( ( row ) => row.map( ( one ) => ( bare && plain( one ) && row.length > 1 ? one : quoted( one ) ) ).join( ',' ) )
					.join( ending );
				const whole = bytes( `${ bom ? '\uFEFF' : '' }${ text }${ last ? ending : '' }` );
				const lines = await read( whole, at );
				expect( lines ).toEqual( rows );
				expect( lines ).toEqual( reference( whole, ending ) );
			} ),
			{ seed: 41, numRuns: 400 }
		);
	} );

	it( 'are refused where another parser refuses them, however broken the text is', async () => {
		let refused = 0;
		await fc.assert(
			fc.asyncProperty( fc.array( fc.constantFrom( '"', ',', '\n', 'a', 'é', '"a"', '"",', '\n"' ), { maxLength: 14 } ), cuts, async ( pieces, at ) => {
				const whole = bytes( pieces.join( '' ) );
				const theirs = reference( whole, '\n' );
				const ours = await read( whole, at ).catch( ( error: unknown ) => error );
				if ( theirs === undefined ) {
					refused += 1;
					expect( ours ).toMatchObject( { code: 'salesforce_answer_unreadable' } );
				} else {
					expect( ours ).toEqual( theirs );
				}
			} ),
			{ seed: 42, numRuns: 800 }
		);
		expect( refused ).toBeGreaterThan( 100 );
	} );

	it( 'come as soon as they are whole', async () => {
		const seen: number[] = [];
		for await ( const some of linesOf( cut( bytes( '"a"\n"b"\n"c"\n' ), [ 6, 10 ] ) ) ) {
			seen.push( some.length );
		}
		expect( seen.length ).toBeGreaterThan( 1 );
		expect( seen.reduce( ( sum, count ) => sum + count, 0 ) ).toBe( 3 );
	} );

	it( 'of an empty text are none', async () => {
		expect( await read( bytes( '' ) ) ).toEqual( [] );
	} );
} );
