import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Connect } from '../../../admin-src/screens/connect';
import { aConnection } from '../builders';
import { FakeSite, Refusal } from '../site';
import { renderScreen } from './render';

let site: FakeSite;
beforeEach( () => {
	site = new FakeSite().on( 'GET /tenants/1/connection', aConnection() ).open();
} );
afterEach( () => expect( site.unexpected ).toEqual( [] ) );

const user = userEvent.setup();
const type = async ( label: string, text: string ) => {
	const box = await screen.findByLabelText( label );
	await user.clear( box );
	await user.click( box );
	await user.paste( text );
};

it( 'tells the second admin who connected, and keeps the stored key when none is pasted', async () => {
	site.on( 'PUT /tenants/1/connection', aConnection( { username: 'new@harbour.example' } ) );
	const { said } = renderScreen( <Connect tenantId={ 1 } onTenantsChange={ () => {} } /> );
	expect( await screen.findByText( /Connected by Ada on November 3, 2026\./ ) ).toBeTruthy();
	await type( 'User name of the integration user', 'new@harbour.example' );
	await user.click( screen.getByRole( 'button', { name: 'Save the connection' } ) );
	await waitFor( () => expect( said ).toEqual( [ 'The connection is saved.' ] ) );
	expect( site.last( 'PUT /tenants/1/connection' )?.body ).toEqual( {
		name: 'Harbour Theatre',
		login_url: 'https://login.salesforce.com',
		consumer_key: '3MVG9',
		username: 'new@harbour.example',
	} );
} );

it( 'forgets a pasted key as soon as it is stored', async () => {
	site.on( 'PUT /tenants/1/connection', aConnection() );
	const { said } = renderScreen( <Connect tenantId={ 1 } onTenantsChange={ () => {} } /> );
	await user.click( await screen.findByRole( 'button', { name: 'Paste a key I have' } ) );
	await type( 'Private key', 'TOPSECRET' );
	await user.click( screen.getByRole( 'button', { name: 'Save the connection' } ) );
	await waitFor( () => expect( said ).toHaveLength( 1 ) );
	expect( site.last( 'PUT /tenants/1/connection' )?.body ).toMatchObject( { private_key: 'TOPSECRET' } );
	expect( document.body.innerHTML ).not.toContain( 'TOPSECRET' );
	expect( screen.getByLabelText< HTMLTextAreaElement >( 'Private key' ).value ).toBe( '' );
} );

it( 'keeps what was typed when the save is refused', async () => {
	site.on(
		'PUT /tenants/1/connection',
		new Refusal( 422, {
			code: 'private_key_unreadable',
			message: 'This is not a private key.',
			data: { failure: { actions: [ 'Paste the whole file.' ] } },
		} )
	);
	renderScreen( <Connect tenantId={ 1 } onTenantsChange={ () => {} } /> );
	await type( 'Consumer key', 'typed' );
	await user.click( screen.getByRole( 'button', { name: 'Save the connection' } ) );
	expect( await screen.findByText( 'Paste the whole file.' ) ).toBeTruthy();
	expect( screen.getByLabelText< HTMLInputElement >( 'Consumer key' ).value ).toBe( 'typed' );
} );

it( 'brings the organisation into being with the first key, and loses nothing typed', async () => {
	let changes = 0;
	site.on( 'POST /tenants', { id: 1, name: 'Harbour Theatre', state: 'active' } )
		.on( 'POST /tenants/1/connection/key', { certificate: 'CERT' } )
		.on( 'GET /tenants/1/connection', aConnection( { consumer_key: '', username: '', connected_ms: null, connected_by: null } ) );
	renderScreen( <Connect tenantId={ null } onTenantsChange={ () => changes++ } /> );
	await type( 'Name of your organisation', 'Harbour Theatre' );
	await user.click( screen.getByRole( 'button', { name: 'Generate key and certificate' } ) );
	expect( await screen.findByLabelText( 'Certificate for Salesforce' ) ).toBeTruthy();
	expect( site.last( 'POST /tenants' )?.body ).toEqual( { name: 'Harbour Theatre' } );
	expect( screen.getByLabelText< HTMLInputElement >( 'Name of your organisation' ).value ).toBe( 'Harbour Theatre' );
	expect( changes ).toBe( 1 );
} );

it( 'shows what the org answers, and what is missing by name', async () => {
	site.on( 'POST /tenants/1/connection/test', {
		ok: false,
		org_name: 'Harbour Theatre',
		org_id: '00D5g000004XyZzEAK',
		username: 'sync@harbour.example',
		sandbox: true,
		edition: 'Enterprise Edition',
		api_version: '66.0',
		api_calls_left: 99982,
		objects_visible: 12,
		missing: [ 'Read access to the object PatronTicket__Venue__c' ],
	} );
	renderScreen( <Connect tenantId={ 1 } onTenantsChange={ () => {} } /> );
	const button = await screen.findByRole( 'button', { name: 'Test connection' } );
	await user.click( button );
	const panel = within( button.closest( 'section' ) as HTMLElement );
	for ( const text of [ 'Enterprise Edition', 'Sandbox', '99,982', '12', 'Read access to the object PatronTicket__Venue__c' ] ) {
		expect( await panel.findByText( text ) ).toBeTruthy();
	}
	expect( panel.queryByText( 'Next: choose what your shows are' ) ).toBeNull();
} );

it( 'shows a refusal of Salesforce with what to do', async () => {
	site.on( 'POST /tenants/1/connection/test', {
		ok: false,
		org_name: null,
		org_id: null,
		username: null,
		sandbox: null,
		edition: null,
		api_version: null,
		api_calls_left: null,
		objects_visible: null,
		missing: [],
		failure: {
			kind: 'config',
			code: 'salesforce_unknown_app',
			message: 'Salesforce does not know this consumer key.',
			actions: [ 'Copy the consumer key of the app again.' ],
		},
	} );
	renderScreen( <Connect tenantId={ 1 } onTenantsChange={ () => {} } /> );
	await user.click( await screen.findByRole( 'button', { name: 'Test connection' } ) );
	expect( await screen.findByText( 'Copy the consumer key of the app again.' ) ).toBeTruthy();
} );
