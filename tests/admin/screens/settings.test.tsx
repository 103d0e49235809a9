import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { BrakeLimit, Budget, Timetable } from '../../../sync-worker/src/contract/types';
import { Settings } from '../../../admin-src/screens/settings';
import { asksFrom, type Row } from '../../../admin-src/screens/settings/limits';
import { anOverview } from '../builders';
import { FakeSite, Refusal } from '../site';
import { renderScreen } from './render';

const timetable = ( changes: Partial< Timetable > = {} ): Timetable => ( {
	every: 'weekly',
	default: 'weekly',
	next_ms: Date.UTC( 2026, 10, 30, 3 ),
	last_run_id: 12,
	last_ms: Date.UTC( 2026, 10, 23, 3 ),
	timezone: 'Europe/Vienna',
	...changes,
} );
const limit = ( mappingId: string | null, changes: Partial< BrakeLimit > = {} ): BrakeLimit => ( {
	mapping_id: mappingId,
	percent: 20,
	records: 10,
	is_default: true,
	...changes,
} );
const usual = { reserve_percent: 20, calls_per_run: 10_000, calls_per_day: null };
const budget = ( changes: Partial< Budget > = {} ): Budget => ( {
	...usual,
	default: usual,
	used: { worker: 1440, site: 12 },
	org: { used: 41_000, limit: 100_000, seen_ms: Date.UTC( 2026, 10, 23, 3 ) },
	spent: null,
	...changes,
} );
const mappings = [
	{ id: 'productions', name: 'Productions', listed: 60 },
	{ id: 'performances', name: 'Performances', listed: 412 },
];

let site: FakeSite;
beforeEach( () => {
	site = new FakeSite()
		.on( 'GET /tenants/1/timetable', timetable() )
		.on( 'GET /tenants/1/brake-limits', [ limit( null ), limit( 'productions' ), limit( 'performances', { percent: 5, records: 50, is_default: false } ) ] )
		.on( 'GET /tenants/1/budget', budget() )
		.on( 'GET /tenants/1/overview', anOverview( { mappings } ) )
		.open();
} );
afterEach( () => expect( site.unexpected ).toEqual( [] ) );
const user = userEvent.setup();

async function open() {
	const shown = renderScreen( <Settings tenantId={ 1 } /> );
	await screen.findByRole( 'heading', { name: 'When a sync must ask first' } );
	return shown;
}
const part = ( name: string ) => within( screen.getByRole( 'group', { name } ) );
const save = ( what: string ) => screen.getByRole( 'button', { name: `Save ${ what }` } );

it( 'shows the timetable with its default and next time, and saves another', async () => {
	site.on( 'PUT /tenants/1/timetable', timetable( { every: 'off', next_ms: null } ) );
	const { said } = await open();
	expect( screen.getByRole< HTMLInputElement >( 'radio', { name: 'Every Monday at four in the morning (as it comes)' } ).checked ).toBe( true );
	expect( screen.getByText( /Next time: November 30, 2026 at 4:00.AM, by the clock of this site \(Europe\/Vienna\)/ ) ).toBeTruthy();
	expect( screen.getByRole( 'link', { name: /Last time/ } ).getAttribute( 'href' ) ).toContain( '12' );
	expect( save( 'timetable' ).getAttribute( 'aria-disabled' ) ).toBe( 'true' );
	await user.click( screen.getByRole( 'radio', { name: 'Never by itself' } ) );
	await user.click( save( 'timetable' ) );
	await waitFor( () => expect( said ).toEqual( [ 'Saved.' ] ) );
	expect( site.last( 'PUT /tenants/1/timetable' )?.body ).toEqual( { every: 'off' } );
	expect( screen.getByText( /stays until somebody reads again by hand/ ) ).toBeTruthy();
} );

