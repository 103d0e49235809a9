import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Why, Record } from '../../../admin-src/screens/why';
import type { History, ShowSync, Subject, WhyNot } from '../../../sync-worker/src/contract/types';
import { aMapping } from '../builders';
import { FakeSite, Refusal } from '../site';
import { renderScreen } from './render';

const id = 'a0E5e000000100xEAA';
const key = { tenantId: 1, externalId: id };
const subject = ( changes: Partial< Subject > = {} ): Subject => ( {
	tenant_id: 1,
	external_id: id,
	post_id: 12,
	title: 'Hamlet',
	state: 'live',
	mapping_id: 'productions',
	...changes,
} );
const chain = ( changes: Partial< WhyNot > = {} ): WhyNot => ( {
	subject: subject(),
	is_listed: false,
	broken: 'filter',
	sentence: 'It is outside the filter: not true for it is Active__c = true',
	links: [
		{ key: 'org', label: 'In Salesforce', state: 'ok', message: 'Salesforce has it.', actions: [] },
		{ key: 'filter', label: 'Meant for the site', state: 'broken', message: 'It is outside the filter.', actions: [ 'Tick Active in Salesforce.' ] },
		{ key: 'cache', label: 'On the page visitors get', state: 'unknown', message: 'Not asked.', actions: [] },
	],
	...changes,
} );
const history = ( changes: Partial< History > = {} ): History => ( {
	subject: subject(),
	mapping_id: 'productions',
	mapping_version: 3,
	raw: { Id: id, Name: ' Hamlet ' },
	fields: [
		{
			target: 'title',
			label: 'Title',
			owner: 'salesforce',
			from: 'Name',
			expression: null,
			now: 'Hamlt',
			may_roll_back: true,
			why_fixed: null,
			override: { value: 'Hamlt', replaced: 'Hamlet', reason: 'As printed', by: 'Ada', created_ms: 5, ended_ms: null, ended_why: null },
			changes: [
				{ kind: 'override', at_ms: 5, run_id: null, by: 'Ada', before: 'Hamlet', after: 'Hamlt' },
				{ kind: 'sync', at_ms: 4, run_id: 7, by: null, before: null, after: 'Hamlet' },
			],
		},
	],
	versions: [ { id: 1, run_id: 7, at_ms: 4, stamp_ms: 1, read_ms: 2, mapping_version: 3, changed_by: null, targets: [] } ],
	events: [],
	overrides: [],
	...changes,
} );
const sync = ( changes: Partial< ShowSync > = {} ): ShowSync => ( {
	subject: subject(),
	run_id: 9,
	asked: 3,
	asked_ms: 100,
	waiting: 3,
	outcomes: [],
	sentence: 'Waiting for the worker: 3 of 3 still to be read.',
	...changes,
} );

let site: FakeSite;
beforeEach( () => {
	site = new FakeSite()
		.on( `GET /tenants/1/records/${ id }/why-not`, chain() )
		.on( `GET /tenants/1/records/${ id }/history`, history() )
		.on(
			'GET /tenants/1/mappings/productions/versions/3',
			aMapping( {
				version: 3,
				fields: [ { to: 'title', from: 'Name', owner: 'salesforce', empty: 'reject', label: 'Title', transforms: [ { name: 'trim' } ] } ],
			} )
		)
		.open();
} );

it( 'asks which show, and puts what was asked into the address', async () => {
	const { went } = renderScreen( <Why recordKey={ null } />, { path: '/why', query: {} } );
	const button = screen.getByRole( 'button', { name: 'Find it' } );
	expect( button.getAttribute( 'aria-disabled' ) ).toBe( 'true' );
	await userEvent.type( screen.getByRole( 'textbox', { name: 'Which show?' } ), '  hamlet ' );
	await userEvent.click( button );
	expect( went ).toEqual( [ '/why' ] );
	expect( site.asked ).toEqual( [] );
} );

it( 'lets one choose where several are meant', async () => {
	site.on( 'GET /records', [ subject(), subject( { external_id: 'a0E5e000000101xEAA', title: 'Hamlet, again' } ) ] );
	renderScreen( <Why recordKey={ null } />, { path: '/why', query: { show: 'hamlet' } } );
	const link = await screen.findByRole( 'link', { name: 'Hamlet, again' } );
	expect( new URL( link.getAttribute( 'href' ) ?? '', 'https://x.example' ).searchParams.get( 'view' ) ).toBe( '/why/1/a0E5e000000101xEAA' );
	expect( site.last( 'GET /records' )?.query ).toEqual( { query: 'hamlet' } );
} );

it( 'says so when nothing is known by it', async () => {
	site.on( 'GET /records', [] );
	renderScreen( <Why recordKey={ null } />, { path: '/why', query: { show: 'nobody' } } );
	expect( await screen.findByText( 'Nothing is known by this' ) ).toBeTruthy();
} );

it( 'shows the chain in words: which link is broken, and the cure', async () => {
	site.on( 'GET /records', [ subject() ] );
	renderScreen( <Why recordKey={ null } />, { path: '/why', query: { show: 'hamlet' } } );
	expect( await screen.findByRole( 'heading', { name: /not true for it is Active__c = true/ } ) ).toBeTruthy();
	const broken = screen.getByText( 'Tick Active in Salesforce.' ).closest( 'li[aria-current="step"]' );
	expect( broken?.textContent ).toContain( 'Meant for the site (broken)' );
	expect( screen.getByText( '(holds)' ) ).toBeTruthy();
	expect( screen.getByText( '(not known)' ) ).toBeTruthy();
} );

