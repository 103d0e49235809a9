import fc from 'fast-check';
import { build, checkbox, currency, date, datetime, integer, lookup, multipicklist, nameField, picklist, text } from '../../org/fields';
import { object } from '../../org/objects/object';
import { Asker, NOW } from '../soql-asker';

/** A row as the test itself knows it. */
export interface Thing {
	id: string;
	name: string;
	word: string | null;
	key: string | null;
	pick: string | null;
	multi: string[];
	flag: boolean;
	int: number | null;
	money: number | null;
	day: string | null;
	at: string | null;
	parent: Thing | null;
	stamp: string;
}

export const PICKS = [ 'Zulu', 'Mike', 'Alpha' ];
export const MULTI = [ 'Play', 'Opera', 'Dance' ];
export const WORDS = [ 'a', 'A', 'ab', 'Ab%', 'b_', "it's", 'ä', 'x\\y', 'zebra', 'ZEBRA' ];
const STAMPS = 4;
const THING = 'Thing__c';

const thing = object( { name: THING, labels: [ 'Thing', 'Things' ], keyPrefix: 'a7T' }, [
	nameField( 80 ),
	text( 'Word__c', { permissionable: false } ),
	text( 'Key__c', { permissionable: false, caseSensitive: true, externalId: true } ),
	picklist( 'Pick__c', PICKS, null, { permissionable: false } ),
	{ ...multipicklist( 'Multi__c', MULTI ), permissionable: false },
	checkbox( 'Flag__c', false, { permissionable: false } ),
	integer( 'Int__c', { permissionable: false } ),
	{ ...currency( 'Money__c' ), permissionable: false },
	date( 'Day__c', { permissionable: false } ),
	datetime( 'At__c', { permissionable: false } ),
	lookup( 'Parent__c', THING, 'Parent__r', 'Children__r', { permissionable: false } ),
	build( 'textarea', 'Long__c', { length: 1000, permissionable: false } ),
] );

const isoDay = ( n: number ): string => new Date( Date.UTC( 2026, 10, 18 + n ) ).toISOString().slice( 0, 10 );
const isoStamp = ( n: number ): string => `${ new Date( NOW + n * 1000 ).toISOString().slice( 0, 19 ) }.000+0000`;
const maybe = < T >( arbitrary: fc.Arbitrary< T > ): fc.Arbitrary< T | null > => fc.option( arbitrary, { freq: 4, nil: null } );

const seed = fc.record( {
	word: maybe( fc.constantFrom( ...WORDS ) ),
	key: maybe( fc.constantFrom( 'k', 'K', 'kk' ) ),
	pick: maybe( fc.constantFrom( ...PICKS ) ),
	multi: fc.subarray( MULTI ),
	flag: fc.boolean(),
	int: maybe( fc.integer( { min: -3, max: 3 } ) ),
	money: maybe( fc.integer( { min: -5, max: 5 } ).map( ( n ) => n / 4 ) ),
	day: maybe( fc.integer( { min: 0, max: 8 } ).map( isoDay ) ),
	at: maybe( fc.integer( { min: -2, max: 2 } ).map( isoStamp ) ),
	parent: maybe( fc.nat( 100 ) ),
	stamp: fc.nat( STAMPS ).map( isoStamp ),
} );

const asker = new Asker();
asker.org.catalogue.add( { ...thing }, NOW );

/** The org with these things and no others, each with an earlier one for a parent or none. */
export function orgWith( seeds: ( typeof seed extends fc.Arbitrary< infer T > ? T : never )[] ): { asker: Asker; things: Thing[] } {
	asker.org.store.addTable( thing );
	const things: Thing[] = [];
	for ( const [ index, { parent, ...rest } ] of seeds.entries() ) {
		const above = parent === null || index === 0 ? null : things[ parent % index ]!;
		const fields = {
			Name: `Thing ${ index }`,
			Word__c: rest.word,
			Key__c: rest.key,
			Pick__c: rest.pick,
			Multi__c: rest.multi.join( ';' ),
			Flag__c: rest.flag,
			Int__c: rest.int,
			Money__c: rest.money,
			Day__c: rest.day,
			At__c: rest.at,
			Parent__c: above?.id ?? null,
		};
		things.push( { ...rest, id: asker.org.writer.load( THING, fields, rest.stamp ), name: fields.Name, parent: above } );
	}
	return { asker, things };
}

export const seeds = fc.array( seed, { minLength: 0, maxLength: 25 } );
export const literals = { isoDay, isoStamp };
