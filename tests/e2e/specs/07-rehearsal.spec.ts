import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/axe';
import { connected } from '../support/connected';
import { picture } from '../support/picture';
import { allRuns, itemsOf, lastRun, settled } from '../support/runs';
import { overview, pressSyncNow, runScreen, view } from '../support/screens';
import { changeOrg, differences, soql, sql } from '../support/stack';
import { expect, test } from '../support/test';

const PERFORMANCE = 'PatronTicket__EventInstance__c';

interface Row {
	readonly Id: string;
	readonly Name: string;
}

/** Every row of posts, meta and listing in one number, so that a single write would show. */
const digest = () =>
	sql(
		"SELECT COUNT(*), SUM( CRC32( CONCAT_WS( '|', ID, post_title, post_content, post_status, post_modified, post_parent ) ) ) FROM wp_posts WHERE post_type IN ( 'event', 'performance' ); SELECT COUNT(*), SUM( CRC32( CONCAT_WS( '|', meta_id, meta_key, meta_value ) ) ) FROM wp_postmeta; SELECT COUNT(*), SUM( CRC32( CONCAT_WS( '|', post_id, start_ms, sale_status ) ) ) FROM wp_callboard_listing"
	);

const coming = ( count: number ): Promise< Row[] > =>
	soql< Row >(
		`SELECT Id, Name FROM ${ PERFORMANCE } WHERE PatronTicket__InstanceDate__c > TODAY AND PatronTicket__SoldOut__c = false AND PatronTicket__TicketableEvent__r.PatronTicket__Active__c = true AND PatronTicket__TicketableEvent__r.PatronTicket__Type__c = 'Tickets' ORDER BY PatronTicket__InstanceDate__c DESC, Id LIMIT ${ count }`
	);

const saleOf = async ( id: string ): Promise< string > =>
	( await sql( `SELECT i.sale_status FROM wp_callboard_listing i JOIN wp_callboard_ledger l ON l.post_id = i.post_id WHERE l.sf_id = '${ id }'` ) ).trim();

const runIdOf = ( page: Page ): number => Number( /runs(?:\/|%2F)(\d+)/.exec( page.url() )?.[ 1 ] );

/** The screen of the run that a button led to, once that run is over. */
async function runEnded( page: Page, words: RegExp ): Promise< number > {
	await expect( page.getByRole( 'heading', { level: 1, name: /^Sync \d+$/ } ) ).toBeVisible();
	await expect( page.locator( '.callboard-sentence' ) ).toContainText( words, { timeout: 45_000 } );
	return runIdOf( page );
}

test.beforeEach( async ( { rest } ) => {
	await connected( rest );
	await settled( rest );
} );

test( 'a rehearsal shows what would change and changes nothing; “Apply exactly this” does that and no more', async ( { page, rest } ) => {
	const [ seen, later ] = await coming( 2 );
	await changeOrg( 'sell-out', seen!.Id );
	const before = await digest();
	await overview( page );
	await page.getByRole( 'button', { name: 'Show what a sync would change' } ).click();
	await runEnded( page, /./ );
	await expect( page.getByRole( 'button', { name: 'Apply exactly this' } ) ).toBeVisible( { timeout: 45_000 } );
	const row = page.getByRole( 'row' ).filter( { hasText: seen!.Id } );
	await expect( row.locator( 'del' ).first() ).toBeVisible();
	await expect( row.locator( 'ins' ).filter( { hasText: /sold/i } ).first() ).toBeVisible();
	await picture( page, 'rehearsal' );
	await expectAccessible( page, '#callboard-settings' );
	expect( await digest() ).toBe( before );

	await changeOrg( 'sell-out', later!.Id );
	const rehearsal = runIdOf( page );
	await page.getByRole( 'button', { name: 'Apply exactly this' } ).click();
	await expect.poll( () => runIdOf( page ) ).not.toBe( rehearsal );
	await runEnded( page, /./ );
	await settled( rest );
	await picture( page, 'rehearsal-applied' );
	expect( await saleOf( seen!.Id ) ).toBe( 'sold_out' );
	expect( await saleOf( later!.Id ) ).not.toBe( 'sold_out' );
	await pressSyncNow( page, rest );
	await settled( rest );
	expect( await saleOf( later!.Id ) ).toBe( 'sold_out' );
	expect( await differences() ).toEqual( [] );
} );

test( '“Read again from Salesforce…” repairs what somebody wrote past Callboard, for the records asked for', async ( { page, rest } ) => {
	const last = await lastRun( rest );
	const [ drifted ] = await coming( 1 );
	const post = ( await sql( `SELECT post_id FROM wp_callboard_ledger WHERE sf_id = '${ drifted!.Id }'` ) ).trim();
	await sql( `UPDATE wp_posts SET post_title = 'Written past Callboard' WHERE ID = ${ post }` );
	await view( page, '/runs', 'History' );
	await page.getByRole( 'button', { name: 'Read again from Salesforce…' } ).click();
	const dialogue = page.getByRole( 'dialog', { name: 'Read again from Salesforce' } );
	await dialogue.getByRole( 'checkbox', { name: 'Performances' } ).check();
	await picture( page, 'read-again-dialogue' );
	await expectAccessible( page, '.components-modal__frame' );
	await dialogue.getByRole( 'textbox', { name: 'Condition' } ).fill( `Id = '${ drifted!.Id }'` );
	await dialogue.getByRole( 'button', { name: 'Read again', exact: true } ).click();
	await expect( dialogue ).toHaveCount( 0 );
	await expect( page.locator( '.components-snackbar' ).filter( { hasText: 'will be read again' } ) ).toBeVisible();
	const asked = ( await allRuns( rest ) ).find( ( { id, kind } ) => id > last && kind === 'backfill' )!;
	const row = page.getByRole( 'row' ).filter( { has: page.getByRole( 'link', { name: new RegExp( `, sync ${ asked.id }$` ) } ) } );
	await expect( row ).toContainText( 'Read again from Salesforce' );
	await expect( row ).toContainText( 'Done', { timeout: 45_000 } );
	const run = ( await settled( rest ) ).find( ( { id } ) => id === asked.id )!;
	expect( ( await itemsOf( rest, run ) ).map( ( { external_id: id, outcome } ) => [ id, outcome ] ) ).toEqual( [ [ drifted!.Id, 'updated' ] ] );
	expect( ( await sql( `SELECT post_title FROM wp_posts WHERE ID = ${ post }` ) ).trim() ).toBe( drifted!.Name );
	await view( page, `/runs/${ run.id }`, `Sync ${ run.id }` );
	await picture( page, 'read-again' );
	expect( await differences() ).toEqual( [] );
} );

