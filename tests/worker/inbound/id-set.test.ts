import fc from 'fast-check';
import { IdSet } from '../../../sync-worker/src/inbound/id-set';

const id = fc.stringMatching( /^[A-Za-z0-9]{18}$/ );

it( 'knows what was added, once each, and lists what was not marked, in binary order', () => {
	fc.assert(
		fc.property( fc.array( id, { maxLength: 60 } ), fc.array( id, { maxLength: 20 } ), fc.nat(), ( ids, others, seed ) => {
			const set = new IdSet();
			[ ...ids, ...ids.slice( 0, seed % 7 ) ].forEach( ( one ) => set.add( one ) );
			const known = new Set( ids );
			expect( set.size ).toBe( known.size );
			[ ...ids, ...others ].forEach( ( one ) => expect( set.has( one ) ).toBe( known.has( one ) ) );
			const marked = [ ...ids, ...others ].filter( ( _, index ) => index % 3 === 0 );
			marked.forEach( ( one ) => set.mark( one ) );
			expect( [ ...set.unmarked() ] ).toEqual( [ ...known ].filter( ( one ) => ! marked.includes( one ) ).sort() );
		} ),
		{ numRuns: 200, seed: 20261125 }
	);
} );

it( 'keeps the stamp of each id through growing and sorting', () => {
	const set = new IdSet();
	for ( let at = 9000; at > 0; at-- ) {
		set.add( `a01${ String( at ).padStart( 12, '0' ) }AAA`, 1_795_348_800_000 + at );
	}
	for ( const at of [ 1, 4096, 4097, 9000 ] ) {
		expect( set.stampOf( `a01${ String( at ).padStart( 12, '0' ) }AAA` ) ).toBe( 1_795_348_800_000 + at );
	}
	expect( set.stampOf( 'a01000000009001AAA' ) ).toBe( 0 );
} );

it( 'grows far beyond its first room in 18 bytes an id', () => {
	const set = new IdSet();
	for ( let at = 50_000; at > 0; at-- ) {
		set.add( `a01${ String( at ).padStart( 12, '0' ) }AAA` );
	}
	expect( set.size ).toBe( 50_000 );
	expect( set.has( 'a01000000050000AAA' ) ).toBe( true );
	expect( set.has( 'a01000000050001AAA' ) ).toBe( false );
} );

it( 'refuses what is no id, and what comes after it was asked', () => {
	const set = new IdSet();
	expect( () => set.add( 'a01000000000001' ) ).toThrow();
	expect( set.size ).toBe( 0 );
	expect( () => set.add( 'a01000000000001AAA' ) ).toThrow();
} );
