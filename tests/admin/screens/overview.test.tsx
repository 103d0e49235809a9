import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Overview } from '../../../admin-src/screens/overview';
import { aRun, anOverview } from '../builders';
import { FakeSite, Refusal } from '../site';
import { renderScreen } from './render';

let site: FakeSite;
beforeEach( () => {
	jest.useFakeTimers();
	site = new FakeSite().on( 'GET /tenants/1/runs', [] ).open();
} );
afterEach( () => {
	jest.useRealTimers();
	expect( site.unexpected ).toEqual( [] );
} );
const settle = ( ms = 0 ) => act( () => jest.advanceTimersByTimeAsync( ms ) );
const press = async ( name: string ) => {
	await userEvent.setup( { advanceTimers: jest.advanceTimersByTimeAsync } ).click( screen.getByRole( 'button', { name } ) );
	await settle();
};

it.each( [
	[ 'not_connected', 'Connect to Salesforce', false ],
	[ 'no_mapping', 'Choose what your shows are', false ],
	[ 'no_worker', 'Set up the sync worker', true ],
	[ 'stale', 'Set up the sync worker', true ],
	[ 'attention', 'See what needs attention', true ],
	[ 'failed', 'See what failed', true ],
] as const )( 'in state %s it leads to the cure', async ( state, link, canSync ) => {
	site.on( 'GET /tenants/1/overview', anOverview( { state, sentence: 'The sentence.' } ) );
	renderScreen( <Overview tenantId={ 1 } /> );
	await settle();
	expect( screen.getByRole( 'link', { name: link } ) ).toBeTruthy();
	expect( screen.getAllByText( 'The sentence.' ).length ).toBeGreaterThan( 0 );
	expect( screen.queryByRole( 'button', { name: 'Sync now' } ) !== null ).toBe( canSync );
} );

it( 'shows the progress that the server tells, from “Sync now” to the end', async () => {
	site.on( 'GET /tenants/1/overview', anOverview() ).on( 'POST /tenants/1/runs', aRun( { id: 8, state: 'queued' } ) );
	const { said } = renderScreen( <Overview tenantId={ 1 } /> );
	await settle();
	site.on( 'GET /tenants/1/overview', anOverview( { state: 'running', run_id: 8 } ) );
	site.on( 'GET /runs/8', aRun( { id: 8, state: 'claimed', total: null, finished_ms: null, sentence: 'Reading from Salesforce…' } ) );
	await press( 'Sync now' );
	const bar = screen.getByRole( 'progressbar', { name: 'Progress of the sync' } );
	expect( [ bar.getAttribute( 'aria-valuenow' ), bar.getAttribute( 'aria-valuetext' ) ] ).toEqual( [ null, 'Reading from Salesforce…' ] );

	site.on( 'GET /runs/8', aRun( { id: 8, state: 'claimed', done: 50, total: 200, finished_ms: null, sentence: 'Writing to the site: 50 of 200' } ) );
	await settle( 1_500 );
	expect( [ bar.getAttribute( 'aria-valuenow' ), bar.getAttribute( 'aria-valuetext' ) ] ).toEqual( [ '25', '50 of 200' ] );

	site.on( 'GET /runs/8', aRun( { id: 8 } ) ).on( 'GET /tenants/1/overview', anOverview() );
	await settle( 1_500 );
	expect( screen.queryByRole( 'progressbar' ) ).toBeNull();
	expect( said ).toEqual( [ `The sync has ended. ${ aRun().sentence }` ] );
	expect( site.count( 'POST /tenants/1/runs' ) ).toBe( 1 );
} );

it( 'tells the end of a sync that was over before the overview was read again', async () => {
	site.on( 'GET /tenants/1/overview', anOverview() )
		.on( 'POST /tenants/1/runs', aRun( { id: 8, state: 'queued' } ) )
		.on( 'GET /runs/8', aRun( { id: 8, sentence: '1 changed.' } ) );
	const { said } = renderScreen( <Overview tenantId={ 1 } /> );
	await settle();
	await press( 'Sync now' );
	await settle( 1_500 );
	expect( said ).toEqual( [ 'The sync has ended. 1 changed.' ] );
	expect( screen.queryByRole( 'progressbar' ) ).toBeNull();
} );

it( 'finds a running sync again after the tab was closed', async () => {
	site.on( 'GET /tenants/1/overview', anOverview( { state: 'running', run_id: 8 } ) ).on(
		'GET /runs/8',
		aRun( { id: 8, state: 'claimed', done: 1, total: 2, finished_ms: null } )
	);
	renderScreen( <Overview tenantId={ 1 } /> ).unmount();
	renderScreen( <Overview tenantId={ 1 } /> );
	await settle();
	expect( screen.getByRole( 'progressbar' ).getAttribute( 'aria-valuenow' ) ).toBe( '50' );
	expect( site.count( 'POST /tenants/1/runs' ) ).toBe( 0 );
} );

it( 'keeps a refusal on the screen, with what to do', async () => {
	site.on( 'GET /tenants/1/overview', anOverview() ).on(
		'POST /tenants/1/runs',
		new Refusal( 422, { code: 'tenant_paused', message: 'The sync is paused.', data: { failure: { actions: [ 'Resume it first.' ] } } } )
	);
	renderScreen( <Overview tenantId={ 1 } /> );
	await settle();
	await press( 'Sync now' );
	await settle( 60_000 );
	expect( screen.getByText( 'The sync is paused.' ) ).toBeTruthy();
	expect( screen.getByText( 'Resume it first.' ) ).toBeTruthy();
} );

it( 'asks a copied site whether it moved, and syncs nothing', async () => {
	site.on( 'GET /tenants/1/overview', anOverview( { state: 'copied' } ) ).on( 'POST /tenants/1/site', {} );
	renderScreen( <Overview tenantId={ 1 } /> );
	await settle();
	expect( screen.queryByRole( 'button', { name: 'Sync now' } ) ).toBeNull();
	await press( 'This site has moved' );
	expect( site.last( 'POST /tenants/1/site' )?.body ).toEqual( { answer: 'moved' } );
} );
