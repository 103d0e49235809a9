import { expectAccessible } from '../support/axe';
import { connected } from '../support/connected';
import { picture } from '../support/picture';
import { settled, tenantId } from '../support/runs';
import { view } from '../support/screens';
import { php } from '../support/stack';
import { expect, test } from '../support/test';

test.beforeEach( async ( { rest } ) => {
	await connected( rest );
	await settled( rest );
} );

test( 'the timetable and the limits of the brake are chosen on “Settings”, and hold', async ( { page, rest } ) => {
	const tenant = await tenantId( rest );
	const stored = ( code: string ) => php( `echo wp_json_encode( ${ code } );` ).then( ( text ) => JSON.parse( text ) as unknown );
	await view( page, '/settings', 'Settings' );
	await expect( page.getByRole( 'radio', { name: 'Every Monday at four in the morning (as it comes)' } ) ).toBeChecked();
	await picture( page, 'settings' );
	await expectAccessible( page, '#callboard-settings' );

	await page.getByRole( 'radio', { name: 'Every night at four' } ).check();
	await page.getByRole( 'button', { name: 'Save timetable' } ).click();
	await expect( page.locator( '.components-snackbar' ).filter( { hasText: 'Saved.' } ) ).toBeVisible();
	expect( await stored( `\\Callboard\\Plugin::instance()->schedule()->backfill_times()->every( ${ tenant } )` ) ).toBe( 'nightly' );

	const group = page.getByRole( 'group', { name: 'Performances' } );
	await group.getByRole( 'checkbox', { name: 'A limit of its own' } ).check();
	await group.getByLabel( 'More than this share (%)' ).fill( '101' );
	await expect( page.getByRole( 'button', { name: 'Save limits' } ) ).toHaveAttribute( 'aria-disabled', 'true' );
	await group.getByLabel( 'More than this share (%)' ).fill( '35' );
	await expect( group ).toContainText( /you are asked when \d+ or more would go at once/ );
	await picture( page, 'settings-limits' );
	await expectAccessible( page, '#callboard-settings' );
	await page.getByRole( 'button', { name: 'Save limits' } ).click();
	await expect( page.locator( '.components-snackbar' ).filter( { hasText: 'from the next sync on' } ) ).toBeVisible();
	expect( await stored( `\\Callboard\\Plugin::instance()->brake_limits()->of( ${ tenant }, 'performances' )` ) ).toEqual( { percent: 35, records: 10 } );
	expect( await stored( `\\Callboard\\Plugin::instance()->brake_limits()->of( ${ tenant }, 'productions' )` ) ).toEqual( { percent: 20, records: 10 } );

	await page.reload();
	await expect( page.getByRole( 'radio', { name: 'Every night at four' } ) ).toBeChecked();
	await expect( page.getByRole( 'group', { name: 'Performances' } ).getByLabel( 'More than this share (%)' ) ).toHaveValue( '35' );
	await page.getByRole( 'group', { name: 'Performances' } ).getByRole( 'checkbox' ).uncheck();
	await page.getByRole( 'button', { name: 'Save limits' } ).click();
	await page.getByRole( 'radio', { name: /as it comes/ } ).check();
	await page.getByRole( 'button', { name: 'Save timetable' } ).click();
	await expect( page.locator( '.components-snackbar' ).filter( { hasText: 'Saved.' } ).first() ).toBeVisible();
	await expect
		.poll( () => stored( `\\Callboard\\Plugin::instance()->brake_limits()->of( ${ tenant }, 'performances' )` ) )
		.toEqual( { percent: 20, records: 10 } );
	await settled( rest );
} );
