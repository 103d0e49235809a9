import { expectAccessible } from '../support/axe';
import { connected } from '../support/connected';
import { picture } from '../support/picture';
import { settled, sync } from '../support/runs';
import { view } from '../support/screens';
import { changeOrg, orgControl } from '../support/stack';
import { expect, test } from '../support/test';

const PERFORMANCE = 'PatronTicket__EventInstance__c';

test.beforeEach( async ( { rest } ) => {
	await connected( rest );
	await settled( rest );
} );
test.afterEach( async () => orgControl( 'fault', { kind: 'clear' } ) );

test( 'an outage and a field that cannot be read stand on “Needs attention”, and a button ends the wait for the outage', async ( { page, rest } ) => {
	await orgControl( 'fault', { kind: 'hide-field', object: PERFORMANCE, field: 'PatronTicket__Code__c' } );
	await changeOrg( 'sell-out' );
	await sync( rest );
	await orgControl( 'fault', { kind: '503', times: -1, match: '/composite|/query' } );
	const failed = await sync( rest );
	expect( failed.state ).toBe( 'failed' );

	await view( page, '/attention', 'Needs attention' );
	const outage = page.locator( 'section', { has: page.getByRole( 'heading', { name: /The (last )?sync failed/ } ) } );
	const field = page.locator( 'section', { has: page.getByRole( 'heading', { name: 'A field cannot be read' } ) } );
	await expect( outage ).toContainText( failed.failure!.message );
	await expect( outage ).toContainText( failed.failure!.actions[ 0 ]! );
	await expect( field ).toContainText( 'PatronTicket__Code__c' );
	await picture( page, 'problems' );
	await expectAccessible( page, '#callboard-settings' );

	await orgControl( 'fault', { kind: 'clear' } );
	await outage.getByRole( 'button', { name: /^Sync now/ } ).click();
	await expect( page.getByRole( 'heading', { level: 1, name: /^Sync \d+$/ } ) ).toBeVisible();
	await settled( rest );
	await view( page, '/attention', 'Needs attention' );
	await expect( field ).toBeVisible();
	await expect( outage ).toHaveCount( 0 );
} );
