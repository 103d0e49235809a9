import { expectAccessible } from '../support/axe';
import { connected } from '../support/connected';
import { editedContent, editedTitle, openEditor, panel } from '../support/editor';
import { picture } from '../support/picture';
import { expectSuccess, sync } from '../support/runs';
import { changeOrg, sql } from '../support/stack';
import { expect, test } from '../support/test';

interface StoredPost {
	readonly id: number;
	readonly title: { readonly raw: string };
	readonly content: { readonly raw: string };
	readonly excerpt: { readonly raw: string };
	readonly meta: Record< string, unknown >;
	readonly callboard_locked?: readonly { target: string; label: string; reason: string }[];
}

/** A show from Salesforce that is on the listing. */
async function show(): Promise< number > {
	const id = await sql(
		"SELECT l.post_id FROM wp_callboard_ledger l JOIN wp_posts p ON p.ID = l.post_id WHERE p.post_type = 'event' AND p.post_status = 'publish' AND p.post_content <> '' ORDER BY l.id LIMIT 1"
	);
	return Number( id.trim() );
}

async function performance(): Promise< number > {
	return Number( ( await sql( 'SELECT post_id FROM wp_callboard_listing ORDER BY start_ms DESC LIMIT 1' ) ).trim() );
}

test.beforeEach( async ( { rest } ) => connected( rest ) );

test.describe( 'a show in the block editor', () => {
	test( 'tells where it comes from, and closes title and content', async ( { page } ) => {
		await openEditor( page, await show() );
		const source = await panel( page, 'From Salesforce' );
		await expect( source ).toContainText( 'Last checked against Salesforce' );
		await expect( source.getByRole( 'listitem' ).filter( { hasText: 'Title' } ).first() ).toContainText( 'Salesforce keeps this up to date' );
		await expect( source.getByRole( 'link', { name: /Open in Salesforce/ } ) ).toBeVisible();
		await expect( editedTitle( page ) ).toHaveJSProperty( 'inert', true );
		const before = await editedTitle( page ).innerText();
		await editedTitle( page )
			.click( { force: true, timeout: 2000 } )
			.catch( () => undefined );
		await page.keyboard.type( 'Mine' );
		expect( await editedTitle( page ).innerText() ).toBe( before );
		await expect( editedContent( page ).locator( '[contenteditable="true"]' ) ).toHaveCount( 0 );
		await picture( page, 'editor-show' );
		await expectAccessible( page, '.components-panel__body:has(.callboard-locked-list)' );
	} );

	test( 'the excerpt is ours to write, and stays through a sync that renames the show', async ( { page, rest } ) => {
		const id = await show();
		const record = ( await sql( `SELECT sf_id FROM wp_callboard_ledger WHERE post_id = ${ id }` ) ).trim();
		await openEditor( page, id );
		await panel( page, 'From Salesforce' );
		await page.getByRole( 'button', { name: /Add an excerpt|Edit excerpt/ } ).click();
		await page.getByRole( 'textbox', { name: /excerpt/i } ).fill( 'Our own words about this show.' );
		// The editor takes the words when the field is left.
		await page.keyboard.press( 'Tab' );
		await page.keyboard.press( 'Escape' );
		await page.getByRole( 'button', { name: 'Save', exact: true } ).click();
		await expect( page.getByTestId( 'snackbar' ) ).toContainText( /updated/i );
		const change = await changeOrg( 'rename', record );
		expectSuccess( await sync( rest ) );
		const { body } = await rest.get< StoredPost >( `/wp/v2/event/${ id }?context=edit` );
		expect( body.excerpt.raw ).toBe( 'Our own words about this show.' );
		expect( body.title.raw ).not.toBe( String( change.before?.Name ) );
		expect( body.title.raw ).toContain( '(new title)' );
	} );
} );

test.describe( 'past the screen', () => {
	test( 'a REST write of owned fields is stripped and reported, the rest is saved', async ( { rest } ) => {
		const id = await show();
		const before = ( await rest.get< StoredPost >( `/wp/v2/event/${ id }?context=edit` ) ).body;
		const answer = await rest.post< StoredPost >( `/wp/v2/event/${ id }`, {
			title: 'Mine',
			content: 'Mine',
			excerpt: 'Ours, by REST.',
			meta: { callboard_subtitle: 'Mine' },
		} );
		expect( answer.status ).toBe( 200 );
		expect( answer.body.callboard_locked?.map( ( { target } ) => target ).sort() ).toEqual( [ 'content', 'meta:callboard_subtitle', 'title' ] );
		answer.body.callboard_locked?.forEach( ( { reason } ) => expect( reason ).toMatch( /Salesforce/ ) );
		const after = ( await rest.get< StoredPost >( `/wp/v2/event/${ id }?context=edit` ) ).body;
		expect( after.title.raw ).toBe( before.title.raw );
		expect( after.content.raw ).toBe( before.content.raw );
		expect( after.meta.callboard_subtitle ).toBe( before.meta.callboard_subtitle );
		expect( after.excerpt.raw ).toBe( 'Ours, by REST.' );
	} );

	test( 'neither status nor deletion of a show is taken from WordPress', async ( { rest } ) => {
		const id = await show();
		await rest.post( `/wp/v2/event/${ id }`, { status: 'draft' } );
		expect( ( await sql( `SELECT post_status FROM wp_posts WHERE ID = ${ id }` ) ).trim() ).toBe( 'publish' );
		await rest.remove( `/wp/v2/event/${ id }?force=true` );
		expect( ( await sql( `SELECT post_status FROM wp_posts WHERE ID = ${ id }` ) ).trim() ).toBe( 'publish' );
	} );

	test( 'quick edit is closed for the title', async ( { page } ) => {
		const id = await show();
		await page.goto( '/wp-admin/edit.php?post_type=event' );
		const title = ( await sql( `SELECT post_title FROM wp_posts WHERE ID = ${ id }` ) ).trim();
		await page.getByRole( 'searchbox' ).fill( title.slice( 0, 30 ) );
		await page.getByRole( 'button', { name: /Search shows/ } ).click();
		const row = page.locator( `#post-${ id }` );
		await expect( row ).toContainText( 'From Salesforce' );
		await row.hover();
		await row.getByRole( 'button', { name: /Quick edit/i } ).click();
		const form = page.locator( `#edit-${ id }` );
		await expect( form ).toBeVisible();
		const closed = form.locator( 'input[name="post_title"]' );
		expect( await closed.evaluate( ( input: HTMLInputElement ) => input.disabled || input.readOnly || input.closest( '[inert]' ) !== null ) ).toBe( true );
		await picture( page, 'quick-edit' );
	} );

	test( 'a performance keeps its start whoever writes it', async ( { rest } ) => {
		const id = await performance();
		const before = ( await rest.get< StoredPost >( `/wp/v2/performance/${ id }?context=edit` ) ).body;
		const answer = await rest.post< StoredPost >( `/wp/v2/performance/${ id }`, { meta: { callboard_start: '2001-01-01T00:00:00Z' } } );
		expect( answer.body.callboard_locked?.map( ( { target } ) => target ) ).toEqual( [ 'meta:callboard_start' ] );
		const after = ( await rest.get< StoredPost >( `/wp/v2/performance/${ id }?context=edit` ) ).body;
		expect( after.meta.callboard_start ).toBe( before.meta.callboard_start );
	} );
} );
