import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { StandingProblem } from '../../../sync-worker/src/contract/types';
import { Attention } from '../../../admin-src/screens/attention';
import { anOverview, aRun } from '../builders';
import { FakeSite } from '../site';
import { renderScreen } from './render';

const problem = ( changes: Partial< StandingProblem > = {} ): StandingProblem => ( {
	code: 'salesforce_unavailable',
	title: 'The sync failed 4 times in a row and waits longer each time',
	message: 'Salesforce is away. The next attempt is in 8 minutes.',
	actions: [ 'Wait, or look at status.salesforce.com.' ],
	since_ms: Date.UTC( 2026, 10, 22, 12 ),
	until_ms: Date.UTC( 2026, 10, 22, 13 ),
	run_id: 7,
	mapping_id: null,
	cure: 'sync_now',
	...changes,
} );
const refused = problem( {
	code: 'salesforce_refused',
	title: 'Signing in to Salesforce is paused',
	message: 'Salesforce refused the sign-in.',
	cure: 'test_connection',
} );
const test = { ok: true, org_name: null, org_id: null, username: null, sandbox: false };

let site: FakeSite;
beforeEach( () => {
	site = new FakeSite()
		.on( 'GET /tenants/1/attention', [] )
		.on( 'GET /tenants/1/overview', anOverview() )
		.on( 'GET /tenants/1/brakes', [] )
		.on( 'GET /tenants/1/twins', [] )
		.on( 'GET /tenants/1/left-out', [] )
		.on( 'GET /tenants/1/problems', [ problem() ] )
		.open();
} );
afterEach( () => expect( site.unexpected ).toEqual( [] ) );
const user = userEvent.setup();

const open = async ( title: string ) => {
	const shown = renderScreen( <Attention tenantId={ 1 } />, { path: '/attention', query: {} } );
	const card = ( await screen.findByRole( 'heading', { name: title } ) ).closest( 'section' )!;
	return { ...shown, card: within( card ) };
};

it( 'says what holds the sync back, with its cure beside it, and lets it be tried at once', async () => {
	site.on( 'POST /tenants/1/runs', aRun( { id: 9, state: 'queued' } ) );
	const { card, went } = await open( 'The sync failed 4 times in a row and waits longer each time' );
	expect( card.getByText( /The next attempt is in 8 minutes/ ) ).toBeTruthy();
	expect( card.getByText( /status.salesforce.com/ ) ).toBeTruthy();
	expect( card.getByRole( 'link', { name: /The sync that said so/ } ).getAttribute( 'href' ) ).toContain( '7' );
	await user.click( card.getByRole( 'button', { name: /^Sync now/ } ) );
	await waitFor( () => expect( went ).toEqual( [ '/runs/9' ] ) );
} );

it( 'tests a refused sign-in, says what Salesforce answered, and goes on when it lets Callboard in', async () => {
	site.on( 'GET /tenants/1/problems', [ refused ] ).on( 'POST /tenants/1/connection/test', {
		...test,
		ok: false,
		failure: { kind: 'auth', code: 'salesforce_user_locked', message: 'The user is locked.', actions: [ 'Unlock it.' ] },
	} );
	const { card, said } = await open( 'Signing in to Salesforce is paused' );
	expect( card.getByRole( 'link', { name: 'To the connection' } ) ).toBeTruthy();
	await user.click( card.getByRole( 'button', { name: /^Test the connection/ } ) );
	expect( await card.findByText( 'The user is locked.' ) ).toBeTruthy();
	expect( said ).toEqual( [] );
	site.on( 'POST /tenants/1/connection/test', test ).on( 'GET /tenants/1/problems', [] );
	await user.click( card.getByRole( 'button', { name: /^Test the connection/ } ) );
	expect( await screen.findByText( 'Nothing needs you' ) ).toBeTruthy();
	expect( said ).toHaveLength( 1 );
} );

it( 'reads a mapping again whose field could not be read', async () => {
	site.on( 'GET /tenants/1/problems', [
		problem( { code: 'field_unreadable', title: 'A field cannot be read', mapping_id: 'productions', cure: 'read_again' } ),
	] ).on( 'POST /tenants/1/runs', aRun( { id: 10, kind: 'backfill', state: 'queued' } ) );
	const { card, went } = await open( 'A field cannot be read' );
	await user.click( card.getByRole( 'button', { name: /^I have mended it/ } ) );
	await waitFor( () => expect( went ).toEqual( [ '/runs/10' ] ) );
	expect( site.last( 'POST /tenants/1/runs' )?.body ).toEqual( { kind: 'backfill', options: { objects: [ 'productions' ] } } );
} );

it( 'has no button where none can do it', async () => {
	site.on( 'GET /tenants/1/problems', [
		problem( { code: 'dead_letters', title: 'Records that are not tried again by themselves', cure: null, run_id: null, since_ms: null } ),
	] );
	const { card } = await open( 'Records that are not tried again by themselves' );
	expect( card.queryByRole( 'button' ) ).toBeNull();
} );
