import fc from 'fast-check';
import { toId18 } from '../../org/ids';
import { literals, MULTI, PICKS, WORDS, type Thing } from './things';

/** A condition in SOQL, and what it means said the long way, without the engine. */
export interface Condition {
	soql: ( things: Thing[] ) => string;
	holds: ( thing: Thing, things: Thing[] ) => boolean;
}

type Plain = string | number;
const quoted = ( value: string ): string => `'${ value.replace( /\\/g, '\\\\' ).replace( /'/g, "\\'" ) }'`;

/** One column: how SOQL names it, how the test reads it, how a literal of it is written and compared. */
interface ColumnOf< T extends Plain > {
	name: string;
	read: ( thing: Thing ) => T | null;
	write: ( value: T ) => string;
	/** What is compared: text in small letters, say. */
	norm: ( value: T ) => T;
	values: fc.Arbitrary< T >;
}

const lower = ( value: string ): string => value.toLowerCase();
const same = < T >( value: T ): T => value;
const stampLiteral = ( stamp: string ): string => stamp.replace( '.000+0000', 'Z' );

const texts: ColumnOf< string >[] = [
	{ name: 'Word__c', read: ( thing ) => thing.word, write: quoted, norm: lower, values: fc.constantFrom( ...WORDS ) },
	{ name: 'Key__c', read: ( thing ) => thing.key, write: quoted, norm: same, values: fc.constantFrom( 'k', 'K', 'x' ) },
	{ name: 'Pick__c', read: ( thing ) => thing.pick, write: quoted, norm: lower, values: fc.constantFrom( ...PICKS, 'zulu' ) },
	{ name: 'Parent__r.Word__c', read: ( thing ) => thing.parent?.word ?? null, write: quoted, norm: lower, values: fc.constantFrom( ...WORDS ) },
	{
		name: 'Parent__r.Parent__r.Name',
		read: ( thing ) => thing.parent?.parent?.name ?? null,
		write: quoted,
		norm: lower,
		values: fc.constantFrom( 'Thing 0', 'thing 1' ),
	},
	{ name: 'Day__c', read: ( thing ) => thing.day, write: same, norm: same, values: fc.integer( { min: 0, max: 8 } ).map( literals.isoDay ) },
	{ name: 'At__c', read: ( thing ) => thing.at, write: stampLiteral, norm: same, values: fc.integer( { min: -2, max: 2 } ).map( literals.isoStamp ) },
	{ name: 'SystemModstamp', read: ( thing ) => thing.stamp, write: stampLiteral, norm: same, values: fc.nat( 4 ).map( literals.isoStamp ) },
];
const numbers: ColumnOf< number >[] = [
	{ name: 'Int__c', read: ( thing ) => thing.int, write: String, norm: same, values: fc.integer( { min: -3, max: 3 } ) },
	{ name: 'Money__c', read: ( thing ) => thing.money, write: String, norm: same, values: fc.integer( { min: -5, max: 5 } ).map( ( n ) => n / 4 ) },
	{ name: 'Parent__r.Int__c', read: ( thing ) => thing.parent?.int ?? null, write: String, norm: same, values: fc.integer( { min: -3, max: 3 } ) },
];

const OPERATORS = [ '=', '!=', '<>', '<', '<=', '>', '>=' ] as const;

function compared( operator: ( typeof OPERATORS )[ number ], actual: Plain | null, wanted: Plain ): boolean {
	switch ( operator ) {
		case '=':
			return actual === wanted;
		case '!=':
		case '<>':
			return actual !== wanted;
		case '<':
			return actual !== null && actual < wanted;
		case '<=':
			return actual !== null && actual <= wanted;
		case '>':
			return actual !== null && actual > wanted;
		case '>=':
			return actual !== null && actual >= wanted;
	}
}

const normal = < T extends Plain >( column: ColumnOf< T >, thing: Thing ): T | null => {
	const value = column.read( thing );
	return value === null ? null : column.norm( value );
};

function comparisons< T extends Plain >( column: ColumnOf< T > ): fc.Arbitrary< Condition > {
	const { name, write, norm, values } = column;
	return fc.oneof(
		fc.tuple( fc.constantFrom( ...OPERATORS ), values ).map( ( [ operator, value ] ): Condition => ( {
			soql: () => `${ name } ${ operator } ${ write( value ) }`,
			holds: ( thing ) => compared( operator, normal( column, thing ), norm( value ) ),
		} ) ),
		fc.constantFrom( '=', '!=' ).map( ( operator ): Condition => ( {
			soql: () => `${ name } ${ operator } null`,
			holds: ( thing ) => ( column.read( thing ) === null ) === ( operator === '=' ),
		} ) ),
		fc.tuple( fc.constantFrom( 'IN', 'NOT IN' ), fc.array( values, { minLength: 1, maxLength: 3 } ) ).map( ( [ operator, list ] ): Condition => ( {
			soql: () => `${ name } ${ operator } (${ list.map( write ).join( ', ' ) })`,
			holds: ( thing ) => {
				const value = normal( column, thing );
				return list.some( ( one ) => norm( one ) === value ) === ( operator === 'IN' );
			},
		} ) )
	);
}

