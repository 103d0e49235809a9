import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from '../../../admin-src/settings/App';
import { anOverview } from '../builders';
import { FakeSite, Refusal } from '../site';

let site: FakeSite;
const at = ( view: string ) => window.history.replaceState( null, '', `/wp-admin/admin.php?page=callboard${ view === '' ? '' : `&view=${ view }` }` );
beforeEach( () => {
	window.callboardSettings.page_url = '/wp-admin/admin.php?page=callboard';
	site = new FakeSite()
		.on( 'GET /tenants', [ { id: 1, name: 'Harbour Theatre', state: 'active' } ] )
		.on( 'GET /tenants/1/overview', anOverview() )
		.on( 'GET /tenants/1/runs', [] )
		.on( 'GET /tenants/1/attention', [] )
		.on( 'GET /tenants/1/brakes', [] )
		.on( 'GET /tenants/1/twins', [] )
		.on( 'GET /tenants/1/left-out', [] )
		.open();
} );

it( 'gives every view an address, a title and the focus', async () => {
	at( '' );
	render( <App /> );
	await screen.findByText( 'Up to date. 60 shows match Salesforce, checked 3 minutes ago.' );
	await userEvent.click( screen.getByRole( 'link', { name: 'History' } ) );
	const title = screen.getByRole( 'heading', { level: 1, name: 'History' } );
	expect( document.activeElement ).toBe( title );
	expect( document.title ).toBe( 'History ‹ Callboard' );
	expect( new URLSearchParams( window.location.search ).get( 'view' ) ).toBe( '/runs' );
	expect( screen.getByRole( 'link', { name: 'History' } ).getAttribute( 'aria-current' ) ).toBe( 'page' );
	expect( await screen.findByText( 'Nothing has run yet' ) ).toBeTruthy();
} );

it.each( [
	[ '/', 'Not connected yet' ],
	[ '/runs', 'Not connected yet' ],
	[ '/attention', 'Not connected yet' ],
	[ '/shows', 'Not connected yet' ],
	[ '/nowhere', 'There is nothing here' ],
] )( 'has an empty state at %s before anything is connected', async ( view, title ) => {
	at( view );
	site.on( 'GET /tenants', [] );
	render( <App /> );
	expect( await screen.findByRole( 'heading', { name: title } ) ).toBeTruthy();
} );

it( 'says so when the site does not answer, and recovers', async () => {
	at( '' );
	site.on( 'GET /tenants', new Refusal( 500, { code: 'internal_server_error', message: 'There has been a critical error.' } ) );
	render( <App /> );
	const retry = await screen.findByRole( 'button', { name: 'Try again' } );
	site.on( 'GET /tenants', [ { id: 1, name: 'Harbour Theatre', state: 'active' } ] );
	await act( () => userEvent.click( retry ) );
	expect( await screen.findByText( 'Harbour Theatre' ) ).toBeTruthy();
} );
