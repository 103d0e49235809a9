import { isQueryValid } from '@jetstreamapp/soql-parser-js';
import {
	anyOne,
	changedSince,
	countOf,
	everything,
	fitsUri,
	pageAfter,
	parseCondition,
	parseFilter,
	recordsById,
	statesOf,
	type Selection,
} from '../../../sync-worker/src/salesforce/soql';
import { anId } from '../doubles/builders';

const selection = ( filter: string | null, recordTypes: string[] = [] ): Selection => ( {
	sobject: 'Show__c',
	paths: [ 'Id', 'Venue__r.Name' ],
	filter,
	record_types: recordTypes,
} );
const moment = Date.UTC( 2026, 10, 22, 12 );

describe( 'composed SOQL', () => {
	it( 'asks for changes unfiltered', () => {
		expect( changedSince( 'Show__c', moment ) ).toBe(
			'SELECT Id, SystemModstamp, IsDeleted FROM Show__c WHERE (SystemModstamp >= 2026-11-22T12:00:00Z) ORDER BY SystemModstamp, Id'
		);
	} );

	it( 'counts what the filter lets through', () => {
		expect( countOf( selection( 'A__c = 1 OR B__c = 2', [ 'Play' ] ) ) ).toBe(
			"SELECT COUNT() FROM Show__c WHERE (A__c = 1 OR B__c = 2) AND (RecordType.DeveloperName IN ('Play'))"
		);
		expect( countOf( selection( null ) ) ).toBe( 'SELECT COUNT() FROM Show__c' );
	} );

	it( 'asks a job for everything, in no order, with the id of each parent once', () => {
		const paths = [ 'Id', 'Name', 'Venue__r.Name', 'venue__r.City__c', 'Venue__r.Owner.Name', 'House__r.Id' ];
		expect( everything( { ...selection( 'A__c = 1' ), paths } ) ).toBe(
			'SELECT Id, Name, Venue__r.Name, venue__r.City__c, Venue__r.Owner.Name, House__r.Id, Venue__r.Id, Venue__r.Owner.Id FROM Show__c WHERE (A__c = 1)'
		);
	} );

	it( 'asks for any one record where only the time matters', () => {
		expect( anyOne( 'Show__c' ) ).toBe( 'SELECT Id FROM Show__c LIMIT 1' );
	} );

	it( 'keeps the filter in parentheses of its own beside the ids', () => {
		expect( recordsById( selection( "A__c = 1 OR B__c = 'x'", [ "Child's" ] ), [ anId( 1 ) ] ) ).toBe(
			`SELECT Id, Venue__r.Name FROM Show__c WHERE (A__c = 1 OR B__c = 'x') AND (RecordType.DeveloperName IN ('Child\\'s')) AND (Id IN ('${ anId( 1 ) }'))`
		);
	} );

	it.each( [
		'NOT A__c = 1',
		'NOT (A__c = 1 AND B__c = 2)',
		'(NOT A__c = 1) AND (B__c = 2 OR C__c = 3)',
		"Name LIKE 'It\\'s%' AND Kind__c INCLUDES ('a;b', 'c')",
		'Date__c = LAST_N_DAYS:30',
		'Id IN (SELECT Show__c FROM Run__c WHERE Open__c = true)',
		"PatronTicket__Active__c = true AND PatronTicket__Type__c = 'Tickets'",
	] )( 'can carry the filter %s', ( filter ) => {
		const soql = recordsById( selection( filter ), [ anId( 1 ) ] );
		expect( isQueryValid( soql ) ).toBe( true );
		expect( soql ).toMatch( /WHERE \(.*\) AND \(Id IN \('a\w+'\)\)$/ );
		expect( pageAfter( selection( filter ), { stamp_ms: moment, id: anId( 2 ) }, moment ) ).toContain(
			') AND (SystemModstamp <= 2026-11-22T12:00:00Z) AND ('
		);
	} );

	it.each( [ 'A__c = 1 LIMIT 1', 'A__c = 1 ORDER BY Name', 'A__c = 1) OR (B__c = 2', 'nonsense', "A__c = 'open", 'A__c = 1 FOR UPDATE' ] )(
		'refuses %s as a filter, in words',
		( filter ) => {
			expect( () => parseFilter( filter ) ).toThrow(
				expect.objectContaining( {
					kind: 'config',
					code: 'filter_invalid',
				} ) as Error
			);
		}
	);

	it( 'pages by keyset, ties by id', () => {
		expect( pageAfter( selection( null ), { stamp_ms: moment, id: anId( 9 ) }, moment + 1000 ) ).toBe(
			`SELECT Id, Venue__r.Name FROM Show__c WHERE (SystemModstamp <= 2026-11-22T12:00:01Z) AND (SystemModstamp > 2026-11-22T12:00:00Z OR (SystemModstamp = 2026-11-22T12:00:00Z AND Id > '${ anId( 9 ) }')) ORDER BY SystemModstamp, Id LIMIT 2000`
		);
		expect( pageAfter( selection( null ), null, null ) ).toBe( 'SELECT Id, Venue__r.Name FROM Show__c ORDER BY SystemModstamp, Id LIMIT 2000' );
	} );

	it( 'knows what fits into an URI', () => {
		const ids = Array.from( { length: 400 }, ( _, index ) => anId( index ) );
		expect( fitsUri( statesOf( 'Show__c', ids ) ) ).toBe( true );
		expect( fitsUri( statesOf( 'Show__c', [ ...ids, ...ids ] ) ) ).toBe( false );
	} );
} );

test.each( [
	[ 'Name LIKE', 'it ends too early.' ],
	[ "Name = 'x' ORDER", 'cannot be read: ' ],
	[ 'Name == 1', 'cannot be read: ' ],
	[ "Name = '9:30' AND Time__c > 10:00:00.000Z", 'cannot compare a time of day (10:00:00.000Z)' ],
	[ 'Time__c >= 09:30:00Z', 'cannot compare a time of day (09:30:00Z)' ],
	[ "Name = '10:00:00Z' AND", 'it ends too early.' ],
] )( 'what is wrong with %s is said without the tokens of the parser', ( condition, words ) => {
	let message = '';
	try {
		parseCondition( condition );
	} catch ( error ) {
		message = ( error as Error ).message;
	}
	expect( message ).toContain( words );
	expect( message ).not.toMatch( /Token|\[[A-Z_]+|-->/ );
} );