it( 'recomputes the steps of each field, and tells its past and its override', async () => {
	renderScreen( <Record recordKey={ key } /> );
	await userEvent.click( await screen.findByText( 'Title' ) );
	expect( screen.getByText( 'overridden' ) ).toBeTruthy();
	expect( screen.getByText( /Salesforce says “Hamlet”. Overridden by Ada: As printed/ ) ).toBeTruthy();
	const step = screen.getByText( 'trim' ).closest( 'li' );
	expect( step?.textContent ).toBe( 'trim:  Hamlet  → Hamlet' );
	expect( screen.getByText( 'Sent to the site: Hamlet' ) ).toBeTruthy();
	expect( screen.getByText( /\(sync 7\): — → Hamlet/ ) ).toBeTruthy();
} );

it( 'takes a listing back to an earlier version, or to what Salesforce says, with a reason', async () => {
	const versions = [ 3, 2 ].map( ( number ) => ( {
		id: number,
		run_id: number,
		at_ms: number,
		stamp_ms: 1,
		read_ms: 2,
		mapping_version: 3,
		changed_by: null,
		targets: [],
	} ) );
	site.on( `GET /tenants/1/records/${ id }/history`, history( { versions } ) )
		.on( `POST /tenants/1/records/${ id }/roll-back`, { targets: [ 'title' ] } )
		.on( `POST /tenants/1/records/${ id }/lift`, { targets: [ 'title' ] } );
	const { said } = renderScreen( <Record recordKey={ key } /> );
	const choice = await screen.findByRole( 'combobox', { name: 'What should it say?' } );
	const button = screen.getByRole( 'button', { name: 'Take it back' } );
	await userEvent.selectOptions( choice, '2' );
	expect( button.getAttribute( 'aria-disabled' ) ).toBe( 'true' );
	await userEvent.type( screen.getByRole( 'textbox', { name: 'Why?' } ), 'Misprint' );
	await userEvent.click( button );
	await waitFor( () => expect( said ).toEqual( [ 'Done: Title' ] ) );
	expect( site.last( `POST /tenants/1/records/${ id }/roll-back` )?.body ).toEqual( { version_id: 2, targets: [], reason: 'Misprint' } );
	await userEvent.selectOptions( screen.getByRole( 'combobox', { name: 'What should it say?' } ), 'lift' );
	await userEvent.type( screen.getByRole( 'textbox', { name: 'Why?' } ), 'Mended' );
	await userEvent.click( screen.getByRole( 'button', { name: 'Take it back' } ) );
	await waitFor( () => expect( site.last( `POST /tenants/1/records/${ id }/lift` )?.body ).toEqual( { targets: [], reason: 'Mended' } ) );
} );

it( 'does without steps where no record was kept', async () => {
	site.on( `GET /tenants/1/records/${ id }/history`, history( { raw: null, mapping_version: null, versions: [] } ) );
	renderScreen( <Record recordKey={ key } /> );
	expect( await screen.findByText( /Its past is not known yet/ ) ).toBeTruthy();
	expect( site.count( 'GET /tenants/1/mappings/productions/versions/3' ) ).toBe( 0 );
} );

it( 'syncs the show, shows what came of it and looks at the chain again', async () => {
	let told = 0;
	site.on( `POST /tenants/1/records/${ id }/sync`, sync() ).on( `GET /tenants/1/records/${ id }/sync`, () =>
		told++ === 0
			? sync( { waiting: 1, sentence: 'Waiting for the worker: 1 of 3 still to be read.' } )
			: sync( {
					waiting: 0,
					sentence: 'Read again: 1 record has news.',
					outcomes: [
						{ external_id: id, title: 'Hamlet', outcome: 'rejected', run_id: 9, message: 'The title is too long.', actions: [ 'Shorten it.' ] },
					],
				} )
	);
	renderScreen( <Record recordKey={ key } /> );
	await screen.findByText( 'Where its values come from' );
	await userEvent.click( screen.getByRole( 'button', { name: 'Sync this show now' } ) );
	expect( await screen.findByText( 'Waiting for the worker: 1 of 3 still to be read.' ) ).toBeTruthy();
	await screen.findByText( 'Read again: 1 record has news.', {}, { timeout: 10_000 } );
	expect( screen.getByText( 'Hamlet — The title is too long. — Shorten it.' ) ).toBeTruthy();
	expect( site.last( `GET /tenants/1/records/${ id }/sync` )?.query ).toEqual( { asked_ms: '100' } );
	await waitFor( () => expect( site.count( `GET /tenants/1/records/${ id }/why-not` ) ).toBe( 2 ) );
} );

it( 'says why a sync is not possible', async () => {
	site.on(
		`POST /tenants/1/records/${ id }/sync`,
		new Refusal( 422, {
			code: 'sync_not_possible',
			message: 'Nothing can be read from Salesforce now.',
			data: { failure: { actions: [ 'Open Callboard.' ] } },
		} )
	);
	renderScreen( <Record recordKey={ key } /> );
	const button = await screen.findByRole( 'button', { name: 'Sync this show now' } );
	await userEvent.click( button );
	expect( await screen.findByText( 'Nothing can be read from Salesforce now.' ) ).toBeTruthy();
} );
