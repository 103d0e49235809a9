import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Runs } from '../../../admin-src/screens/runs';
import { optionsOf } from '../../../admin-src/screens/runs/limits';
import { aMapping, aRun } from '../builders';
import { FakeSite, Refusal } from '../site';
import { renderScreen } from './render';

let site: FakeSite;
beforeEach( () => {
	site = new FakeSite()
		.on( 'GET /tenants/1/runs', [ aRun() ] )
		.on( 'GET /tenants/1/mappings', [ aMapping(), aMapping( { id: 'performances', name: 'Performances' } ) ] )
		.on( 'POST /tenants/1/runs', aRun( { id: 8, kind: 'backfill', state: 'queued' } ) )
		.open();
} );
afterEach( () => expect( site.unexpected ).toEqual( [] ) );
const user = userEvent.setup();

async function open() {
	const shown = renderScreen( <Runs tenantId={ 1 } />, { path: '/runs', query: {} } );
	await user.click( await screen.findByRole( 'button', { name: 'Read again from Salesforce…' } ) );
	const dialogue = within( await screen.findByRole( 'dialog', { name: 'Read again from Salesforce' } ) );
	await dialogue.findByRole( 'checkbox', { name: 'Productions' } );
	return { ...shown, dialogue };
}

it( 'reads everything again when nothing is limited, says so, and shows the run', async () => {
	const { dialogue, said } = await open();
	const before = site.count( 'GET /tenants/1/runs' );
	await user.click( dialogue.getByRole( 'button', { name: 'Read again' } ) );
	await waitFor( () => expect( screen.queryByRole( 'dialog' ) ).toBeNull() );
	expect( site.last( 'POST /tenants/1/runs' )?.body ).toEqual( { kind: 'backfill', options: {} } );
	expect( said ).toHaveLength( 1 );
	await waitFor( () => expect( site.count( 'GET /tenants/1/runs' ) ).toBe( before + 1 ) );
} );

it( 'asks for the objects, days and condition that were chosen', async () => {
	const { dialogue } = await open();
	await user.click( dialogue.getByRole( 'checkbox', { name: 'Performances' } ) );
	await user.type( dialogue.getByLabelText( 'Created on or after' ), '2026-03-28' );
	await user.type( dialogue.getByLabelText( 'Created on or before' ), '2026-03-29' );
	await user.type( dialogue.getByLabelText( 'Condition' ), " Name LIKE 'H%' " );
	await user.click( dialogue.getByRole( 'button', { name: 'Read again' } ) );
	await waitFor( () => expect( site.count( 'POST /tenants/1/runs' ) ).toBe( 1 ) );
	expect( site.last( 'POST /tenants/1/runs' )?.body ).toEqual( {
		kind: 'backfill',
		options: {
			objects: [ 'performances' ],
			created_from_ms: new Date( 2026, 2, 28 ).getTime(),
			created_to_ms: new Date( 2026, 2, 30 ).getTime(),
			condition: "Name LIKE 'H%'",
		},
	} );
} );

it( 'as a rehearsal it asks for no write and leads to what would change', async () => {
	site.on( 'POST /tenants/1/runs', aRun( { id: 9, kind: 'backfill', state: 'queued', options: { rehearsal: true, objects: [ 'productions' ] } } ) );
	const { dialogue, said, went } = await open();
	await user.click( dialogue.getByRole( 'checkbox', { name: 'Productions' } ) );
	await user.click( dialogue.getByRole( 'checkbox', { name: 'Only show what would change' } ) );
	expect( dialogue.queryByRole( 'button', { name: 'Read again' } ) ).toBeNull();
	await user.click( dialogue.getByRole( 'button', { name: 'Show what would change' } ) );
	await waitFor( () => expect( went ).toEqual( [ '/runs/9' ] ) );
	expect( site.last( 'POST /tenants/1/runs' )?.body ).toEqual( { kind: 'backfill', rehearsal: true, options: { objects: [ 'productions' ] } } );
	expect( said ).toEqual( [] );
} );

it( 'stays open with what refused it, and can be left without asking', async () => {
	site.on(
		'POST /tenants/1/runs',
		new Refusal( 422, { code: 'backfill_range_empty', message: 'The range ends before it begins.', data: { failure: { actions: [] } } } )
	);
	const { dialogue } = await open();
	await user.click( dialogue.getByRole( 'button', { name: 'Read again' } ) );
	expect( await dialogue.findByText( 'The range ends before it begins.' ) ).toBeTruthy();
	await user.click( dialogue.getByRole( 'button', { name: 'Cancel' } ) );
	expect( screen.queryByRole( 'dialog' ) ).toBeNull();
} );

it( 'an object that is unticked again is not asked for', async () => {
	const { dialogue } = await open();
	await user.click( dialogue.getByRole( 'checkbox', { name: 'Performances' } ) );
	await user.click( dialogue.getByRole( 'checkbox', { name: 'Performances' } ) );
	await user.click( dialogue.getByRole( 'button', { name: 'Read again' } ) );
	await waitFor( () => expect( site.last( 'POST /tenants/1/runs' )?.body ).toEqual( { kind: 'backfill', options: {} } ) );
} );

it( 'takes the day of a month’s end to the next month', () => {
	expect( optionsOf( { objects: [], from: '', to: '2026-12-31', condition: ' ' } ) ).toEqual( { created_to_ms: new Date( 2027, 0, 1 ).getTime() } );
} );

it( 'reads the list anew while a sync is under way, and rests afterwards', async () => {
	jest.useFakeTimers( { doNotFake: [ 'setImmediate', 'queueMicrotask' ] } );
	try {
		site.on( 'GET /tenants/1/runs', [ aRun( { id: 8, kind: 'backfill', state: 'queued', sentence: 'Starting…' } ) ] );
		renderScreen( <Runs tenantId={ 1 } />, { path: '/runs', query: {} } );
		expect( await screen.findByText( 'Starting…' ) ).toBeTruthy();
		site.on( 'GET /tenants/1/runs', [ aRun( { id: 8, kind: 'backfill', state: 'succeeded', sentence: '3 changed.' } ) ] );
		await act( () => jest.advanceTimersByTimeAsync( 4_000 ) );
		expect( await screen.findByText( '3 changed.' ) ).toBeTruthy();
		const before = site.count( 'GET /tenants/1/runs' );
		await act( () => jest.advanceTimersByTimeAsync( 60_000 ) );
		expect( site.count( 'GET /tenants/1/runs' ) ).toBe( before );
	} finally {
		jest.useRealTimers();
	}
} );
