import fc from 'fast-check';
import { condition, likes } from './condition';
import { orgWith, PICKS, seeds, type Thing } from './things';

type Plain = string | number | boolean | null;

interface Order {
	soql: string;
	read: ( thing: Thing ) => Plain;
}

const orders: Order[] = [
	{ soql: 'Word__c', read: ( thing ) => thing.word?.toLowerCase() ?? null },
	{ soql: 'Pick__c', read: ( thing ) => ( thing.pick === null ? null : PICKS.indexOf( thing.pick ) ) },
	{ soql: 'Int__c', read: ( thing ) => thing.int },
	{ soql: 'Day__c', read: ( thing ) => thing.day },
	{ soql: 'Flag__c', read: ( thing ) => thing.flag },
	{ soql: 'Parent__r.Money__c', read: ( thing ) => thing.parent?.money ?? null },
	{ soql: 'SystemModstamp', read: ( thing ) => thing.stamp },
	{ soql: 'Id', read: ( thing ) => thing.id },
];

const ordering = fc.array( fc.record( { order: fc.constantFrom( ...orders ), descending: fc.boolean(), nulls: fc.constantFrom( '', 'FIRST', 'LAST' ) } ), {
	maxLength: 3,
} );
type Ordering = typeof ordering extends fc.Arbitrary< infer T > ? T : never;

function byHand( things: Thing[], by: Ordering ): Thing[] {
	return [ ...things ].sort( ( a, b ) => {
		for ( const { order, descending, nulls } of by ) {
			const [ x, y ] = [ order.read( a ), order.read( b ) ];
			if ( x === y ) {
				continue;
			}
			if ( x === null || y === null ) {
				return ( x === null ? -1 : 1 ) * ( nulls === 'LAST' ? -1 : 1 );
			}
			return ( x < y ? -1 : 1 ) * ( descending ? -1 : 1 );
		}
		return a.id < b.id ? -1 : 1;
	} );
}

const orderBy = ( by: Ordering ): string =>
	`ORDER BY ${ [ ...by.map( ( { order, descending, nulls } ) => `${ order.soql }${ descending ? ' DESC' : '' }${ nulls === '' ? '' : ` NULLS ${ nulls }` }` ), ...( by.some( ( { order } ) => order.soql === 'Id' ) ? [] : [ 'Id' ] ) ].join( ', ' ) }`;

describe( 'a query of any kind', () => {
	it( 'finds what the plain evaluation of its condition finds, in its order', () => {
		fc.assert(
			fc.property( seeds, condition, ordering, fc.option( fc.nat( 12 ) ), fc.nat( 5 ), ( rows, where, by, limit, offset ) => {
				const { asker, things } = orgWith( rows );
				const soql = `SELECT Id FROM Thing__c WHERE ${ where.soql( things ) } ${ orderBy( by ) }${ limit === null ? '' : ` LIMIT ${ limit }` }${ offset === 0 ? '' : ` OFFSET ${ offset }` }`;
				const all = byHand( things, by ).filter( ( thing ) => where.holds( thing, things ) );
				const expected = all.slice( offset, limit === null ? undefined : offset + limit );
				expect( asker.column( soql ) ).toEqual( expected.map( ( thing ) => thing.id ) );
			} ),
			{ numRuns: 500, seed: 20_261_122 }
		);
	} );

	it( 'finds the same by keyset and shortcut conditions as by looking at every row', () => {
		fc.assert(
			fc.property(
				seeds,
				condition,
				fc.nat( 24 ),
				fc.constantFrom( 'SystemModstamp', 'Id' ),
				fc.boolean(),
				fc.constantFrom( 'AND', 'OR' ),
				( rows, where, nth, key, descending, join ) => {
					const { asker, things } = orgWith( rows );
					const mark = things[ nth % Math.max( 1, things.length ) ];
					fc.pre( mark !== undefined );
					const stamp = mark.stamp.replace( '.000+0000', 'Z' );
					const after =
						key === 'Id' ? `Id > '${ mark.id }'` : `(SystemModstamp > ${ stamp } OR (SystemModstamp = ${ stamp } AND Id > '${ mark.id }'))`;
					const direction = descending ? ' DESC' : '';
					const order = key === 'Id' ? `Id${ direction }` : `SystemModstamp${ direction }, Id${ direction }`;
					const isAfter = ( thing: Thing ): boolean =>
						key === 'Id' ? thing.id > mark.id : thing.stamp > mark.stamp || ( thing.stamp === mark.stamp && thing.id > mark.id );
					const sorted = [ ...things ].sort( ( a, b ) =>
						key === 'SystemModstamp' && a.stamp !== b.stamp ? ( a.stamp < b.stamp ? -1 : 1 ) : a.id < b.id ? -1 : 1
					);
					const joined = ( a: boolean, b: boolean ): boolean => ( join === 'AND' ? a && b : a || b );
					const expected = ( descending ? sorted.reverse() : sorted ).filter( ( thing ) => joined( isAfter( thing ), where.holds( thing, things ) ) );
					expect( asker.column( `SELECT Id FROM Thing__c WHERE ${ after } ${ join } ${ where.soql( things ) } ORDER BY ${ order }` ) ).toEqual(
						expected.map( ( thing ) => thing.id )
					);
				}
			),
			{ numRuns: 250, seed: 8 }
		);
	} );

	it( 'matches LIKE as every way of splitting the text does', () => {
		fc.assert(
			fc.property( seeds, likes, ( rows, where ) => {
				const { asker, things } = orgWith( rows );
				const expected = things.filter( ( thing ) => where.holds( thing, things ) ).map( ( thing ) => thing.id );
				expect( asker.column( `SELECT Id FROM Thing__c WHERE ${ where.soql( things ) } ORDER BY Id` ) ).toEqual( expected );
			} ),
			{ numRuns: 300, seed: 66 }
		);
	} );

	it( 'nests the parents that are there, and the children in any order', () => {
		fc.assert(
			fc.property( seeds, condition, ( rows, where ) => {
				const { asker, things } = orgWith( rows );
				const parent = ( thing: Thing ): unknown => ( { Name: thing.name, Parent__r: thing.parent && { Int__c: thing.parent.int } } );
				const children = ( thing: Thing ): unknown[] | null => {
					const found = things.filter( ( one ) => one.parent === thing && where.holds( one, things ) );
					return found.length === 0 ? null : found.map( ( one ) => ( { Id: one.id } ) );
				};
				const got = asker.rows(
					`SELECT Name, Parent__r.Name, Parent__r.Parent__r.Int__c, (SELECT Id FROM Children__r WHERE ${ where.soql( things ) } ORDER BY Id) FROM Thing__c ORDER BY Id`
				);
				expect( got ).toEqual(
					things.map( ( thing ) => ( { Name: thing.name, Parent__r: thing.parent && parent( thing.parent ), Children__r: children( thing ) } ) )
				);
			} ),
			{ numRuns: 100, seed: 55 }
		);
	} );
} );

