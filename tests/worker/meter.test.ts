import fc from 'fast-check';
import { salesforceFailure } from '../../sync-worker/src/salesforce/failures';
import { Meter, type Budget } from '../../sync-worker/src/meter';
import { redacted } from '../../sync-worker/src/redact';

const now = Date.UTC( 2026, 10, 22, 12 );
const clock = { now: () => now };
const budget: Budget = { calls: 3, scope: 'run', resume_ms: now + 60_000, org_share: 0.8, org_resume_ms: now + 900_000 };
const saying = ( usage: string ) => new Headers( { 'Sforce-Limit-Info': usage } );
const locked = () => salesforceFailure( { errorCode: 'UNABLE_TO_LOCK_ROW', message: 'unable to obtain exclusive access', status: 400 } );

it( 'makes as many calls as a run may, and says when it goes on', () => {
	const meter = new Meter( clock, budget );
	[ 1, 2, 3 ].forEach( () => meter.request() );
	expect( () => meter.request() ).toThrow(
		expect.objectContaining( {
			message: 'This run has made as many calls to Salesforce as one run may.',
			details: { scope: 'run', resume_ms: now + 60_000 },
		} ) as Error
	);
	expect( meter.calls ).toBe( 3 );
} );

it.each( [
	[ 'api-usage=79999/100000', false ],
	[ 'api-usage=80000/100000', true ],
	[ 'api-usage=80000/100000; per-app-api-usage=17/250(appName=x)', true ],
	[ 'something else', false ],
] )( 'leaves the rest of the org’s calls to its other users: %s', ( header, stops ) => {
	const meter = new Meter( clock, { ...budget, calls: 100 } );
	meter.request();
	meter.answered( saying( header ) );
	const next = () => meter.request();
	if ( stops ) {
		expect( next ).toThrow( /other users/ );
	} else {
		expect( next ).not.toThrow();
	}
} );

it( 'counts without a bound where WordPress gave none', () => {
	const meter = new Meter( clock );
	meter.answered( saying( 'api-usage=100/100' ) );
	for ( let call = 0; call < 50; call++ ) {
		meter.request();
	}
	expect( meter.report() ).toEqual( { api_calls: 50, usage: { used: 100, limit: 100 } } );
} );

it( 'tells a failed call again until the report has arrived, then no more', () => {
	const meter = new Meter( clock );
	const failure = locked();
	meter.refused( { method: 'GET', url: '/services/data/v66.0/query?q=SELECT+Id+FROM+Account', attempt: 2, status: 400 }, failure );
	const report = meter.report();
	const { calls_failed: told } = report;
	expect( told ).toEqual( [
		{
			at_ms: now,
			method: 'GET',
			endpoint: '/services/data/v66.0/query',
			status: 400,
			attempt: 2,
			kind: 'transient',
			code: 'salesforce_busy',
			request: '?q=SELECT Id FROM Account',
			answer: 'UNABLE_TO_LOCK_ROW: unable to obtain exclusive access',
		},
	] );
	meter.refused( { method: 'GET', url: '/again', attempt: 1, status: 0 }, failure );
	meter.refused( { method: 'GET', url: '/other', attempt: 1, status: 0 }, locked() );
	meter.reported( report );
	expect( meter.report().calls_failed?.map( ( { endpoint } ) => endpoint ) ).toEqual( [ '/other' ] );
} );

it.each( [
	[ "Name = 'Jo O\\'Neil Smith' AND A__c = 'b'", "Name = '…' AND A__c = '…'" ],
	[ "Name = 'a\\\\' AND A__c = 'b \"c\" d'", "Name = '…' AND A__c = '…'" ],
] )( 'lets no value of a job’s query through: %s', ( where, said ) => {
	const query = `SELECT Id FROM Lead WHERE ${ where }`;
	const meter = new Meter( clock );
	meter.refused( { method: 'POST', url: '/jobs/query', body: JSON.stringify( { operation: 'query', query } ), attempt: 1, status: 400 }, locked() );
	expect( meter.report().calls_failed?.[ 0 ]?.request ).toContain( `SELECT Id FROM Lead WHERE ${ said }"` );
	// The same in a composite's address.
	const body = JSON.stringify( { compositeRequest: [ { url: `/query?q=${ encodeURIComponent( query ) }` } ] } );
	meter.refused( { method: 'POST', url: '/composite', body, attempt: 1, status: 400 }, locked() );
	expect( meter.report().calls_failed?.[ 1 ]?.request ).toContain( `SELECT Id FROM Lead WHERE ${ said }"` );
} );

it( 'keeps no more than fifty failed calls of a run that meets nothing else', () => {
	const meter = new Meter( clock );
	for ( let call = 0; call < 80; call++ ) {
		meter.refused( { method: 'GET', url: '/x', attempt: 1, status: 503 }, locked() );
	}
	expect( meter.report().calls_failed ).toHaveLength( 50 );
} );

describe( 'redaction', () => {
	const letters = fc.stringMatching( /^[a-zA-Z0-9]{15}$/ );
	const session = fc
		.tuple( letters, fc.stringMatching( /^[A-Za-z0-9._]{20,60}$/ ) )
		.map( ( [ org, rest ] ) => ( { token: `00D${ org.slice( 0, 12 ) }!${ rest }`, rest } ) );
	const around = fc.tuple( fc.stringMatching( /^[ a-zA-Z{}:",=&?/]{0,40}$/ ), fc.stringMatching( /^[ a-zA-Z{}:",=&?/]{0,40}$/ ) );

	it( 'lets no session id through, wherever it stands', () => {
		fc.assert(
			fc.property( session, around, ( { token, rest }, [ before, after ] ) => {
				const text = redacted( `${ before } ${ token } ${ after }` );
				expect( text ).not.toContain( token );
				expect( text ).not.toContain( rest );
			} ),
			{ seed: 20261125 }
		);
	} );

	it( 'lets no e-mail address through', () => {
		fc.assert(
			fc.property( fc.emailAddress( { size: 'small' } ), around, ( address, [ before, after ] ) => {
				const text = redacted( `${ before } ${ address } ${ after }` );
				expect( text.includes( `@${ address.split( '@' )[ 1 ] ?? '' }` ) ).toBe( false );
			} ),
			{ seed: 20261125 }
		);
	} );

	it.each( [
		[ "SELECT Id FROM Lead WHERE Email = 'ada@harbour.example' AND LastName = 'O\\'Hara'", "SELECT Id FROM Lead WHERE Email = '…' AND LastName = '…'" ],
		[ "WHERE Id IN ('a0E5e000000100xEAA','a0E5e000000100x')", "WHERE Id IN ('a0E5e000000100xEAA','a0E5e000000100x')" ],
		[ 'Authorization: Bearer abc.def', 'Authorization: [secret] abc.def' ],
		[ 'grant_type=jwt&assertion=eyJhbGciOi.eyJpc3Mi.c2ln&client_secret=s3cr3t', 'grant_type=jwt&assertion=[secret]&client_secret=[secret]' ],
		[ '{"access_token":"00D!x","instance_url":"https://x.example"}', '{"access_token":"[secret]","instance_url":"https://x.example"}' ],
	] )( 'of %s', ( text, expected ) => {
		const result = redacted( text );
		if ( text.startsWith( 'Authorization' ) ) {
			expect( result ).not.toContain( 'abc.def' );
		} else {
			expect( result ).toBe( expected );
		}
	} );
} );
