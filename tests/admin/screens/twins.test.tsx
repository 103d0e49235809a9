import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Attention } from '../../../admin-src/screens/attention';
import { aHeldRecord, anItem, anOverview } from '../builders';
import { FakeSite, Refusal } from '../site';
import { renderScreen } from './render';

const route = '/tenants/1/twins/a0P000000000002AAA';
const item = anItem( {
	outcome: 'held',
	failure: {
		kind: 'record',
		code: 'twin_found',
		message: 'Said twice.',
		actions: [],
	},
} );

let site: FakeSite;
beforeEach( () => {
	site = new FakeSite()
		.on( 'GET /tenants/1/attention', [ item ] )
		.on( 'GET /tenants/1/problems', [] )
		.on( 'GET /tenants/1/overview', anOverview() )
		.on( 'GET /tenants/1/brakes', [] )
		.on( 'GET /tenants/1/twins', [ aHeldRecord() ] )
		.on( 'GET /tenants/1/left-out', [] )
		.open();
} );

const answer = ( state: string ) => () => {
	site.on( 'GET /tenants/1/twins', [] ).on( 'GET /tenants/1/attention', [] );
	return { external_id: 'a0P000000000002AAA', state, post_id: null };
};

it( 'names both shows side by side, with venue, start and the way to each, and only there', async () => {
	renderScreen( <Attention tenantId={ 1 } /> );
	expect( await screen.findByRole( 'heading', { name: 'The same show? Hamlet' } ) ).toBeTruthy();
	const waiting = screen.getByRole( 'row', { name: /^Hamlet Main Stage/ } );
	const listed = screen.getByRole( 'row', {
		name: /^Hamlet \(evening\) Studio/,
	} );
	expect( within( waiting ).getByText( /November 22, 2026/ ) ).toBeTruthy();
	expect( within( waiting ).getByText( 'Waits for you' ) ).toBeTruthy();
	expect( within( waiting ).queryByRole( 'button' ) ).toBeNull();
	expect(
		within( waiting )
			.getByRole( 'link', { name: /Open in Salesforce/ } )
			.getAttribute( 'href' )
	).toBe( aHeldRecord().record_url );
	expect( within( listed ).getByRole( 'link', { name: 'Post 12 (Published)' } ).getAttribute( 'href' ) ).toBe( 'post.php?post=12&action=edit' );
	expect(
		within( listed )
			.getByRole( 'link', { name: /See the listing/ } )
			.getAttribute( 'href' )
	).toBe( 'https://house.example/hamlet' );
	expect( screen.queryByText( 'Said twice.' ) ).toBeNull();
	expect( site.unexpected ).toEqual( [] );
} );

it.each( [
	[ /^They are two different shows/, { decision: 'separate' }, 'waiting', 'Hamlet is listed with the next sync, within a minute.' ],
	[ /^It is the same: Hamlet takes over post 12/, { decision: 'link', post_id: 12 }, 'waiting', 'Hamlet is listed with the next sync, within a minute.' ],
	[ /^Leave out: Hamlet/, { decision: 'exclude' }, 'excluded', 'Hamlet is left out from now on.' ],
] )( 'says %s to the site, and what follows to the person', async ( name, decision, state, words ) => {
	site.on( `POST ${ route }`, answer( state ) );
	const { said } = renderScreen( <Attention tenantId={ 1 } /> );
	await userEvent.click( await screen.findByRole( 'button', { name } ) );
	expect( await screen.findByText( 'Nothing needs you' ) ).toBeTruthy();
	expect( site.last( `POST ${ route }` )?.body ).toEqual( decision );
	expect( said ).toEqual( [ words ] );
} );

it( 'offers every post from before Callboard, none without a post, and says why an answer was refused', async () => {
	const [ twin ] = aHeldRecord().others;
	if ( twin === undefined ) {
		throw new Error( 'The builder names a twin.' );
	}
	const others = [
		{
			...twin,
			external_id: null,
			post_id: 31,
			record_url: null,
			title: 'Old one',
		},
		{
			...twin,
			external_id: null,
			post_id: 32,
			record_url: null,
			title: 'Old two',
			permalink: null,
			status: 'draft',
			start_ms: null,
			venue: '',
		},
		{ ...twin, post_id: null, title: null, status: null, permalink: null },
	];
	site.on( 'GET /tenants/1/twins', [ aHeldRecord( { others } ) ] ).on(
		`POST ${ route }`,
		new Refusal( 422, {
			code: 'twin_not_held',
			message: 'This record is not held any more.',
			data: {
				status: 422,
				failure: {
					kind: 'record',
					code: 'twin_not_held',
					message: 'This record is not held any more.',
					actions: [ 'Look again.' ],
				},
			},
		} )
	);
	const { said } = renderScreen( <Attention tenantId={ 1 } /> );
	expect( await screen.findAllByRole( 'button', { name: /^It is the same/ } ) ).toHaveLength( 2 );
	expect( screen.getAllByText( 'From before Callboard' ) ).toHaveLength( 2 );
	await userEvent.click( screen.getByRole( 'button', { name: /takes over post 32/ } ) );
	expect( ( await screen.findAllByText( /not held any more/ ) ).length ).toBeGreaterThan( 0 );
	expect( said ).toEqual( [] );
} );