describe( 'an aggregate query of any kind', () => {
	const keys: [ string, ( thing: Thing ) => Plain ][] = [
		[ 'Pick__c', ( thing ) => thing.pick ],
		[ 'Flag__c', ( thing ) => thing.flag ],
		[ 'Day__c', ( thing ) => thing.day ],
		[ 'Parent__r.Pick__c', ( thing ) => thing.parent?.pick ?? null ],
	];

	const numbers = ( things: Thing[], read: ( thing: Thing ) => number | null ): number[] => things.map( read ).filter( ( value ) => value !== null );
	const total = ( values: number[] ): number => values.reduce( ( a, b ) => a + b, 0 );

	function folded( group: Thing[] ): Plain[] {
		const ints = numbers( group, ( thing ) => thing.int );
		const picks = group.flatMap( ( thing ) => thing.pick ?? [] );
		const days = group.flatMap( ( thing ) => thing.day ?? [] ).sort();
		return [
			group.length,
			ints.length,
			new Set( picks ).size,
			ints.length === 0 ? null : total( ints ),
			ints.length === 0 ? null : Number( ( total( ints ) / ints.length ).toFixed( 10 ) ),
			days[ 0 ] ?? null,
			PICKS.filter( ( pick ) => picks.includes( pick ) ).pop() ?? null,
		];
	}

	const FOLDS = 'COUNT(Id) n, COUNT(Int__c) i, COUNT_DISTINCT(Pick__c) d, SUM(Int__c) s, AVG(Int__c) a, MIN(Day__c) f, MAX(Pick__c) t';
	const sorted = ( rows: unknown[] ): string[] => rows.map( ( row ) => JSON.stringify( row ) ).sort();

	it( 'groups, folds and filters as done by hand', () => {
		fc.assert(
			fc.property( seeds, condition, fc.subarray( keys, { minLength: 1 } ), fc.nat( 3 ), ( rows, where, by, least ) => {
				const { asker, things } = orgWith( rows );
				const chosen = things.filter( ( thing ) => where.holds( thing, things ) );
				const groups = new Map< string, Thing[] >();
				for ( const thing of chosen ) {
					const key = JSON.stringify( by.map( ( [ , read ] ) => read( thing ) ) );
					groups.set( key, [ ...( groups.get( key ) ?? [] ), thing ] );
				}
				const expected = [ ...groups ]
					.filter( ( [ , group ] ) => group.length >= least )
					.map( ( [ key, group ] ) => [ ...( JSON.parse( key ) as Plain[] ), ...folded( group ) ] );
				const names = by.map( ( [ name ] ) => name );
				const got = asker.rows(
					`SELECT ${ names.map( ( name, index ) => `${ name } k${ index }` ).join( ', ' ) }, ${ FOLDS } FROM Thing__c WHERE ${ where.soql( things ) } GROUP BY ${ names.join( ', ' ) } HAVING COUNT(Id) >= ${ least }`
				);
				expect( sorted( got.map( ( row ) => Object.values( row ) ) ) ).toEqual( sorted( expected ) );
				const [ overall ] = asker.rows( `SELECT ${ FOLDS } FROM Thing__c WHERE ${ where.soql( things ) }` );
				expect( Object.values( overall! ) ).toEqual( folded( chosen ) );
				expect( asker.rows( `SELECT COUNT() FROM Thing__c WHERE ${ where.soql( things ) }` ) ).toEqual( [ { count: chosen.length } ] );
			} ),
			{ numRuns: 200, seed: 3 }
		);
	} );
} );
