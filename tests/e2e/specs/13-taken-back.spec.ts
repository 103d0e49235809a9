import type { History } from '../../../sync-worker/src/contract';
import { expectAccessible } from '../support/axe';
import { connected } from '../support/connected';
import { picture } from '../support/picture';
import { expectSuccess, settled, sync, tenantId } from '../support/runs';
import { view } from '../support/screens';
import { differences, soql, sql, updateOrg } from '../support/stack';
import { expect, test } from '../support/test';

const PERFORMANCE = 'PatronTicket__EventInstance__c';

interface Row {
	readonly Id: string;
	readonly Name: string;
}

const post = async ( id: string, column: string ): Promise< string > =>
	( await sql( `SELECT p.${ column } FROM wp_posts p JOIN wp_callboard_ledger l ON l.post_id = p.ID WHERE l.sf_id = '${ id }'` ) ).trim();

test.beforeEach( async ( { rest } ) => {
	await connected( rest );
	await settled( rest );
} );

test( 'fields taken back and refused edits stand in one list, and are given back to Salesforce together', async ( { page, rest } ) => {
	const shows = await soql< Row >(
		`SELECT Id, Name FROM ${ PERFORMANCE } WHERE PatronTicket__InstanceDate__c > TODAY AND PatronTicket__TicketableEvent__r.PatronTicket__Active__c = true AND PatronTicket__TicketableEvent__r.PatronTicket__Type__c = 'Tickets' ORDER BY PatronTicket__InstanceDate__c DESC, Id LIMIT 2`
	);
	for ( const { Id, Name } of shows ) {
		await updateOrg( PERFORMANCE, Id, JSON.stringify( { Name: `${ Name } misprinted` } ) );
	}
	expectSuccess( await sync( rest ) );
	const tenant = await tenantId( rest );
	for ( const { Id, Name } of shows ) {
		const record = `/callboard/v1/tenants/${ tenant }/records/${ Id }`;
		const { body: history } = await rest.get< History >( `${ record }/history` );
		const { status } = await rest.post( `${ record }/roll-back`, {
			version_id: history.versions[ 1 ]!.id,
			targets: [ 'title' ],
			reason: 'A misprint',
		} );
		expect( status ).toBe( 200 );
		expect( await post( Id, 'post_title' ) ).toBe( Name );
	}
	await rest.post( `/wp/v2/performance/${ await post( shows[ 0 ]!.Id, 'ID' ) }`, { title: 'By hand' } );
	expect( await post( shows[ 0 ]!.Id, 'post_title' ) ).toBe( shows[ 0 ]!.Name );

	await view( page, '/overrides', 'Fields taken back from Salesforce' );
	const table = page.getByRole( 'table', { name: 'Fields taken back from Salesforce' } );
	await expect( table.getByRole( 'row' ) ).toHaveCount( 3 );
	await expect( table ).toContainText( `${ shows[ 0 ]!.Name } misprinted` );
	await expect( page.getByRole( 'table', { name: 'Edits that were refused' } ).getByRole( 'row' ).nth( 1 ) ).toContainText( shows[ 0 ]!.Name );
	await page.getByRole( 'checkbox', { name: 'Choose all on this page' } ).check();
	await page.getByRole( 'textbox', { name: 'Why are they given back?' } ).fill( 'Salesforce is right after all' );
	await picture( page, 'taken-back' );
	await expectAccessible( page, '#callboard-settings' );
	await page.setViewportSize( { width: 640, height: 450 } );
	await picture( page, 'taken-back-at-200-percent' );
	expect( await page.evaluate( () => document.documentElement.scrollWidth - document.documentElement.clientWidth ) ).toBeLessThanOrEqual( 0 );
	await page.setViewportSize( { width: 1280, height: 900 } );
	await page.getByRole( 'button', { name: 'Give back to Salesforce (2)' } ).click();
	await expect( page.locator( '.components-snackbar' ).filter( { hasText: '2 fields say again what Salesforce says.' } ) ).toBeVisible();
	await expect( table ).toHaveCount( 0 );
	for ( const { Id, Name } of shows ) {
		expect( await post( Id, 'post_title' ) ).toBe( `${ Name } misprinted` );
		await updateOrg( PERFORMANCE, Id, JSON.stringify( { Name } ) );
	}
	expectSuccess( await sync( rest ) );
	expect( await differences() ).toEqual( [] );
} );