it( 'says what each limit means for the listings there are, as it is typed', async () => {
	await open();
	expect( part( 'Productions' ).getByText( 'Of 60 listings now: you are asked when 13 or more would go at once.' ) ).toBeTruthy();
	expect( part( 'Performances' ).getByText( 'Of 412 listings now: you are asked when 51 or more would go at once.' ) ).toBeTruthy();
	await user.click( part( 'For everything' ).getByRole( 'checkbox' ) );
	await user.clear( part( 'For everything' ).getByLabelText( 'More than this share (%)' ) );
	await user.type( part( 'For everything' ).getByLabelText( 'More than this share (%)' ), '50' );
	expect( part( 'Productions' ).getByText( /when 31 or more/ ) ).toBeTruthy();
	expect( part( 'Performances' ).getByText( /when 51 or more/ ) ).toBeTruthy();
} );

it( 'saves only what changed, and takes an own limit back', async () => {
	site.on( 'PUT /tenants/1/brake-limits', [ limit( null ), limit( 'productions', { percent: 0, records: 3, is_default: false } ), limit( 'performances' ) ] );
	const { said } = await open();
	expect( save( 'limits' ).getAttribute( 'aria-disabled' ) ).toBe( 'true' );
	await user.click( part( 'Productions' ).getByRole( 'checkbox' ) );
	for ( const [ label, text ] of [
		[ 'More than this share (%)', '0' ],
		[ 'and more than this many listings', '3' ],
	] as const ) {
		await user.clear( part( 'Productions' ).getByLabelText( label ) );
		await user.type( part( 'Productions' ).getByLabelText( label ), text );
	}
	await user.click( part( 'Performances' ).getByRole( 'checkbox' ) );
	await user.click( save( 'limits' ) );
	await waitFor( () => expect( said ).toHaveLength( 1 ) );
	expect( site.asked.filter( ( { method } ) => method === 'PUT' ).map( ( { body } ) => body ) ).toEqual( [
		{ mapping_id: 'productions', limit: { percent: 0, records: 3 } },
		{ mapping_id: 'performances', limit: null },
	] );
} );

it.each( [ '101', '-1', '1.5', '' ] )( 'does not send a share of “%s”, and says why', async ( text ) => {
	await open();
	await user.click( part( 'Productions' ).getByRole( 'checkbox' ) );
	const field = part( 'Productions' ).getByLabelText( 'More than this share (%)' );
	await user.clear( field );
	if ( text !== '' ) {
		await user.type( field, text );
	}
	expect( field.getAttribute( 'aria-invalid' ) ).toBe( 'true' );
	expect( part( 'Productions' ).getByText( 'A whole number from 0 to 100.' ) ).toBeTruthy();
	expect( save( 'limits' ).getAttribute( 'aria-disabled' ) ).toBe( 'true' );
} );

it( 'keeps what was typed beside what refused it', async () => {
	site.on( 'PUT /tenants/1/brake-limits', new Refusal( 404, { code: 'callboard_not_found', message: 'There is no such mapping.' } ) );
	const { said } = await open();
	await user.click( part( 'Productions' ).getByRole( 'checkbox' ) );
	await user.click( save( 'limits' ) );
	expect( await screen.findByText( 'There is no such mapping.' ) ).toBeTruthy();
	expect( part( 'Productions' ).getByRole< HTMLInputElement >( 'checkbox' ).checked ).toBe( true );
	expect( said ).toEqual( [] );
} );

it.each( [
	[ 100, 20, 10, 21 ],
	[ 10, 20, 10, 10 ],
	[ 1, 20, 10, 2 ],
	[ 40, 0, 0, 1 ],
	[ 40, 100, 10, 40 ],
] )( 'of %d listings, with %d %% and %d, asks from %d on', ( listed, percent, records, from ) => {
	const row: Row = { mappingId: 'productions', name: '', listed, isOwn: true, percent: String( percent ), records: String( records ) };
	expect( asksFrom( row, row ) ).toBe( from );
} );

