import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Shows } from '../../../admin-src/screens/shows';
import { aConnection, aMapping } from '../builders';
import { FakeSite, Refusal } from '../site';
import { renderScreen } from './render';

const preset = { id: 'patronticket', name: 'PatronTicket', description: 'Productions and performances.', mappings: [ aMapping() ] };
let site: FakeSite;
beforeEach( () => {
	site = new FakeSite()
		.on( 'GET /tenants/1/connection', aConnection() )
		.on( 'GET /tenants/1/mappings', [] )
		.on( 'GET /tenants/1/retired', [] )
		.on( 'GET /presets', [ preset ] )
		.open();
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

describe( 'a mapping that leaves the sync', () => {
	const retirement = ( over = {} ) => ( {
		mapping_id: 'productions',
		name: 'Productions',
		is_current: true,
		listed: 12,
		waiting: 1,
		sentence: 'Productions: 12 listings from Salesforce.',
		...over,
	} );
	const open = async () => user.click( await screen.findByText( 'Stop reading this from Salesforce' ) );

	beforeEach( () => {
		site.on( 'GET /tenants/1/mappings', [ aMapping() ] ).on( 'GET /tenants/1/mappings/productions/retirement', retirement() );
	} );

	it( 'shows its numbers first, keeps its listings unless told otherwise, and is listed afterwards', async () => {
		const after = retirement( { is_current: false, sentence: 'Productions is not read any more. 12 listings stay as they are and are yours to edit.' } );
		site.on( 'POST /tenants/1/mappings/productions/retirement', after );
		const { said } = renderScreen( <Shows tenantId={ 1 } /> );
		expect( site.last( 'GET /tenants/1/mappings/productions/retirement' ) ).toBeUndefined();
		await open();
		expect( await screen.findByText( /12 listings on the site come from it\. 1 record waits/ ) ).toBeTruthy();
		expect( screen.getByRole< HTMLInputElement >( 'radio', { name: 'Keep them as they are' } ).checked ).toBe( true );
		site.on( 'GET /tenants/1/mappings', [] ).on( 'GET /tenants/1/retired', [ after ] );
		await user.click( screen.getByRole( 'button', { name: /^Stop reading it/ } ) );
		expect( await screen.findByRole( 'heading', { name: 'Not read any more' } ) ).toBeTruthy();
		expect( site.last( 'POST /tenants/1/mappings/productions/retirement' )?.body ).toEqual( { listings: 'keep' } );
		expect( said ).toEqual( [ after.sentence ] );
	} );

	it( 'takes its listings off the site where that is chosen, and says what refused it', async () => {
		site.on( 'POST /tenants/1/mappings/productions/retirement', new Refusal( 404, { code: 'callboard_not_found', message: 'There is no such mapping.' } ) );
		renderScreen( <Shows tenantId={ 1 } /> );
		await open();
		await user.click( await screen.findByRole( 'radio', { name: 'Take them off the site' } ) );
		await user.click( screen.getByRole( 'button', { name: /^Stop reading it/ } ) );
		expect( await screen.findByText( 'There is no such mapping.' ) ).toBeTruthy();
		expect( site.last( 'POST /tenants/1/mappings/productions/retirement' )?.body ).toEqual( { listings: 'draft' } );
	} );

	it( 'asks nothing about listings where there are none', async () => {
		site.on( 'GET /tenants/1/mappings/productions/retirement', retirement( { listed: 0, waiting: 0 } ) );
		renderScreen( <Shows tenantId={ 1 } /> );
		await open();
		expect( await screen.findByText( 'Nothing on the site comes from it now.' ) ).toBeTruthy();
		expect( screen.queryByRole( 'radio', { name: 'Keep them as they are' } ) ).toBeNull();
	} );
} );
