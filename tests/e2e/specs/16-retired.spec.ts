import { expectAccessible } from '../support/axe';
import { connected } from '../support/connected';
import { picture } from '../support/picture';
import { expectSuccess, settled, sync } from '../support/runs';
import { view } from '../support/screens';
import { differences, sql } from '../support/stack';
import { expect, test } from '../support/test';

test.beforeEach( async ( { rest } ) => {
	await connected( rest );
	await settled( rest );
} );

const published = async () => Number( await sql( "SELECT COUNT(*) FROM wp_posts WHERE post_type = 'performance' AND post_status = 'publish'" ) );

test( 'what is read no more keeps its listings, then loses them as chosen, and finds them when it is read again', async ( { page, rest } ) => {
	const before = await published();
	expect( before ).toBeGreaterThan( 10 );
	await view( page, '/shows', 'Shows' );
	const part = page.getByRole( 'region', { name: 'Performances', exact: true } );
	await part.getByText( 'Stop reading this from Salesforce' ).click();
	await expect( part.getByText( /^\d+ listings on the site come from it\./ ) ).toBeVisible();
	await expect( part.getByRole( 'radio', { name: 'Keep them as they are' } ) ).toBeChecked();
	await picture( page, 'retire' );
	await expectAccessible( page, '#callboard-settings' );
	await part.getByRole( 'button', { name: /^Stop reading it/ } ).click();

	const retired = page.getByRole( 'region', { name: 'Not read any more' } );
	await expect( retired.getByText( /stay as they are and are yours to edit/ ) ).toBeVisible();
	await expect( part ).toHaveCount( 0 );
	expect( await published() ).toBe( before );
	await retired.getByText( /stay as they are/ ).click();
	await retired.getByRole( 'radio', { name: 'Take them off the site' } ).check();
	await picture( page, 'retired' );
	await expectAccessible( page, '#callboard-settings' );
	await retired.getByRole( 'button', { name: /^Do it/ } ).click();
	await expect( retired ).toHaveCount( 0 );
	expect( await published() ).toBe( 0 );

	await page.getByRole( 'button', { name: 'Check against my org and use it' } ).click();
	await expect( page.locator( '.components-snackbar' ).filter( { hasText: 'Your shows are chosen.' } ) ).toBeVisible();
	expectSuccess( await sync( rest ) );
	await settled( rest );
	expect( await published() ).toBe( before );
	expect( await differences() ).toEqual( [] );
} );
