import type { Describe } from '../../../sync-worker/src/mapping';
import { recordReader } from '../../../sync-worker/src/salesforce/rows';

const user: Describe = {
	name: 'User',
	keyPrefix: '005',
	fields: [
		{ name: 'Name', type: 'string' },
		{ name: 'Level__c', type: 'double' },
	],
};
const group: Describe = {
	name: 'Group',
	keyPrefix: '00G',
	fields: [
		{ name: 'Name', type: 'string' },
		{ name: 'Level__c', type: 'string' },
	],
};
const fields = [
	{ name: 'Id', type: 'id' },
	...[ 'boolean', 'int', 'long', 'double', 'currency', 'percent', 'date', 'datetime', 'time', 'string', 'multipicklist' ].map( ( type ) => ( {
		name: `${ type }__c`,
		type,
	} ) ),
	{ name: 'OwnerId', type: 'reference', relationshipName: 'Owner', referenceTo: [ 'User', 'Group' ] },
];
const show: Describe = { name: 'Show__c', keyPrefix: 'a00', fields };
const describes = new Map( [
	[ 'show__c', show ],
	[ 'user', user ],
	[ 'group', group ],
] );

const read = ( header: string[], cells: string[], paths = header ) => recordReader( header, { sobject: 'show__C', paths, describes } )( cells );

describe( 'a line of a result', () => {
	it.each( [
		[ 'boolean', 'true', true ],
		[ 'boolean', 'false', false ],
		[ 'int', '12', 12 ],
		[ 'long', '9007199254740991', 9007199254740991 ],
		[ 'double', '27000.0', 27000 ],
		[ 'double', '1.5E7', 15_000_000 ],
		[ 'currency', '12.50', 12.5 ],
		[ 'percent', '-0.5', -0.5 ],
		[ 'date', '2026-11-22', '2026-11-22' ],
		[ 'datetime', '2026-11-22T12:00:00.000Z', '2026-11-22T12:00:00.000+0000' ],
		[ 'datetime', '2026-11-22T12:00:00.000+0000', '2026-11-22T12:00:00.000+0000' ],
		[ 'time', '10:00:00.000Z', '10:00:00.000Z' ],
		[ 'string', '27000.0', '27000.0' ],
		[ 'string', 'true', 'true' ],
		[ 'multipicklist', 'a;b', 'a;b' ],
		[ 'string', '', null ],
		[ 'double', '', null ],
		[ 'boolean', '', null ],
	] )( 'of type %s holds %j as %j', ( type, text, value ) => {
		expect( read( [ 'Id', `${ type }__c` ], [ 'a00000000000001AAA', text ] ) ).toEqual( {
			Id: 'a00000000000001AAA',
			[ `${ type }__c` ]: value,
		} );
	} );

	it( 'takes a parent of several types for what its id says it is', () => {
		const header = [ 'Id', 'Owner.Name', 'Owner.Level__c', 'Owner.Id' ];
		const ownerOf = ( id: string ) => read( header, [ 'a00000000000001AAA', 'Ida', '3', id ], header.slice( 0, 3 ) ).Owner;
		expect( ownerOf( '005000000000001AAA' ) ).toEqual( {
			Name: 'Ida',
			Level__c: 3,
		} );
		expect( ownerOf( '00G000000000001AAA' ) ).toMatchObject( { Level__c: '3' } );
		expect( ownerOf( '' ) ).toBeNull();
	} );
} );
