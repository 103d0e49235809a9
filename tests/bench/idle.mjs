/**
 * `idle`: polls of a site that is in step, beside a poll that reads the whole object by SOQL to find the same nothing.
 */
import { chooseWorkerMode } from '../demo/lib/connect.mjs';
import { query } from '../e2e/lib/org-client.mjs';
import { startWorker } from '../e2e/lib/worker.mjs';
import { freePort, until } from '../stack/lib/process.mjs';
import { StackFailure, step } from '../stack/lib/say.mjs';
import { median, round } from './lib/figures.mjs';
import { watchOrg } from './lib/org.mjs';
import { forgetRequests, total, workerRequests } from './lib/requests.mjs';
import { askForSync, runsSince, secondsOf } from './lib/sync.mjs';

const everything = [
	'SELECT Id, Name, SystemModstamp, PatronTicket__Subtitle__c, PatronTicket__Description__c, PatronTicket__Category__c, PatronTicket__Season__c, PatronTicket__PurchaseUrl__c FROM PatronTicket__TicketableEvent__c',
	'SELECT Id, Name, SystemModstamp, PatronTicket__TicketableEvent__c, PatronTicket__InstanceDate__c, PatronTicket__EndDate__c, PatronTicket__Venue__r.Name, PatronTicket__SaleStatus__c, PatronTicket__SoldOut__c, PatronTicket__Status__c, PatronTicket__MinPrice__c, PatronTicket__MaxPrice__c, PatronTicket__PurchaseUrl__c, PatronTicket__Access__c, PatronTicket__Code__c FROM PatronTicket__EventInstance__c',
];

/** Reads it all; whoever does so still has to compare it, which is not counted here. */
async function naivePoll( { org, n, productions } ) {
	const seen = await watchOrg( org );
	const started = performance.now();
	let records = 0;
	for ( const soql of everything ) {
		records += ( await query( org, soql ) ).length;
	}
	const ms = performance.now() - started;
	if ( records !== n + productions ) {
		throw new StackFailure( `The naive poll read ${ records } records, the org has ${ n + productions }.` );
	}
	return { ms, ...( await seen() ) };
}

/** A worker that stays, as a host with Node would have it, woken by the ping of each "Sync now". */
async function residentWorker( { admin, connection } ) {
	const port = await freePort();
	await chooseWorkerMode( admin, 'serve', port );
	return startWorker( connection, [ 'serve', '--port', String( port ) ] );
}

const completed = ( { folder } ) => workerRequests( folder ).filter( ( { call } ) => call === 'complete' ).length;

async function poll( house ) {
	const before = completed( house );
	const asked = await askForSync( house );
	await until( () => completed( house ) > before, { what: 'The poll', everyMs: 10 } );
	return asked;
}

/** What all of the polls cost together, from the claims to the ends by WordPress's clock. */
async function ourPolls( house, polls ) {
	const worker = await residentWorker( house );
	await poll( house ); // The first one loads what the worker needs for Salesforce.
	forgetRequests( house.folder );
	const seen = await watchOrg( house.org );
	const asked = await times( polls, () => poll( house ) );
	const [ { api_calls: calls }, runs ] = [ await seen(), await runsSince( house, asked[ 0 ] ) ];
	await worker.stop();
	const touched = runs.find( ( { counts } ) => Object.keys( counts ).length > 0 );
	if ( touched ) {
		throw new StackFailure( `The site was not in step: ${ JSON.stringify( touched.counts ) }` );
	}
	const queries = total( workerRequests( house.folder ).map( ( { post_queries: count } ) => count ) );
	return { n: runs.length, api_calls: calls / runs.length, post_queries: queries / runs.length, ms: median( runs.map( secondsOf ) ) * 1000 };
}

export async function idle( { n, polls, filled } ) {
	const { house } = await filled();
	const ours = await step( `${ polls } polls of a site in step`, () => ourPolls( house, polls ) );
	const naive = await step( 'Three polls that read everything', () => times( 3, () => naivePoll( house ) ) );
	const naiveMs = median( naive.map( ( { ms } ) => ms ) );
	return {
		name: 'idle',
		n: ours.n,
		unit: 'polls/s',
		ours: round( 1000 / ours.ms ),
		beside: { naive: round( 1000 / naiveMs ) },
		ratio: { naive: round( naiveMs / ours.ms ) },
		also: {
			records: n + house.productions,
			api_calls: round( ours.api_calls ),
			post_queries: round( ours.post_queries ),
			ms: round( ours.ms, 1 ),
			naive_api_calls: naive[ 0 ].api_calls,
			naive_ms: round( naiveMs, 1 ),
		},
	};
}

async function times( count, work ) {
	const results = [];
	while ( results.length < count ) {
		results.push( await work() );
	}
	return results;
}
