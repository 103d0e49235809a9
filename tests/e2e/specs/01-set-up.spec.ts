import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../support/axe';
import { picture } from '../support/picture';
import { allRuns, settled, tenantId } from '../support/runs';
import { overview, pressSyncNow, view } from '../support/screens';
import { signIn } from '../support/session';
import { differences, orgControl, php, serveWorker, stack, startWorker } from '../support/stack';
import { expect, test } from '../support/test';

const OURS = '#callboard-settings';
/** What the screen shows; WordPress says notices a second time to screen readers, elsewhere on the page. */
const ours = ( page: Page ): Locator => page.locator( OURS );
const button = ( page: Page, name: string ): Locator => page.getByRole( 'button', { name, exact: true } );
const saidSo = ( page: Page, text: string ): Locator => page.locator( '.components-snackbar' ).filter( { hasText: text } );

// One story: each test goes on where the one before it stopped.
test.describe.configure( { mode: 'serial' } );

test( 'installs from the zip through Plugins → Add → Upload', async ( { page } ) => {
	await page.goto( '/wp-admin/plugin-install.php?tab=upload' );
	await page.locator( '#pluginzip' ).setInputFiles( stack.zip );
	await page.getByRole( 'button', { name: /Install Now/ } ).click();
	await expect( page.getByText( 'Plugin installed successfully.' ) ).toBeVisible();
	await page.getByRole( 'link', { name: 'Activate Plugin' } ).click();
	await expect( page.locator( 'tr[data-slug^="callboard"].active' ) ).toBeVisible();
} );

test( 'says what to do first, on every screen', async ( { page } ) => {
	const screens = [
		[ '/', 'Overview' ],
		[ '/attention', 'Needs attention' ],
		[ '/runs', 'History' ],
		[ '/shows', 'Shows' ],
	] as const;
	for ( const [ path, title ] of screens ) {
		await view( page, path, title );
		await expect( page.getByRole( 'link', { name: 'Connect to Salesforce' } ) ).toBeVisible();
		await expectAccessible( page, OURS );
	}
	await picture( page, 'settings-before-connecting' );
} );

test( 'makes a key and a certificate, and keeps the key to itself', async ( { page } ) => {
	await view( page, '/connect', 'Connection to Salesforce' );
	await expectAccessible( page, OURS );
	await button( page, 'Generate key and certificate' ).click();
	await expect( saidSo( page, 'A key and its certificate are ready.' ) ).toBeVisible();
	const certificate = page.getByLabel( 'Certificate for Salesforce' );
	await expect( certificate ).toHaveValue( /^-----BEGIN CERTIFICATE-----/ );
	expect( await page.content() ).not.toContain( 'PRIVATE KEY-----\n' );
	await orgControl( 'certificate', { certificate: await certificate.inputValue() } );
	await picture( page, 'connect-key' );
} );

async function fillConnection( page: Page, consumerKey: string ): Promise< void > {
	await view( page, '/connect', 'Connection to Salesforce' );
	await page.getByLabel( 'Name of your organisation' ).fill( 'The Lantern Theatre' );
	await page.getByRole( 'radio', { name: 'Another address' } ).check();
	await page.getByLabel( 'Login address' ).fill( stack.org.url );
	await page.getByLabel( 'Consumer key' ).fill( consumerKey );
	await page.getByLabel( 'User name of the integration user' ).fill( stack.org.username );
	await button( page, 'Save the connection' ).click();
	await expect( saidSo( page, 'The connection is saved.' ) ).toBeVisible();
}

test( 'a wrong consumer key is refused in words, with the next step', async ( { page } ) => {
	await fillConnection( page, '3MVG9.wrong' );
	await button( page, 'Test connection' ).click();
	const notice = page.locator( '.callboard-notice.is-error' );
	await expect( notice.locator( 'strong' ) ).toHaveText( /\w+ \w+ \w+/ );
	await expect( notice.getByRole( 'listitem' ).first() ).toHaveText( /\w+ \w+/ );
	await expectAccessible( page, OURS );
	await picture( page, 'connect-wrong-key' );
} );