test( '“Only show what would change” reads again as a rehearsal, and what it showed is applied', async ( { page, rest } ) => {
	const [ drifted ] = await coming( 1 );
	const title = ( id: string ) => sql( `SELECT p.post_title FROM wp_posts p JOIN wp_callboard_ledger l ON l.post_id = p.ID WHERE l.sf_id = '${ id }'` );
	const post = ( await sql( `SELECT post_id FROM wp_callboard_ledger WHERE sf_id = '${ drifted!.Id }'` ) ).trim();
	await sql( `UPDATE wp_posts SET post_title = 'Written past Callboard' WHERE ID = ${ post }` );
	await view( page, '/runs', 'History' );
	await page.getByRole( 'button', { name: 'Read again from Salesforce…' } ).click();
	const dialogue = page.getByRole( 'dialog', { name: 'Read again from Salesforce' } );
	await dialogue.getByRole( 'textbox', { name: 'Condition' } ).fill( `Id = '${ drifted!.Id }'` );
	await dialogue.getByRole( 'checkbox', { name: 'Only show what would change' } ).check();
	await picture( page, 'read-again-rehearsal-dialogue' );
	await expectAccessible( page, '.components-modal__frame' );
	await dialogue.getByRole( 'button', { name: 'Show what would change' } ).click();
	await runEnded( page, /Rehearsal, nothing was written/ );
	const row = page.getByRole( 'row' ).filter( { hasText: drifted!.Id } );
	await expect( row.locator( 'del' ).filter( { hasText: 'Written past Callboard' } ) ).toBeVisible();
	await expect( row.locator( 'ins' ).filter( { hasText: drifted!.Name } ) ).toBeVisible();
	await picture( page, 'read-again-rehearsal' );
	expect( ( await title( drifted!.Id ) ).trim() ).toBe( 'Written past Callboard' );

	const rehearsal = runIdOf( page );
	await page.getByRole( 'button', { name: 'Apply exactly this' } ).click();
	await expect.poll( () => runIdOf( page ) ).not.toBe( rehearsal );
	await runEnded( page, /1 changed/ );
	await settled( rest );
	expect( ( await title( drifted!.Id ) ).trim() ).toBe( drifted!.Name );
	expect( await differences() ).toEqual( [] );
} );

for ( const [ what, condition, words ] of [
	[ 'that no record meets', "Name = 'No show of this name'", /no record/i ],
	[ 'that is no SOQL', 'Name LIKE', /condition/i ],
] as const ) {
	test( `a condition ${ what } is said so, and nothing is changed`, async ( { page, rest } ) => {
		const last = await lastRun( rest );
		const before = await digest();
		await view( page, '/runs', 'History' );
		await page.getByRole( 'button', { name: 'Read again from Salesforce…' } ).click();
		const dialogue = page.getByRole( 'dialog', { name: 'Read again from Salesforce' } );
		await dialogue.getByRole( 'textbox', { name: 'Condition' } ).fill( condition );
		await dialogue.getByRole( 'button', { name: 'Read again', exact: true } ).click();
		await expect( dialogue ).toHaveCount( 0 );
		const run = ( await settled( rest ) ).find( ( { id, kind } ) => id > last && kind === 'backfill' )!;
		await runScreen( page, run );
		await expect( page.locator( '#callboard-settings' ).getByText( words ).first() ).toBeVisible();
		await picture( page, `read-again-${ what.replace( / /g, '-' ) }` );
		expect( await digest() ).toBe( before );
	} );
}

test( 'what happened to each record is a file for a spreadsheet', async ( { page, rest } ) => {
	await changeOrg( 'rename' );
	await overview( page );
	await page.getByRole( 'button', { name: 'Sync now' } ).click();
	await expect( page.locator( '.components-snackbar' ).filter( { hasText: 'The sync has ended.' } ) ).toBeVisible( { timeout: 45_000 } );
	const run = ( await settled( rest ) ).find( ( { counts } ) => ( counts.updated ?? 0 ) > 0 )!;
	await runScreen( page, run );
	const loading = page.waitForEvent( 'download' );
	await page.getByRole( 'button', { name: 'Download for a spreadsheet (CSV)' } ).click();
	const file = await loading;
	expect( file.suggestedFilename() ).toBe( `callboard-sync-${ run.id }.csv` );
	const bytes = await readFile( await file.path() );
	expect( [ ...bytes.subarray( 0, 3 ) ] ).toEqual( [ 0xef, 0xbb, 0xbf ] );
	const lines = bytes.toString().trim().split( '\r\n' );
	expect( lines[ 0 ] ).toContain( '"Salesforce id"' );
	expect( lines.length - 1 ).toBe( ( await itemsOf( rest, run ) ).length );
	await picture( page, 'run-with-download' );
	await expectAccessible( page, '#callboard-settings' );
} );
