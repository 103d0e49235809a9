import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Shows } from '../../../admin-src/screens/shows';
import { aConnection, aMapping } from '../builders';
import { FakeSite, Refusal } from '../site';
import { renderScreen } from './render';

const preset = { id: 'patronticket', name: 'PatronTicket', description: 'Productions and performances.', mappings: [ aMapping() ] };
let site: FakeSite;
beforeEach( () => {
	site = new FakeSite().on( 'GET /tenants/1/connection', aConnection() ).on( 'GET /tenants/1/mappings', [] ).on( 'GET /presets', [ preset ] ).open();
} );
afterEach( () => expect( site.unexpected ).toEqual( [] ) );
const user = userEvent.setup();

it( 'asks for the connection first', async () => {
	site.on( 'GET /tenants/1/connection', aConnection( { consumer_key: '', has_private_key: false } ) );
	renderScreen( <Shows tenantId={ 1 } /> );
	expect( await screen.findByRole( 'link', { name: 'Connect to Salesforce' } ) ).toBeTruthy();
	expect( screen.queryByRole( 'combobox' ) ).toBeNull();
} );

it( 'names what was left out of a preset, and what refused it', async () => {
	site.on(
		'POST /tenants/1/preset',
		new Refusal( 422, {
			code: 'preset_objects_missing',
			message: 'Your org does not show these objects: X__c.',
			data: { failure: { actions: [ 'Give read access.' ] } },
		} )
	);
	renderScreen( <Shows tenantId={ 1 } /> );
	const button = await screen.findByRole( 'button', { name: 'Check against my org and use it' } );
	await screen.findByText( 'Productions and performances.' );
	await user.click( button );
	expect( await screen.findByText( 'Your org does not show these objects: X__c.' ) ).toBeTruthy();
	site.on( 'POST /tenants/1/preset', {
		mappings: [],
		missing_fields: [ 'A.B__c' ],
		warnings: [ 'Your org does not show the field A.B__c: it is left out.' ],
	} );
	await user.click( button );
	expect( await screen.findByText( 'Your org does not show the field A.B__c: it is left out.' ) ).toBeTruthy();
	expect( site.last( 'POST /tenants/1/preset' )?.body ).toEqual( { preset: 'patronticket' } );
} );

it( 'sends only the owners that changed', async () => {
	site.on( 'GET /tenants/1/mappings', [ aMapping() ] ).on( 'PUT /tenants/1/mappings/productions/owners', aMapping( { version: 2 } ) );
	const { said } = renderScreen( <Shows tenantId={ 1 } /> );
	const table = within( await screen.findByRole( 'table', { name: 'Fields of Productions' } ) );
	await user.selectOptions( table.getByRole( 'combobox', { name: 'Who has the last word on Title' } ), 'wordpress' );
	await user.selectOptions( table.getByRole( 'combobox', { name: 'Who has the last word on Picture' } ), 'wordpress' );
	await user.selectOptions( table.getByRole( 'combobox', { name: 'Who has the last word on Picture' } ), 'fill_if_empty' );
	expect( table.getByRole< HTMLSelectElement >( 'combobox', { name: 'Who has the last word on Short description' } ).disabled ).toBe( true );
	await user.click( screen.getByRole( 'button', { name: 'Save owners' } ) );
	await waitFor( () => expect( said ).toHaveLength( 1 ) );
	expect( site.last( 'PUT /tenants/1/mappings/productions/owners' )?.body ).toEqual( { owners: { title: 'wordpress' } } );
} );