test( 'the right one shows the organisation and the calls left', async ( { page } ) => {
	await fillConnection( page, stack.org.consumerKey );
	await button( page, 'Test connection' ).click();
	await expect( ours( page ).getByText( 'Salesforce answers.' ) ).toBeVisible();
	const facts = page.locator( '.callboard-facts' );
	await expect( facts ).toContainText( 'The Callboard Playhouse' );
	await expect( facts ).toContainText( /API calls left today\s*[\d,]{3,}/ );
	await expectAccessible( page, OURS );
	await picture( page, 'connect-tested' );
	await page.reload();
	await expect( ours( page ).getByText( /Connected by admin on/ ) ).toBeVisible();
} );

test( 'an org without the objects names them, the preset is checked against the org', async ( { page } ) => {
	await orgControl( 'fault', { kind: 'hide-object', object: 'PatronTicket__EventInstance__c' } );
	await view( page, '/shows', 'Shows' );
	await button( page, 'Check against my org and use it' ).click();
	const notice = page.locator( '.callboard-notice.is-error' );
	await expect( notice ).toContainText( 'PatronTicket__EventInstance__c' );
	await picture( page, 'shows-object-missing' );
	await orgControl( 'fault', { kind: 'clear' } );
	await button( page, 'Check against my org and use it' ).click();
	await expect( saidSo( page, 'Your shows are chosen.' ) ).toBeVisible();
	await expect( page.getByRole( 'heading', { name: 'Productions' } ) ).toBeVisible();
	await expect( page.getByRole( 'heading', { name: 'Performances' } ) ).toBeVisible();
	await expectAccessible( page, OURS );
} );

test( 'an owner per field is chosen and kept', async ( { page } ) => {
	await view( page, '/shows', 'Shows' );
	const owner = page.getByLabel( 'Who has the last word on Subtitle' );
	const form = page.locator( 'form', { has: page.getByRole( 'heading', { name: 'Productions' } ) } );
	for ( const choice of [ 'wordpress', 'salesforce' ] ) {
		await owner.selectOption( choice );
		await form.getByRole( 'button', { name: 'Save owners' } ).click();
		await expect( saidSo( page, 'Saved.' ).last() ).toBeVisible();
		await page.reload();
		await expect( owner ).toHaveValue( choice );
	}
	await picture( page, 'shows' );
} );

test( 'Sync now without a worker says that it waits, and where the cure is', async ( { page } ) => {
	await overview( page );
	await expectAccessible( page, OURS );
	await picture( page, 'overview-no-worker' );
	await expect( page.getByRole( 'link', { name: 'Set up the sync worker' } ) ).toBeVisible();
} );

test( 'a worker key is shown once, and the worker turns the screen green', async ( { page } ) => {
	await view( page, '/worker', 'Sync worker' );
	await button( page, 'Create a worker key' ).click();
	const line = await page.getByLabel( 'Paste this line where the worker runs' ).inputValue();
	await expect( ours( page ).getByText( 'Waiting for the worker…' ) ).toBeVisible();
	await expectAccessible( page, OURS );
	await picture( page, 'worker-waiting' );
	const connection = /CALLBOARD_CONNECTION='?"?([A-Za-z0-9_-]+)/.exec( line )?.[ 1 ];
	expect( connection, line ).toBeDefined();
	// Held until the fault is cleared, so that there is a middle to look at.
	await orgControl( 'fault', { kind: 'slow', ms: 30_000, times: -1, match: '/composite' } );
	await startWorker( connection ?? '' );
	await expect( ours( page ).getByText( 'The worker is here.' ) ).toBeVisible( { timeout: 20_000 } );
	await picture( page, 'worker-here' );
	await page.reload();
	expect( await page.content() ).not.toContain( connection );
} );

test( 'the first sync shows its progress, survives the closed tab, and is there when one comes back', async ( { page, context, rest } ) => {
	await overview( page );
	const progress = page.getByRole( 'progressbar' );
	const syncNow = page.getByRole( 'button', { name: 'Sync now', disabled: false } );
	await expect( progress.or( syncNow ).first() ).toBeVisible();
	if ( ! ( await progress.isVisible() ) ) {
		await syncNow.click();
	}
	await expect( progress ).toBeVisible();
	await expect( progress ).toHaveAttribute( 'aria-valuetext', /\w/ );
	await expect( ours( page ).getByText( 'You can close this page' ) ).toBeVisible();
	await picture( page, 'overview-running' );
	await page.close();
	await orgControl( 'fault', { kind: 'clear' } );
	const later = await context.newPage();
	await overview( later );
	await settled( rest );
	await overview( later );
	await expect( later.locator( '.callboard-standing' ) ).toBeVisible();
	await expect( later.getByRole( 'heading', { name: 'Last syncs' } ) ).toBeVisible();
	await expectAccessible( later, OURS );
	await picture( later, 'overview' );
} );