describe( 'the budget of calls', () => {
	const field = ( label: string ) => screen.getByLabelText< HTMLInputElement >( label );
	const reserve = 'Share of the org’s calls left to its other users (%)';
	const run = 'Calls one sync may make';
	const day = 'Calls an organisation’s sync may make in 24 hours';
	const type = async ( label: string, text: string ) => {
		await user.clear( field( label ) );
		if ( text !== '' ) {
			await user.type( field( label ), text );
		}
	};

	it( 'shows who made the calls, and what the reserve means for this org as it is typed', async () => {
		await open();
		const rows = within( screen.getByRole( 'table', { name: 'Calls to Salesforce in the last 24 hours' } ) )
			.getAllByRole( 'row' )
			.slice( 1 )
			.map( ( row ) => row.textContent );
		expect( rows ).toEqual( [
			expect.stringMatching( /^The sync worker.*1,440$/ ),
			expect.stringMatching( /^This website.*12$/ ),
			expect.stringMatching( /^Everybody in the org.*41,000$/ ),
		] );
		expect( screen.getByText( 'Of 100,000 calls a day the sync stops when all together have made 80,000.' ) ).toBeTruthy();
		await type( reserve, '35' );
		expect( screen.getByText( 'Of 100,000 calls a day the sync stops when all together have made 65,000.' ) ).toBeTruthy();
	} );

	it( 'saves all three, an empty day as no bound', async () => {
		site.on( 'GET /tenants/1/budget', budget( { calls_per_day: 4000 } ) ).on( 'PUT /tenants/1/budget', budget( { calls_per_run: 500 } ) );
		const { said } = await open();
		expect( field( day ).value ).toBe( '4000' );
		expect( save( 'budget' ).getAttribute( 'aria-disabled' ) ).toBe( 'true' );
		await type( day, '' );
		await type( run, '500' );
		await user.click( save( 'budget' ) );
		await waitFor( () => expect( said ).toEqual( [ 'Saved. It holds from the next sync on.' ] ) );
		expect( site.last( 'PUT /tenants/1/budget' )?.body ).toEqual( { reserve_percent: 20, calls_per_run: 500, calls_per_day: null } );
		expect( save( 'budget' ).getAttribute( 'aria-disabled' ) ).toBe( 'true' );
	} );

	it.each( [
		[ reserve, '96', 'A whole number from 0 to 95.' ],
		[ reserve, '', 'A whole number from 0 to 95.' ],
		[ run, '19', 'A whole number, 20 or more.' ],
		[ run, '1e3', 'A whole number, 20 or more.' ],
		[ day, '0', 'A whole number, or empty.' ],
		[ day, '-5', 'A whole number, or empty.' ],
	] )( 'does not send “%s” of “%s”, and says why', async ( label, text, help ) => {
		await open();
		await type( label, text );
		expect( field( label ).getAttribute( 'aria-invalid' ) ).toBe( 'true' );
		const words = document.getElementById( field( label ).getAttribute( 'aria-describedby' ) ?? '' );
		expect( words?.textContent.trim() ).toBe( help );
		// It was there before the error was: what changes in it is spoken.
		expect( words?.querySelector( '[aria-live="polite"]' )?.textContent.trim() ).toBe( help );
		expect( screen.getByText( help ).className ).toBe( 'callboard-wrong-words' );
		expect( save( 'budget' ).getAttribute( 'aria-disabled' ) ).toBe( 'true' );
	} );

	it( 'says what holds the sync back, and what is not known yet', async () => {
		const spent = {
			scope: 'day' as const,
			message: 'The sync has made as many calls to Salesforce as it may in 24 hours.',
			resume_ms: Date.UTC( 2026, 10, 24, 3 ),
		};
		site.on( 'GET /tenants/1/budget', budget( { spent, org: null } ) );
		await open();
		// Also said to screen readers.
		expect(
			screen.getAllByText( /as many calls to Salesforce as it may in 24 hours\. The sync tries again by itself on November 2/ ).length
		).toBeGreaterThan( 0 );
		expect( screen.getByText( 'How many calls the org has is known after the first sync.' ) ).toBeTruthy();
		expect( screen.queryByRole( 'rowheader', { name: /Everybody in the org/ } ) ).toBeNull();
	} );

	it( 'keeps what was typed beside what refused it', async () => {
		site.on( 'PUT /tenants/1/budget', new Refusal( 403, { code: 'rest_forbidden', message: 'Only administrators may manage Callboard.' } ) );
		const { said } = await open();
		await type( run, '500' );
		await user.click( save( 'budget' ) );
		expect( await screen.findByText( 'Only administrators may manage Callboard.' ) ).toBeTruthy();
		expect( field( run ).value ).toBe( '500' );
		expect( said ).toEqual( [] );
	} );
} );
