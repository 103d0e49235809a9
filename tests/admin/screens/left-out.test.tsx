import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { KeepsFocus } from '../../../admin-src/components/KeepsFocus';
import { Attention } from '../../../admin-src/screens/attention';
import { Record } from '../../../admin-src/screens/why';
import { aLeftOutRecord, anOverview } from '../builders';
import { FakeSite, Refusal } from '../site';
import { renderScreen } from './render';

const route = '/tenants/1/twins/a0P000000000002AAA';

let site: FakeSite;
beforeEach( () => {
	site = new FakeSite()
		.on( 'GET /tenants/1/attention', [] )
		.on( 'GET /tenants/1/problems', [] )
		.on( 'GET /tenants/1/overview', anOverview() )
		.on( 'GET /tenants/1/brakes', [] )
		.on( 'GET /tenants/1/twins', [] )
		.on( 'GET /tenants/1/left-out', [ aLeftOutRecord() ] )
		.open();
} );
afterEach( () => expect( site.unexpected ).toEqual( [] ) );

const included = () => {
	site.on( 'GET /tenants/1/left-out', [] );
	return { external_id: 'a0P000000000002AAA', state: 'waiting', post_id: null };
};

const open = async () => userEvent.click( await screen.findByText( /^1 record that a person left out/ ) );

it( 'lists what was left out, by whom and since when, though nothing needs a person', async () => {
	renderScreen( <Attention tenantId={ 1 } /> );
	expect( await screen.findByText( 'Nothing needs you' ) ).toBeTruthy();
	expect( screen.queryByRole( 'table' ) ).toBeNull();
	await open();
	const row = await screen.findByRole( 'row', { name: /^Hamlet/ } );
	expect( within( row ).getByText( /November 22, 2026.* by Ada$/ ) ).toBeTruthy();
	expect( within( row ).getByText( 'Performances' ) ).toBeTruthy();
	expect(
		within( row )
			.getByRole( 'link', { name: /Open in Salesforce/ } )
			.getAttribute( 'href' )
	).toBe( aLeftOutRecord().record_url );
} );

it( 'says nothing where nothing was left out', async () => {
	site.on( 'GET /tenants/1/left-out', [] );
	renderScreen( <Attention tenantId={ 1 } /> );
	expect( await screen.findByText( 'Nothing needs you' ) ).toBeTruthy();
	expect( screen.queryByText( 'Left out of this site' ) ).toBeNull();
} );

it( 'includes it again by the door of every decision, and the focus is not lost with the row', async () => {
	site.on( `POST ${ route }`, included );
	const { said } = renderScreen(
		<div id="callboard-settings">
			<h1 tabIndex={ -1 }>Needs attention</h1>
			<KeepsFocus>
				<Attention tenantId={ 1 } />
			</KeepsFocus>
		</div>
	);
	await open();
	await userEvent.click( await screen.findByRole( 'button', { name: 'Include again Hamlet' } ) );
	expect( site.last( `POST ${ route }` )?.body ).toEqual( { decision: 'separate' } );
	expect( said ).toEqual( [ 'Hamlet is included again: the next sync reads it, within a minute.' ] );
	await waitFor( () => expect( screen.queryByRole( 'table' ) ).toBeNull() );
	expect( document.activeElement?.textContent ).toBe( 'Needs attention' );
} );

it( 'keeps the row, the words of the refusal and the focus when the site refuses', async () => {
	site.on(
		`POST ${ route }`,
		new Refusal( 422, {
			code: 'twin_not_held',
			message: 'This record is not held any more.',
			data: {
				status: 422,
				failure: { kind: 'record', code: 'twin_not_held', message: 'This record is not held any more.', actions: [ 'Look at the list again.' ] },
			},
		} )
	);
	renderScreen( <Attention tenantId={ 1 } /> );
	await open();
	const button = await screen.findByRole( 'button', { name: 'Include again Hamlet' } );
	await userEvent.click( button );
	expect( ( await screen.findAllByText( 'Look at the list again.' ) ).length ).toBeGreaterThan( 0 );
	expect( document.activeElement ).toBe( button );
} );

it( 'offers the same where the show is asked about', async () => {
	const subject = { tenant_id: 1, external_id: 'a0P000000000002AAA', post_id: null, title: 'Hamlet', state: 'excluded', mapping_id: 'performances' };
	const chain = ( state: string ) => ( {
		subject: { ...subject, state },
		is_listed: false,
		broken: 'ledger',
		sentence: 'It is not on the page.',
		links: [],
	} );
	site.on( 'GET /tenants/1/records/a0P000000000002AAA/why-not', chain( 'excluded' ) ).on( `POST ${ route }`, () => {
		site.on( 'GET /tenants/1/records/a0P000000000002AAA/why-not', chain( 'waiting' ) );
		return included();
	} );
	const { said } = renderScreen( <Record recordKey={ { tenantId: 1, externalId: 'a0P000000000002AAA' } } /> );
	const button = await screen.findByRole( 'button', { name: 'Include again Hamlet' } );
	await userEvent.click( button );
	expect( site.last( `POST ${ route }` )?.body ).toEqual( { decision: 'separate' } );
	expect( said ).toHaveLength( 1 );
	await waitFor( () => expect( screen.queryByRole( 'button', { name: /^Include again/ } ) ).toBeNull() );
} );