test( 'after the first sync WordPress equals the org', async ( { rest } ) => {
	await settled( rest );
	expect( await differences() ).toEqual( [] );
} );

test( 'the last runs are listed with their counts, and each opens', async ( { page, rest } ) => {
	const first = ( await allRuns( rest ) ).filter( ( { kind, state } ) => kind === 'incremental' && state === 'succeeded' ).at( -1 )!;
	expect( first.counts.created ).toBeGreaterThan( 400 );
	await view( page, '/runs', 'History' );
	await expectAccessible( page, OURS );
	await picture( page, 'history' );
	await page.getByRole( 'link', { name: new RegExp( `, sync ${ first.id }$` ) } ).click();
	await expect( page.getByRole( 'heading', { level: 1, name: `Sync ${ first.id }` } ) ).toBeFocused();
	await expect( page.getByRole( 'link', { name: `New (${ first.counts.created })` } ) ).toBeVisible();
	await page.getByRole( 'link', { name: /^Needs attention \(\d+\)$/ } ).click();
	await expect( page.getByRole( 'table', { name: 'What happened to each record' } ).getByRole( 'row' ).nth( 1 ) ).toContainText(
		/Shorten it|Enter|Salesforce/
	);
	await expectAccessible( page, OURS );
	await picture( page, 'run' );
} );

test( 'what could not be listed stands under "Needs attention" with its cure', async ( { page } ) => {
	await view( page, '/attention', 'Needs attention' );
	for ( const cause of [ 'value_too_long', 'required_value_missing', 'production_missing' ] ) {
		const card = page.locator( '.callboard-card', { hasText: cause } );
		await expect( card.locator( '.callboard-actions li' ).first() ).toHaveText( /\w+ \w+/ );
		await expect( card.getByRole( 'row' ).nth( 1 ) ).toBeVisible();
	}
	await expectAccessible( page, OURS );
	await picture( page, 'attention' );
} );

test( 'the public page is made with one click', async ( { page } ) => {
	await overview( page );
	await page.getByRole( 'button', { name: /Create the page/ } ).click();
	await page.getByRole( 'link', { name: 'See the public listing' } ).click();
	await expect( page.locator( '.callboard-list > li' ).first() ).toBeVisible();
} );

test( 'a worker that waits to be called hears of Sync now at once', async ( { page, rest } ) => {
	await view( page, '/worker', 'Sync worker' );
	await page.getByRole( 'radio', { name: 'This site calls the worker' } ).check();
	await page.getByLabel( 'Address of the worker' ).fill( await serveWorker() );
	await button( page, 'Save' ).click();
	await expect( saidSo( page, 'Saved.' ) ).toBeVisible();
	await pressSyncNow( page, rest );
	await settled( rest );
	await page.reload();
	await expect( page.locator( '.callboard-standing' ) ).toContainText( /match Salesforce/ );
} );

test( 'settings are for administrators', async ( { page, rest, browser } ) => {
	await php(
		"if ( ! username_exists( 'ed' ) ) { wp_insert_user( array( 'user_login' => 'ed', 'user_pass' => 'ed-of-the-tests', 'role' => 'editor', 'user_email' => 'ed@example.org' ) ); }"
	);
	const editor = await browser.newContext( { baseURL: stack.url, storageState: await signIn( 'ed', 'ed-of-the-tests' ) } );
	const other = await editor.newPage();
	await other.goto( '/wp-admin/profile.php' );
	await expect( other.locator( '#wpadminbar' ) ).toBeVisible();
	await expect( other.locator( '#user_login' ) ).toHaveValue( 'ed' );
	const answer = await other.goto( '/wp-admin/admin.php?page=callboard' );
	expect( answer?.status() ).toBe( 403 );
	await editor.close();
	await overview( page );
	expect( await tenantId( rest ) ).toBeGreaterThan( 0 );
} );

test( 'nothing of the plugin is loaded where it has nothing to do', async ( { page } ) => {
	await page.goto( '/' );
	expect( await page.content() ).not.toContain( '/plugins/callboard/' );
} );
