import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Worker } from '../../../admin-src/screens/worker';
import { commandFor, modeChoices } from '../../../admin-src/screens/worker/modes';
import { FakeSite } from '../site';
import { renderScreen } from './render';

const settings = { worker_mode: 'pull' as const, ping_url: null, delete_data_on_uninstall: false, spawn_available: false };
const key = { key: 'abc', label: 'Sync worker', created_ms: 0, created_by: 'Ada', last_seen_ms: null };

it( 'waits for the worker and turns green when it asks for work', async () => {
	jest.useFakeTimers();
	const user = userEvent.setup( { advanceTimers: jest.advanceTimersByTimeAsync } );
	const settle = ( ms = 0 ) => act( () => jest.advanceTimersByTimeAsync( ms ) );
	const site = new FakeSite().on( 'GET /settings', settings ).on( 'GET /worker-keys', [] ).open();
	site.on( 'POST /worker-keys', {
		key: 'abc',
		label: 'Sync worker',
		connection: 'eyJ',
		command: "CALLBOARD_CONNECTION='eyJ' node callboard-worker.js pull",
	} );
	renderScreen( <Worker /> );
	await settle();
	site.on( 'GET /worker-keys', [ key ] );
	await user.click( screen.getByRole( 'button', { name: 'Create a worker key' } ) );
	await settle();
	expect( screen.getByText( 'Waiting for the worker…' ) ).toBeTruthy();
	site.on( 'GET /worker-keys', [ { ...key, last_seen_ms: 1 } ] );
	await settle( 3_000 );
	expect( screen.getByText( /The worker is here/ ) ).toBeTruthy();
	expect( site.unexpected ).toEqual( [] );
	jest.useRealTimers();
} );

it( 'offers to start the worker here only where that is possible', () => {
	const modes = ( available: boolean ) => modeChoices( { ...settings, spawn_available: available } ).map( ( { value } ) => value );
	expect( modes( false ) ).not.toContain( 'spawn' );
	expect( modes( true ) ).toContain( 'spawn' );
} );

it( 'gives the line that fits the mode', () => {
	const line = "CALLBOARD_CONNECTION='x' node callboard-worker.js pull";
	expect( commandFor( 'pull', line ) ).toBe( line );
	expect( commandFor( 'ping', line ) ).toBe( "CALLBOARD_CONNECTION='x' node callboard-worker.js serve --port 8787" );
	expect( commandFor( 'cron', line ) ).toBe( "* * * * * CALLBOARD_CONNECTION='x' node callboard-worker.js run --once --mode cron" );
} );