/** LIKE by trying every way of splitting the text: slow, and nothing like the engine's. */
function likeHolds( text: string, pattern: string ): boolean {
	if ( pattern === '' ) {
		return text === '';
	}
	if ( pattern.startsWith( '%' ) ) {
		return Array.from( { length: text.length + 1 }, ( _, skip ) => skip ).some( ( skip ) => likeHolds( text.slice( skip ), pattern.slice( 1 ) ) );
	}
	const escaped = pattern.startsWith( '\\' );
	const head = escaped ? pattern.charAt( 1 ) : pattern.charAt( 0 );
	const fits = text !== '' && ( ( ! escaped && head === '_' ) || text.charAt( 0 ) === head );
	return fits && likeHolds( text.slice( 1 ), pattern.slice( escaped ? 2 : 1 ) );
}

export const likes = fc
	.array( fc.constantFrom( '%', '_', 'a', 'B', 'z', '\\%', '\\_', "'", 'ä', '\\\\' ), { minLength: 1, maxLength: 5 } )
	.map( ( parts ): Condition => ( {
		soql: () => `Word__c LIKE '${ parts.join( '' ).replace( /'/g, "\\'" ) }'`,
		holds: ( { word } ) => word !== null && likeHolds( word.toLowerCase(), parts.join( '' ).toLowerCase() ),
	} ) );

const groups = fc.array( fc.subarray( [ ...MULTI, 'x' ], { minLength: 1 } ), { minLength: 1, maxLength: 2 } );
const multis = fc.tuple( fc.constantFrom( 'INCLUDES', 'EXCLUDES' ), groups ).map( ( [ operator, wanted ] ): Condition => ( {
	soql: () => `Multi__c ${ operator } (${ wanted.map( ( group ) => quoted( group.join( ';' ) ) ).join( ', ' ) })`,
	holds: ( { multi } ) => wanted.some( ( group ) => group.every( ( one ) => multi.includes( one ) ) ) === ( operator === 'INCLUDES' ),
} ) );

const flags = fc
	.tuple( fc.constantFrom( 'Flag__c', 'Parent__r.Flag__c' ), fc.constantFrom( '=', '!=' ), fc.boolean() )
	.map( ( [ name, operator, value ] ): Condition => ( {
		soql: () => `${ name } ${ operator } ${ value }`,
		holds: ( thing ) => ( ( name === 'Flag__c' ? thing.flag : ( thing.parent?.flag ?? false ) ) === value ) === ( operator === '=' ),
	} ) );

const nth = ( things: Thing[], n: number ): string => things[ n % Math.max( 1, things.length ) ]?.id ?? toId18( 'a7T5e0000000000' );
const ids = fc
	.tuple(
		fc.constantFrom( 'Id', 'Parent__c' ),
		fc.constantFrom( '=', '!=', '>', '<=', 'IN', 'NOT IN' ),
		fc.array( fc.nat( 30 ), { minLength: 1, maxLength: 4 } ),
		fc.boolean()
	)
	.map( ( [ name, operator, chosen, short ] ): Condition => {
		const wanted = ( things: Thing[] ): string[] => chosen.map( ( n ) => nth( things, n ) );
		const cut = ( id: string ): string => quoted( short ? id.slice( 0, 15 ) : id );
		const list = operator.endsWith( 'IN' );
		const read = ( thing: Thing ): string | null => ( name === 'Id' ? thing.id : ( thing.parent?.id ?? null ) );
		return {
			soql: ( things ) => `${ name } ${ operator } ${ list ? `(${ wanted( things ).map( cut ).join( ',' ) })` : cut( wanted( things )[ 0 ]! ) }`,
			holds: ( thing, things ) => {
				const all = wanted( things );
				const value = read( thing );
				if ( list ) {
					return ( value !== null && all.includes( value ) ) === ( operator === 'IN' );
				}
				return OPERATORS.some( ( one ) => one === operator && compared( one, value, all[ 0 ]! ) );
			},
		};
	} );

const leaf = fc.oneof( ...texts.map( comparisons ), ...numbers.map( comparisons ), likes, multis, flags, ids );

/** Conditions joined by AND, OR and NOT to any shape. */
export const condition: fc.Arbitrary< Condition > = fc.letrec< { node: Condition; branch: Condition } >( ( tie ) => ( {
	node: fc.oneof( { maxDepth: 4 }, leaf, tie( 'branch' ) ),
	branch: fc
		.tuple( fc.constantFrom( 'AND', 'OR', 'NOT' ), fc.array( tie( 'node' ), { minLength: 1, maxLength: 3 } ), fc.boolean() )
		.map( ( [ join, parts, spare ] ): Condition => {
			const [ first ] = parts;
			if ( join === 'NOT' ) {
				return { soql: ( things ) => `(NOT ${ first!.soql( things ) })`, holds: ( thing, things ) => ! first!.holds( thing, things ) };
			}
			const wrap = ( soql: string ): string => ( spare ? `( (${ soql }))` : `(${ soql })` );
			return {
				soql: ( things ) => wrap( parts.map( ( part ) => part.soql( things ) ).join( ` ${ join } ` ) ),
				holds: ( thing, things ) =>
					join === 'AND' ? parts.every( ( part ) => part.holds( thing, things ) ) : parts.some( ( part ) => part.holds( thing, things ) ),
			};
		} ),
} ) ).node;
