import { groupByCause } from '../../../admin-src/screens/attention/causes';
import { anItem } from '../builders';

it( 'groups by cause, the most frequent first, and says each cure once', () => {
	const causes = groupByCause( [
		anItem( { id: 1, outcome: 'waiting', failure: null } ),
		anItem( { id: 2 } ),
		anItem( {
			id: 3,
			failure: { kind: 'record', code: 'value_too_long', message: 'Another title.', actions: [ 'Shorten it in Salesforce.', 'Or cut it.' ] },
		} ),
	] );
	expect( causes.map( ( { code, items } ) => [ code, items.map( ( { id } ) => id ) ] ) ).toEqual( [
		[ 'value_too_long', [ 2, 3 ] ],
		[ 'waiting', [ 1 ] ],
	] );
	expect( causes[ 0 ]?.actions ).toEqual( [ 'Shorten it in Salesforce.', 'Or cut it.' ] );
} );

it( 'has words for a cause nobody foresaw', () => {
	const [ cause ] = groupByCause( [ anItem( { failure: { kind: 'bug', code: 'brand_new', message: 'Something odd.', actions: [] } } ) ] );
	expect( cause?.title ).toBe( 'Something odd.' );
} );
