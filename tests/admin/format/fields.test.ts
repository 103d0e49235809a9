import { ownersFor, sourceOf, targetLabel } from '../../../admin-src/format/fields';

describe( 'owners on offer', () => {
	it( 'leaves a field without a source to WordPress', () => {
		expect( ownersFor( { to: 'excerpt', owner: 'wordpress', empty: 'keep' } ) ).toEqual( [ 'wordpress' ] );
	} );

	it( 'leaves the production of a performance to Salesforce', () => {
		expect( ownersFor( { to: 'parent', from: 'PatronTicket__TicketableEvent__c', owner: 'salesforce', empty: 'reject' } ) ).toEqual( [ 'salesforce' ] );
	} );

	it( 'offers “newest” only where it is set already', () => {
		expect( ownersFor( { to: 'title', from: 'Name', owner: 'salesforce', empty: 'reject' } ) ).not.toContain( 'newest' );
		expect( ownersFor( { to: 'title', from: 'Name', owner: 'newest', empty: 'reject' } ) ).toContain( 'newest' );
	} );
} );

it( 'names targets in words', () => {
	expect( targetLabel( 'taxonomy:genre' ) ).toBe( 'List: genre' );
	expect( targetLabel( 'meta:callboard_city' ) ).toBe( 'Field: callboard_city' );
	expect( targetLabel( 'image' ) ).toBe( 'Featured image' );
} );

it( 'tells a path, an expression and nothing apart', () => {
	expect( sourceOf( { to: 'title', from: 'Name', owner: 'salesforce', empty: 'reject' } ) ).toBe( 'Name' );
	expect( sourceOf( { to: 'title', expression: 'A ? B : C', owner: 'salesforce', empty: 'reject' } ) ).toBe( 'Worked out from several fields' );
	expect( sourceOf( { to: 'excerpt', owner: 'wordpress', empty: 'keep' } ) ).toBeNull();
} );
