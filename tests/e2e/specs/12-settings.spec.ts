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

test( 'the budget of calls is seen and set on “Settings”, and holds', async ( { page, rest } ) => {
	const stored = () =>
		php( 'echo wp_json_encode( \\Callboard\\Usage\\BudgetSettings::read()->to_array() );' ).then( ( text ) => JSON.parse( text ) as unknown );
	await view( page, '/settings', 'Settings' );
	const used = page.getByRole( 'table', { name: 'Calls to Salesforce in the last 24 hours' } );
	// The set-up tested the connection, and a first sync has read the season.
	for ( const who of [ /^The sync worker/, /^This website/, /^Everybody in the org/ ] ) {
		await expect(
			used
				.getByRole( 'row' )
				.filter( { has: page.getByRole( 'rowheader', { name: who } ) } )
				.getByRole( 'cell' )
		).toHaveText( /^[1-9][\d,]*$/ );
	}
	const save = page.getByRole( 'button', { name: 'Save budget' } );
	await expect( save ).toHaveAttribute( 'aria-disabled', 'true' );
	const day = page.getByLabel( 'Calls an organisation’s sync may make in 24 hours' );
	await day.fill( 'many' );
	const error = page.getByText( 'A whole number, or empty.' );
	await expect( error ).toBeVisible();
	await expect( error ).toHaveCSS( 'color', 'rgb(204, 24, 24)' );
	await expect( day ).toHaveAttribute( 'aria-invalid', 'true' );
	await expect( day ).toHaveAccessibleDescription( 'A whole number, or empty.' );
	await expect( save ).toHaveAttribute( 'aria-disabled', 'true' );
	await picture( page, 'settings-budget' );
	await expectAccessible( page, '#callboard-settings' );
	await day.fill( '90000' );
	await page.getByLabel( 'Share of the org’s calls left to its other users (%)' ).fill( '35' );
	await expect( page.getByText( /Of [\d,]+ calls a day the sync stops when all together have made [\d,]+\./ ) ).toBeVisible();
	await save.click();
	await expect( page.locator( '.components-snackbar' ).filter( { hasText: 'from the next sync on' } ) ).toBeVisible();
	expect( await stored() ).toEqual( { reserve_percent: 35, calls_per_run: 10_000, calls_per_day: 90_000 } );

	await page.reload();
	await expect( day ).toHaveValue( '90000' );
	await day.fill( '' );
	await page.getByLabel( 'Share of the org’s calls left to its other users (%)' ).fill( '20' );
	await save.click();
	await expect.poll( stored ).toEqual( { reserve_percent: 20, calls_per_run: 10_000, calls_per_day: null } );
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
