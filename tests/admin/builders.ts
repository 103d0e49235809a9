import type { Brake, Connection, HeldRecord, LeftOutRecord, Mapping, Overview, Run, RunItem } from '../../sync-worker/src/contract/types';

const now = Date.UTC( 2026, 10, 22, 12 );

export const aRun = ( changes: Partial< Run > = {} ): Run => ( {
	id: 7,
	tenant_id: 1,
	kind: 'incremental',
	trigger: 'schedule',
	state: 'succeeded',
	phase: null,
	done: 0,
	total: null,
	counts: {},
	api_calls: 1,
	failure: null,
	requested_by: null,
	sentence: 'Nothing had changed.',
	created_ms: now,
	started_ms: now,
	heartbeat_ms: now,
	finished_ms: now + 2000,
	...changes,
} );

export const anItem = ( changes: Partial< RunItem > = {} ): RunItem => ( {
	id: 1,
	run_id: 7,
	mapping_id: 'productions',
	external_id: 'a0E5e000000100xEAA',
	outcome: 'rejected',
	post_id: null,
	title: 'The Longest Title',
	failure: { kind: 'record', code: 'value_too_long', message: 'The title has 4,799 characters.', actions: [ 'Shorten it in Salesforce.' ] },
	at_ms: now,
	...changes,
} );

export const anOverview = ( changes: Partial< Overview > = {} ): Overview => ( {
	tenant_id: 1,
	state: 'up_to_date',
	sentence: 'Up to date. 60 shows match Salesforce, checked 3 minutes ago.',
	mappings: [],
	unsettled: 0,
	held: 0,
	waiting: 0,
	run_id: 7,
	last_success_ms: now,
	worker_seen_ms: now,
	worker: 'Node 20.20.0, 0.1.0',
	listing_url: 'https://harbour.example/whats-on/',
	now_ms: now,
	...changes,
} );

export const aConnection = ( changes: Partial< Connection > = {} ): Connection => ( {
	tenant_id: 1,
	name: 'Harbour Theatre',
	login_url: 'https://login.salesforce.com',
	consumer_key: '3MVG9',
	username: 'sync@harbour.example',
	certificate: '-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----',
	has_private_key: true,
	key_state: 'ready',
	site_state: 'bound',
	org_id: '00D5g000004XyZzEAK',
	connected_by: 'Ada',
	connected_ms: Date.UTC( 2026, 10, 3, 12 ),
	api_version: '66.0',
	...changes,
} );

export const aMapping = ( changes: Partial< Mapping > = {} ): Mapping => ( {
	id: 'productions',
	version: 1,
	name: 'Productions',
	direction: 'in',
	sobject: 'PatronTicket__TicketableEvent__c',
	filter: null,
	record_types: [],
	post_type: 'event',
	withdrawal: 'draft',
	timezone: null,
	natural_key: null,
	order: 10,
	fields: [
		{ to: 'title', from: 'Name', owner: 'salesforce', empty: 'reject', label: 'Title' },
		{ to: 'excerpt', owner: 'wordpress', empty: 'keep', label: 'Short description' },
		{ to: 'image', from: 'PatronTicket__LargeImageUrl__c', owner: 'fill_if_empty', empty: 'keep', label: 'Picture' },
	],
	...changes,
} );

export const aBrake = ( changes: Partial< Brake > = {} ): Brake => ( {
	id: 3,
	tenant_id: 1,
	mapping_id: 'performances',
	mapping: 'Performances',
	state: 'open',
	cause: 'limit',
	run_id: 7,
	withdrawals: 32,
	listed: 40,
	held: 32,
	sentence: 'Performances: 32 of 40 listings would go off the site. They stay until you decide.',
	opened_ms: now,
	decided_by: null,
	decided_ms: null,
	...changes,
} );

export const aLeftOutRecord = ( changes: Partial< LeftOutRecord > = {} ): LeftOutRecord => ( {
	external_id: 'a0P000000000002AAA',
	mapping: 'Performances',
	title: 'Hamlet',
	record_url: 'https://house.my.salesforce.com/a0P000000000002AAA',
	since_ms: now,
	by: 'Ada',
	...changes,
} );

export const aHeldRecord = ( changes: Partial< HeldRecord > = {} ): HeldRecord => ( {
	external_id: 'a0P000000000002AAA',
	mapping: 'Performances',
	title: 'Hamlet',
	start_ms: now,
	venue: 'Main Stage',
	record_url: 'https://house.my.salesforce.com/a0P000000000002AAA',
	sentence: 'Another record has the same title, production, venue, start and code, so this one is held back.',
	since_ms: now,
	run_id: 7,
	others: [
		{
			external_id: 'a0P000000000001AAA',
			post_id: 12,
			title: 'Hamlet (evening)',
			start_ms: now,
			venue: 'Studio',
			status: 'publish',
			permalink: 'https://house.example/hamlet',
			record_url: 'https://house.my.salesforce.com/a0P000000000001AAA',
		},
	],
	...changes,
} );
