import fc from 'fast-check';
import { ApiError } from '../../http/errors';
import { Asker } from '../soql-asker';

const asker = new Asker();
const acme = asker.create( 'Account', { Name: 'Acme', Rating: 'Hot', AnnualRevenue: 1 } );
asker.create( 'Contact', { LastName: 'Doe', AccountId: acme } );
asker.create( 'Task', { Subject: 'Call', WhatId: acme } );

const QUERIES = [
	"SELECT Id, Name, Owner.Name FROM Account WHERE Name LIKE 'a%' AND (Rating = 'Hot' OR NOT AnnualRevenue < -5.5) ORDER BY Name DESC NULLS LAST LIMIT 10 OFFSET 1",
	'SELECT Name, (SELECT LastName FROM Contacts WHERE CreatedDate = LAST_N_DAYS:30 ORDER BY LastName LIMIT 2) FROM Account a WHERE a.CreatedDate >= 2026-01-01T00:00:00Z',
	'SELECT Rating, COUNT(Id) many, MAX(CreatedDate) FROM Account GROUP BY Rating HAVING COUNT(Id) > 0 ORDER BY COUNT(Id) DESC',
	"SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE LastName != 'x') AND Type NOT IN ('a', 'b')",
	'SELECT FIELDS(ALL) FROM Contact LIMIT 5',
	'SELECT Rating, GROUPING(Rating) g, COUNT_DISTINCT(OwnerId) FROM Account GROUP BY ROLLUP(Rating, Type)',
	"SELECT What.Name, Who.Type, toLabel(Status), FORMAT(CreatedDate) f FROM Task WHERE What.Type = 'Account' FOR VIEW",
	'SELECT c.LastName, a.Name FROM Contact c, c.Account a WITH SECURITY_ENFORCED LIMIT 3',
	'SELECT COUNT() FROM Account USING SCOPE mine',
	'SELECT TYPEOF What WHEN Account THEN Phone ELSE Name END FROM Task',
];
const PIECES =
	"SELECT FROM WHERE AND OR NOT IN LIKE INCLUDES EXCLUDES ( ) , . ' \" \\ = != < >= null TRUE 5 -1 1.5 USD5 2026-01-01 2026-01-01T00:00:00Z 10:00:00Z TODAY LAST_N_DAYS:3 LAST_N_DAYS: : :x 'a' '' '\\q' ORDER BY GROUP HAVING LIMIT OFFSET ALL ROWS FOR VIEW UPDATE USING SCOPE WITH ASC DESC NULLS FIRST LAST Id Name Account Contact Contacts Owner Owner.Name AccountId COUNT COUNT() SUM( MAX(Name) FIELDS( ALL) toLabel( FORMAT( convertCurrency( CALENDAR_YEAR( DAY_ONLY( convertTimezone( ROLLUP( CUBE( GROUPING( TYPEOF WHEN THEN END AS ; * -- /* \u0000 \u2028 😀 __proto__ constructor toString hasOwnProperty".split(
		' '
	);

const answer = ( soql: string ): void => {
	const found = asker.ask( soql );
	JSON.stringify( found.kind === 'rows' ? found.rows.map( found.project ) : found );
};
const tell = ( soql: string ): void => {
	JSON.stringify( asker.about( soql ) );
};

/** Either an answer that prints, or a refusal in Salesforce's shape; nothing else ever comes out. */
function check( soql: string, ask: ( soql: string ) => void = answer ): void {
	try {
		ask( soql );
	} catch ( error ) {
		if ( ! ( error instanceof ApiError ) ) {
			throw new Error( `${ JSON.stringify( soql ) } gives ${ error instanceof Error ? ( error.stack ?? '' ) : String( error ) }` );
		}
		expect( error.status ).toBe( 400 );
		expect( error.items ).toEqual( [ { errorCode: expect.stringMatching( /^[A-Z_]+$/ ), message: expect.stringMatching( /\S/ ) } ] );
	}
}

const words = fc.constantFrom( ...PIECES );
const mutated = fc
	.tuple(
		fc.constantFrom( ...QUERIES ),
		fc.array( fc.tuple( fc.nat( 400 ), fc.constantFrom( 'drop', 'insert', 'replace', 'swap', 'cut', 'double' ), words ), { minLength: 1, maxLength: 4 } )
	)
	.map( ( [ soql, edits ] ) => {
		let tokens: string[] = soql.match( /'(?:[^'\\]|\\.)*'|[\w.:-]+|\s+|[^\w\s]/g ) ?? [];
		for ( const [ place, kind, piece ] of edits ) {
			const at = place % Math.max( 1, tokens.length );
			const token = tokens[ at ] ?? '';
			const other = tokens[ ( at + 2 ) % Math.max( 1, tokens.length ) ] ?? '';
			const changed = {
				drop: [],
				insert: [ token, ' ', piece, ' ' ],
				replace: [ piece ],
				swap: [ other ],
				cut: [ token.slice( 0, token.length / 2 ) ],
				double: [ token, ' ', token ],
			}[ kind ];
			tokens = [ ...tokens.slice( 0, at ), ...changed, ...tokens.slice( at + 1 ) ];
		}
		return tokens.join( '' );
	} );

describe( 'SOQL of any kind', () => {
	it( 'that is known to be good is answered', () => {
		for ( const soql of QUERIES.slice( 0, -1 ) ) {
			expect( () => answer( soql ) ).not.toThrow();
			expect( () => tell( soql ) ).not.toThrow();
		}
	} );

	it( 'never gives anything but an answer or a refusal: changed queries', () => {
		fc.assert(
			fc.property( mutated, ( soql ) => check( soql ) ),
			{ numRuns: 1000, seed: 9 }
		);
	} );

	it( 'never gives anything but an answer or a refusal: columns and plans of changed queries', () => {
		fc.assert(
			fc.property( mutated, ( soql ) => check( soql, tell ) ),
			{ numRuns: 300, seed: 19 }
		);
	} );

	it( 'never gives anything but an answer or a refusal: words in any order', () => {
		fc.assert(
			fc.property(
				fc.array( words, { maxLength: 20 } ).map( ( list ) => `SELECT ${ list.join( ' ' ) }` ),
				( soql ) => check( soql )
			),
			{ numRuns: 700, seed: 10 }
		);
	} );

	it( 'never gives anything but an answer or a refusal: any text', () => {
		fc.assert(
			fc.property( fc.string( { unit: 'binary', maxLength: 60 } ), ( soql ) => check( soql ) ),
			{ numRuns: 300, seed: 11 }
		);
		fc.assert(
			fc.property(
				fc.string( { unit: 'binary', maxLength: 20 } ).map( ( text ) => `SELECT Id FROM Account WHERE Name = ${ text }` ),
				( soql ) => check( soql )
			),
			{ numRuns: 300, seed: 12 }
		);
	} );

	it.each( PIECES )( 'is safe with %s for a name', ( piece ) => {
		for ( const soql of [
			`SELECT ${ piece } FROM Account`,
			`SELECT Id FROM ${ piece }`,
			`SELECT Id FROM Account WHERE ${ piece } = 'x'`,
			`SELECT Id FROM Account ORDER BY ${ piece }`,
			`SELECT Id, (SELECT Id FROM ${ piece }) FROM Account`,
			`SELECT COUNT(Id) FROM Account GROUP BY ${ piece }`,
			`SELECT ${ piece }.Name FROM Account`,
		] ) {
			check( soql );
		}
	} );
} );
