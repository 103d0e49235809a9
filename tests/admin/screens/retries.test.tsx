import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { Attention } from '../../../admin-src/screens/attention';
import { retryIdsOf, triesOf } from '../../../admin-src/screens/attention/tries';
import { anItem, anOverview } from '../builders';
import { FakeSite, Refusal } from '../site';
import { renderScreen } from './render';

const nextMs = Date.UTC( 2026, 10, 22, 13 );
const due = ( id: number, left = 3 ) => anItem( { id, title: `Show ${ id }`, retry: { id: id * 10, state: 'due', attempts_left: left, next_ms: nextMs } } );
const dead = anItem( { id: 3, title: 'Show 3', retry: { id: 30, state: 'dead', attempts_left: 0, next_ms: null } } );

const siteWith = ( ...items: ReturnType< typeof anItem >[] ) =>
	new FakeSite()
		.on( 'GET /tenants/1/attention', items )
		.on( 'GET /tenants/1/problems', [] )
		.on( 'GET /tenants/1/overview', anOverview() )
		.on( 'GET /tenants/1/brakes', [] )
		.on( 'GET /tenants/1/twins', [] )
		.on( 'GET /tenants/1/left-out', [] )
		.open();

it( 'says how many tries are left and when the next one is', () => {
	expect( triesOf( due( 1 ) ) ).toMatch( /^3 tries left, the next one: .*2026/ );
	expect( triesOf( due( 1, 1 ) ) ).toMatch( /^1 try left/ );
	expect( triesOf( dead ) ).toBe( 'Not tried again by itself' );
	expect( triesOf( anItem() ) ).toBe( '–' );
	expect( retryIdsOf( [ due( 1 ), anItem(), dead ] ) ).toEqual( [ 10, 30 ] );
} );

it( 'tries one record again, says so and reads the list anew', async () => {
	const site = siteWith( due( 1 ), dead ).on( 'POST /tenants/1/retries/now', { changed: 1 } );
	const { said } = renderScreen( <Attention tenantId={ 1 } /> );
	fireEvent.click( await screen.findByRole( 'button', { name: 'Retry now: Show 1' } ) );
	await waitFor( () => expect( said ).toEqual( [ '1 record is tried again now.' ] ) );
	expect( site.last( 'POST /tenants/1/retries/now' )?.body ).toEqual( { ids: [ 10 ] } );
	await waitFor( () => expect( site.count( 'GET /tenants/1/attention' ) ).toBe( 2 ) );
	expect( site.unexpected ).toEqual( [] );
} );

it( 'leaves all records of one cause alone', async () => {
	const site = siteWith( due( 1 ), due( 2 ) ).on( 'POST /tenants/1/retries/skip', { changed: 2 } );
	const { said } = renderScreen( <Attention tenantId={ 1 } /> );
	fireEvent.click( await screen.findByRole( 'button', { name: 'Skip until it changes: A text is too long' } ) );
	await waitFor( () => expect( said ).toEqual( [ '2 records are left alone until they change.' ] ) );
	expect( site.last( 'POST /tenants/1/retries/skip' )?.body ).toEqual( { ids: [ 10, 20 ] } );
} );

it( 'shows why an action failed, and lets it be tried again', async () => {
	siteWith( due( 1 ) ).on( 'POST /tenants/1/retries/now', new Refusal( 500, { code: 'oops', message: 'The database is away.' } ) );
	renderScreen( <Attention tenantId={ 1 } /> );
	const button = await screen.findByRole< HTMLButtonElement >( 'button', { name: 'Retry now: Show 1' } );
	await act( async () => {
		fireEvent.click( button );
		await Promise.resolve();
	} );
	expect( await screen.findAllByText( /The database is away/ ) ).not.toHaveLength( 0 );
	await waitFor( () => expect( button.disabled ).toBe( false ) );
} );

it( 'offers no buttons for what waits for its show', async () => {
	siteWith( anItem( { outcome: 'waiting', failure: null } ) );
	renderScreen( <Attention tenantId={ 1 } /> );
	await screen.findByRole( 'heading', { name: 'Waiting for their show' } );
	expect( screen.queryByRole( 'button', { name: /Retry|Skip/ } ) ).toBeNull();
} );
