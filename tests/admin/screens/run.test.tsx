import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { RunDetail } from '../../../admin-src/screens/run';
import { aRun, anItem } from '../builders';
import { FakeSite, Refusal } from '../site';
import { renderScreen } from './render';

let site: FakeSite;
beforeEach( () => {
	site = new FakeSite().on( 'GET /runs/7/items', [ anItem() ] ).open();
} );

it( 'shows outcome and reason of each record, filtered as the URL says', async () => {
	site.on( 'GET /runs/7', aRun( { counts: { created: 4, rejected: 1 } } ) );
	renderScreen( <RunDetail runId={ 7 } />, { path: '/runs/7', query: { outcome: 'rejected' } } );
	expect( await screen.findByText( 'The title has 4,799 characters. Shorten it in Salesforce.' ) ).toBeTruthy();
	expect( site.last( 'GET /runs/7/items' )?.query ).toEqual( { page: '1', per_page: '50', outcome: 'rejected' } );
	expect( screen.getByRole( 'link', { name: 'Needs attention (1)' } ).getAttribute( 'aria-current' ) ).toBe( 'page' );
	expect( screen.queryByRole( 'button', { name: /Stop/ } ) ).toBeNull();
} );

it( 'hands over all items as a file, filtered as the screen is, and says what went wrong', async () => {
	const saved: string[] = [];
	const click = jest.spyOn( HTMLAnchorElement.prototype, 'click' ).mockImplementation( function ( this: HTMLAnchorElement ) {
		saved.push( `${ this.download } ${ this.href }` );
	} );
	URL.createObjectURL = () => 'blob:sheet';
	const freed: string[] = [];
	URL.revokeObjectURL = ( url ) => freed.push( url );
	site.on( 'GET /runs/7', aRun( { counts: { rejected: 1 } } ) ).on( 'GET /runs/7/items/csv', 'a,b' );
	renderScreen( <RunDetail runId={ 7 } />, { path: '/runs/7', query: { outcome: 'rejected' } } );
	const button = await screen.findByRole( 'button', { name: 'Download for a spreadsheet (CSV)' } );
	await userEvent.click( button );
	await waitFor( () => expect( saved ).toEqual( [ 'callboard-sync-7.csv blob:sheet' ] ) );
	expect( site.last( 'GET /runs/7/items/csv' )?.query ).toEqual( { outcome: 'rejected' } );
	expect( freed ).toEqual( [ 'blob:sheet' ] );
	site.on( 'GET /runs/7/items/csv', new Refusal( 404, { code: 'callboard_not_found', message: 'There is no such run.' } ) );
	await userEvent.click( button );
	expect( await screen.findByText( 'There is no such run.' ) ).toBeTruthy();
	expect( saved ).toHaveLength( 1 );
	click.mockRestore();
} );

it( 'says what failed and what to do', async () => {
	site.on(
		'GET /runs/7',
		aRun( { state: 'failed', failure: { kind: 'transient', code: 'salesforce_unavailable', message: 'Salesforce is away.', actions: [ 'Wait.' ] } } )
	);
	renderScreen( <RunDetail runId={ 7 } /> );
	expect( await screen.findByText( 'Salesforce is away.' ) ).toBeTruthy();
	expect( screen.getByText( 'Wait.' ) ).toBeTruthy();
} );

it( 'can be stopped while it is open', async () => {
	site.on( 'GET /runs/7', aRun( { state: 'claimed', phase: 'writing', done: 1, total: 4, finished_ms: null } ) ).on(
		'POST /runs/7/cancel',
		aRun( { state: 'cancelled' } )
	);
	const { said, unmount } = renderScreen( <RunDetail runId={ 7 } /> );
	expect( ( await screen.findByText( 'Writing' ) ).getAttribute( 'aria-current' ) ).toBe( 'step' );
	await userEvent.click( screen.getByRole( 'button', { name: /Stop/ } ) );
	await screen.findByText( 'Stopped' );
	expect( said ).toEqual( [ 'The sync is stopped.' ] );
	unmount();
} );

describe( 'a rehearsal', () => {
	const rehearsal = aRun( {
		options: { rehearsal: true },
		counts: { updated: 1 },
		sentence: 'Rehearsal, nothing was written. A sync would bring: 1 changed.',
	} );
	const changed = anItem( {
		outcome: 'updated',
		failure: null,
		diff: [ { field: 'title', label: 'Title', before: 'Hamlet', after: 'Hamlet, Prince of Denmark' } ],
	} );

	it( 'shows what would change, and applies exactly that', async () => {
		site.on( 'GET /runs/7', rehearsal )
			.on( 'GET /runs/7/items', [ changed ] )
			.on( 'POST /runs/7/apply', aRun( { id: 8 } ) );
		const { went } = renderScreen( <RunDetail runId={ 7 } /> );
		expect( ( await screen.findByText( 'Hamlet' ) ).tagName ).toBe( 'DEL' );
		expect( screen.getByText( 'Hamlet, Prince of Denmark' ).tagName ).toBe( 'INS' );
		expect( screen.getByText( 'Rehearsal' ) ).toBeTruthy();
		await userEvent.click( screen.getByRole( 'button', { name: 'Apply exactly this' } ) );
		expect( went ).toEqual( [ '/runs/8' ] );
	} );

	it( 'that no longer holds stays, with the reason', async () => {
		site.on( 'GET /runs/7', rehearsal )
			.on( 'GET /runs/7/items', [ changed ] )
			.on(
				'POST /runs/7/apply',
				new Refusal( 422, { code: 'mapping_changed_since_rehearsal', message: 'The mapping was changed.', data: { status: 422 } } )
			);
		const { went } = renderScreen( <RunDetail runId={ 7 } /> );
		await userEvent.click( await screen.findByRole( 'button', { name: 'Apply exactly this' } ) );
		expect( await screen.findByText( 'The mapping was changed.' ) ).toBeTruthy();
		expect( went ).toEqual( [] );
	} );

	it( 'is no choice for a run that wrote', async () => {
		site.on( 'GET /runs/7', aRun() );
		renderScreen( <RunDetail runId={ 7 } /> );
		await screen.findByText( 'The title has 4,799 characters. Shorten it in Salesforce.' );
		expect( screen.queryByRole( 'button', { name: 'Apply exactly this' } ) ).toBeNull();
		expect( screen.queryByText( 'What would change' ) ).toBeNull();
	} );
} );
