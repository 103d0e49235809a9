import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { OverriddenField, RefusedEdit } from '../../../sync-worker/src/contract/types';
import { Overrides } from '../../../admin-src/screens/overrides';
import { FakeSite, Refusal } from '../site';
import { renderScreen } from './render';

const override = ( changes: Partial< OverriddenField > = {} ): OverriddenField => ( {
	id: 1,
	external_id: 'a0E5e000000100xEAA',
	post_id: 12,
	title: 'Hamlet',
	target: 'title',
	label: 'Title',
	value: 'Hamlet',
	replaced: 'Hamelt',
	reason: 'Misprint',
	by: 'Ada',
	created_ms: Date.UTC( 2026, 10, 22, 12 ),
	...changes,
} );
const refused = ( changes: Partial< RefusedEdit > = {} ): RefusedEdit => ( {
	id: 5,
	external_id: 'a0E5e000000101xEAA',
	post_id: 13,
	title: 'Lear',
	target: 'title',
	label: 'Title',
	by: 'Ben',
	door: 'rest',
	at_ms: Date.UTC( 2026, 10, 22, 12 ),
	...changes,
} );

let site: FakeSite;
beforeEach( () => {
	site = new FakeSite()
		.on( 'GET /tenants/1/overrides', [
			override(),
			override( { id: 2, target: 'taxonomy:genre', label: 'Genre', value: [ 'Play' ], replaced: [ 'Opera', 'Ballet' ] } ),
		] )
		.on( 'GET /tenants/1/refused-edits', [] )
		.open();
} );
afterEach( () => expect( site.unexpected ).toEqual( [] ) );
const user = userEvent.setup();

const open = () => renderScreen( <Overrides tenantId={ 1 } />, { path: '/overrides', query: {} } );
const button = ( number: number ) => screen.getByRole( 'button', { name: `Give back to Salesforce (${ number })` } );

it( 'shows both values, and gives back what was chosen, with the reason', async () => {
	site.on( 'POST /tenants/1/overrides/give-back', { given_back: 1, refused: [] } );
	const { said } = open();
	const row = within( await screen.findByRole( 'row', { name: /Genre/ } ) );
	expect( row.getByText( 'Opera, Ballet' ) ).toBeTruthy();
	expect( button( 0 ).getAttribute( 'aria-disabled' ) ).toBe( 'true' );
	await user.click( row.getByRole( 'checkbox', { name: 'Give back: Genre of Hamlet' } ) );
	expect( button( 1 ).getAttribute( 'aria-disabled' ) ).toBe( 'true' );
	await user.type( screen.getByLabelText( 'Why are they given back?' ), ' Corrected ' );
	await user.click( button( 1 ) );
	await waitFor( () => expect( said ).toEqual( [ '1 field says again what Salesforce says.' ] ) );
	expect( site.last( 'POST /tenants/1/overrides/give-back' )?.body ).toEqual( { ids: [ 2 ], reason: 'Corrected' } );
	await waitFor( () => expect( site.count( 'GET /tenants/1/overrides' ) ).toBe( 2 ) );
} );

it( 'takes all of a page at once, and names what stays as it is', async () => {
	site.on( 'POST /tenants/1/overrides/give-back', {
		given_back: 0,
		refused: [ { external_id: 'a0E5e000000100xEAA', message: 'No listing of this site comes from it.', actions: [ 'Ask why.' ] } ],
	} );
	open();
	await user.click( await screen.findByRole( 'checkbox', { name: 'Choose all on this page' } ) );
	await user.type( screen.getByLabelText( 'Why are they given back?' ), 'All' );
	await user.click( button( 2 ) );
	expect( await screen.findByText( 'These stay as they are:', { selector: 'p' } ) ).toBeTruthy();
	expect( screen.getByRole( 'listitem' ).textContent ).toBe( 'Hamlet: No listing of this site comes from it. Ask why.' );
	expect( site.last( 'POST /tenants/1/overrides/give-back' )?.body ).toEqual( { ids: [ 1, 2 ], reason: 'All' } );
} );

it( 'keeps the choice beside what refused it', async () => {
	site.on( 'POST /tenants/1/overrides/give-back', new Refusal( 503, { code: 'busy', message: 'The database is busy.' } ) );
	open();
	await user.click( await screen.findByRole( 'checkbox', { name: 'Give back: Title of Hamlet' } ) );
	await user.type( screen.getByLabelText( 'Why are they given back?' ), 'x' );
	await user.click( button( 1 ) );
	expect( await screen.findByText( 'The database is busy.' ) ).toBeTruthy();
	expect( button( 1 ) ).toBeTruthy();
} );

it( 'lists edits that were refused, with the way to make the field one’s own', async () => {
	site.on( 'GET /tenants/1/overrides', [] ).on( 'GET /tenants/1/refused-edits', [ refused() ] );
	open();
	const table = within( await screen.findByRole( 'table', { name: 'Edits that were refused' } ) );
	expect( table.getByRole( 'link', { name: 'Lear' } ).getAttribute( 'href' ) ).toContain( 'a0E5e000000101xEAA' );
	expect( table.getByText( 'Ben' ) ).toBeTruthy();
	expect( screen.getByText( 'No field is taken back now.' ) ).toBeTruthy();
	expect( screen.getByRole( 'link', { name: 'Shows' } ) ).toBeTruthy();
} );

it( 'says so when nothing is taken back', async () => {
	site.on( 'GET /tenants/1/overrides', [] );
	open();
	expect( await screen.findByText( 'Nothing is taken back' ) ).toBeTruthy();
} );
