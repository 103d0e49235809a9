import { expectAccessible } from '../support/axe';
import { connected } from '../support/connected';
import { picture } from '../support/picture';
import { expectSuccess, itemsOf, settled, sync, tenantId } from '../support/runs';
import { view } from '../support/screens';
import { changeOrg, differences, php, sql } from '../support/stack';
import { expect, test } from '../support/test';

test.beforeEach( async ( { rest } ) => {
	await connected( rest );
	await settled( rest );
} );

test( 'a listing from before Callboard is taken over by its record, as chosen on “Shows”: address and own words stay', async ( { page, rest } ) => {
	const tenant = await tenantId( rest );
	const pause = ( state: string ) => php( `\\Callboard\\Plugin::instance()->tenants()->set_state( ${ tenant }, '${ state }' );` );
	// No poll may meet the new record before the choice is made.
	await pause( 'paused' );
	await settled( rest );
	const { id } = await changeOrg( 'add' );
	const post = Number(
		await php(
			`$id = wp_insert_post( array( 'post_type' => 'performance', 'post_status' => 'publish', 'post_title' => 'By hand', 'post_name' => 'the-old-address', 'post_excerpt' => 'Our own words' ) ); add_post_meta( $id, 'box_office_id', '${ id.slice( 0, 15 ) }' ); echo $id;`
		)
	);
	expect( post ).toBeGreaterThan( 0 );

	await view( page, '/shows', 'Shows' );
	const part = page.getByRole( 'region', { name: 'Performances', exact: true } );
	await part.getByText( 'Listings from before Callboard' ).click();
	await expect( part.getByText( /1 listing does not come from Salesforce/ ) ).toBeVisible();
	await part.getByRole( 'radio', { name: /has its Salesforce id in a field/ } ).check();
	await expect( part.getByRole( 'combobox', { name: 'Field with the Salesforce id' } ) ).toHaveValue( 'box_office_id' );
	await picture( page, 'adoption' );
	await expectAccessible( page, '#callboard-settings' );
	await part.getByRole( 'button', { name: 'Save Performances' } ).click();
	await expect( page.locator( '.components-snackbar' ).filter( { hasText: 'reads everything once more' } ) ).toBeVisible();

	await pause( 'active' );
	const run = await sync( rest );
	expectSuccess( run );
	expect( ( await sql( `SELECT post_id FROM wp_callboard_ledger WHERE sf_id = '${ id }'` ) ).trim() ).toBe( String( post ) );
	const [ title, name, excerpt ] = ( await sql( `SELECT post_title, post_name, post_excerpt FROM wp_posts WHERE ID = ${ post }` ) ).trim().split( '\t' );
	expect( [ name, excerpt ] ).toEqual( [ 'the-old-address', 'Our own words' ] );
	expect( title ).not.toBe( 'By hand' );
	expect( ( await itemsOf( rest, run ) ).filter( ( { external_id: one } ) => one === id ).map( ( { outcome } ) => outcome ) ).not.toContain( 'created' );
	expect( await differences() ).toEqual( [] );

	await rest.put( `/callboard/v1/tenants/${ tenant }/mappings/performances/adoption`, { adopt: 'off' } );
	expectSuccess( await sync( rest ) );
	expect( await differences() ).toEqual( [] );
} );
