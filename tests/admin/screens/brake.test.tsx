import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Attention } from '../../../admin-src/screens/attention';
import { aBrake, anItem, anOverview } from '../builders';
import { FakeSite } from '../site';
import { renderScreen } from './render';

const item = { external_id: 'a0P5e000000100xEAA', reason: 'deleted', post_id: 12, title: 'Hamlet', before: 'publish', after: 'draft', since_ms: 1 };
const braked = anItem( { outcome: 'held', failure: { kind: 'record', code: 'brake_on', message: 'Would go.', actions: [] } } );

let site: FakeSite;
beforeEach( () => {
	site = new FakeSite()
		.on( 'GET /tenants/1/attention', [ braked ] )
		.on( 'GET /tenants/1/problems', [] )
		.on( 'GET /tenants/1/overview', anOverview() )
		.on( 'GET /tenants/1/brakes', [ aBrake() ] )
		.on( 'GET /tenants/1/twins', [] )
		.on( 'GET /tenants/1/left-out', [] )
		.on( 'GET /brakes/3/items', [ item ] )
		.open();
} );

it( 'shows what would go off the site, once, and keeps the listings when told so', async () => {
	site.on( 'POST /brakes/3/refuse', () => {
		site.on( 'GET /tenants/1/brakes', [ aBrake( { state: 'refused' } ) ] );
		return aBrake( { state: 'refused', sentence: 'Performances: a person kept 32 listings.' } );
	} );
	const { said } = renderScreen( <Attention tenantId={ 1 } /> );
	expect( await screen.findByRole( 'heading', { name: 'The brake is on' } ) ).toBeTruthy();
	expect( await screen.findByText( 'Published, then Draft' ) ).toBeTruthy();
	expect( screen.queryByText( 'Would go.' ) ).toBeNull();
	await userEvent.click( screen.getByRole( 'button', { name: /^Keep the listings/ } ) );
	expect( await screen.findByRole( 'heading', { name: 'Kept by a person' } ) ).toBeTruthy();
	expect( said ).toEqual( [ 'Performances: a person kept 32 listings.' ] );
	expect( screen.queryByRole( 'button', { name: /^Keep the listings/ } ) ).toBeNull();
	expect( screen.getByRole( 'button', { name: /^Withdraw them/ } ) ).toBeTruthy();
	expect( site.count( 'POST /brakes/3/approve' ) ).toBe( 0 );
	expect( site.unexpected ).toEqual( [] );
} );

it( 'withdraws them when told so, and says what stood in the way', async () => {
	site.on( 'POST /brakes/3/approve', () => {
		site.on( 'GET /tenants/1/brakes', [] ).on( 'GET /tenants/1/attention', [] );
		return aBrake( { state: 'settled', held: 0 } );
	} );
	renderScreen( <Attention tenantId={ 1 } /> );
	await userEvent.click( await screen.findByRole( 'button', { name: /^Withdraw them/ } ) );
	expect( await screen.findByText( 'Nothing needs you' ) ).toBeTruthy();
} );
