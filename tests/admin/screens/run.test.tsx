import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { RunDetail } from '../../../admin-src/screens/run';
import { aRun, anItem } from '../builders';
import { FakeSite } from '../site';
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
