import { inflateSync } from 'node:zlib';
import { gzipSync } from 'node:zlib';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { USER_ID } from '../org/org';
import { runSoql } from '../soql/query';
import { wallTime } from '../org/zone';
import { inventedSeason } from '../seasons/invented';
import { programsSeason } from '../seasons/programs';
import { Client } from './client';

const PERFORMANCE = 'PatronTicket__EventInstance__c';
const NOW = Date.parse( '2026-11-22T12:00:00Z' );
const fieldsOf = ( season: ReturnType< typeof inventedSeason > ): Record< string, unknown >[] =>
	season.productions.flatMap( ( one ) => one.performances.map( ( performance ) => performance.fields ) );

describe( 'the invented season', () => {
	const season = inventedSeason( NOW, 'http://127.0.0.1:1' );

	it( 'is the same each time for the same day', () => {
		expect( inventedSeason( NOW, 'http://127.0.0.1:1' ) ).toEqual( season );
	} );

	it( 'has about sixty productions, four hundred performances and nine venues in several zones', () => {
		expect( season.productions ).toHaveLength( 63 );
		expect( fieldsOf( season ).length ).toBeGreaterThan( 380 );
		expect( season.venues ).toHaveLength( 9 );
		expect( new Set( season.venues.map( ( venue ) => venue.zone ) ).size ).toBeGreaterThan( 4 );
	} );

	it( 'gives every performance a code of its own', () => {
		const codes = fieldsOf( season ).map( ( fields ) => fields.PatronTicket__Code__c );
		expect( new Set( codes ).size ).toBe( codes.length );
	} );

	it( 'plays on both nights when the clocks change, whatever the day it starts', () => {
		for ( const start of [ '2026-11-22', '2027-03-20', '2027-07-01', '2027-11-10' ] ) {
			const plan = inventedSeason( Date.parse( `${ start }T12:00:00Z` ), '' );
			const show = plan.productions.find( ( one ) => one.fields.Name === 'Spring Forward, Fall Back' );
			const stamps = show!.performances.map( ( one ) => Date.parse( String( one.fields.PatronTicket__InstanceDate__c ).replace( '+0000', 'Z' ) ) );
			expect( stamps ).toHaveLength( 8 );
			for ( const k of [ 0, 4 ] ) {
				const [ eve, vigil, night, after ] = stamps.slice( k, k + 4 );
				const hour = ( ms: number ): number => wallTime( ms, 'America/New_York' ).hour;
				expect( [ hour( eve! ), hour( night! ), hour( after! ) ] ).toEqual( [ 19, 19, 19 ] );
				expect( Math.abs( night! - eve! - 86_400_000 ) ).toBe( 3_600_000 );
				expect( vigil! ).toBeGreaterThan( eve! );
			}
		}
	} );

	it( 'holds the awkward shows', () => {
		const named = ( pattern: RegExp ): boolean => season.productions.some( ( one ) => pattern.test( String( one.fields.Name ) ) );
		expect( named( /🎭/u ) && named( /[\u0600-\u06ff]/ ) && named( /[\u0590-\u05ff]/ ) ).toBe( true );
		const statuses = fieldsOf( season ).map( ( fields ) => fields.PatronTicket__Status__c );
		expect( statuses ).toEqual( expect.arrayContaining( [ 'Cancelled', 'Postponed', 'Rescheduled', 'Moved Online' ] ) );
		expect( fieldsOf( season ).filter( ( fields ) => fields.PatronTicket__InstanceDate__c === null ) ).toHaveLength( 2 );
		const long = season.productions.map( ( one ) => ( ( one.fields.PatronTicket__LongTitle__c ?? '' ) as string ).length );
		expect( Math.max( ...long ) ).toBe( 5000 );
		expect( season.productions.filter( ( one ) => one.fields.PatronTicket__Active__c === false ) ).toHaveLength( 1 );
		expect( season.productions.filter( ( one ) => one.fields.PatronTicket__Type__c === 'Membership' ) ).toHaveLength( 1 );
	} );

	it( 'has posters that are real pictures', async () => {
		const client = await Client.open( { season: 'empty' } );
		const response = await fetch( `${ client.simulator.url }/posters/7.png` );
		const png = Buffer.from( await response.arrayBuffer() );
		expect( response.headers.get( 'content-type' ) ).toBe( 'image/png' );
		expect( png.subarray( 1, 4 ).toString() ).toBe( 'PNG' );
		const size = [ png.readUInt32BE( 16 ), png.readUInt32BE( 20 ) ];
		expect( size ).toEqual( [ 640, 360 ] );
		const length = png.readUInt32BE( 33 );
		expect( inflateSync( png.subarray( 41, 41 + length ) ) ).toHaveLength( 360 * ( 1 + 640 * 3 ) );
		expect( ( await fetch( `${ client.simulator.url }/posters/9999.png` ) ).status ).toBe( 404 );
		await client.close();
	} );
} );

describe( 'a season of programs', () => {
	const concert = {
		eventType: 'Subscription',
		Location: 'Manhattan, NY',
		Venue: 'The Hall',
		Date: '2024-09-12T04:00:00Z',
		Time: '7:30PM',
	};
	const data = {
		programs: [
			{
				id: 'a',
				programID: '1',
				season: '2024-25',
				concerts: [
					concert,
					{ ...concert, Date: '2024-12-13T05:00:00Z', Time: 'None' },
					{
						...concert,
						Date: '2024-12-14T00:00:00Z',
						Venue: 'Elsewhere',
					},
				],
				works: [
					{
						composerName: 'Mozart,  Wolfgang  Amadeus',
						workTitle: {
							_: 'Overture to <i>',
							em: [ 'Figaro', 'K. 492' ],
						},
						soloists: [],
					},
					{ interval: 'Intermission' },
					{
						composerName: 'Mahler, Gustav',
						workTitle: 'SYMPHONY',
						conductorName: 'Thomas, Michael Tilson',
					},
				],
			},
			{
				id: 'b',
				concerts: { ...concert, Date: 'someday' },
				works: [ { composerName: 'Bach, J. S.', workTitle: 'MASS' } ],
			},
			{},
			'odd',
		],
	};
	const plan = programsSeason( data, NOW );

	it( 'keeps every program and every concert once', () => {
		expect( plan.productions.map( ( one ) => one.performances.length ) ).toEqual( [ 3, 1, 0, 0 ] );
		expect( plan.venues.map( ( venue ) => venue.fields.Name ) ).toEqual( [ 'The Hall', 'Elsewhere' ] );
	} );

	it( 'names programs after composers and works', () => {
		expect( plan.productions.map( ( one ) => one.fields.Name ) ).toEqual( [ 'Mozart and Mahler', 'Bach: MASS', 'Concert', 'Concert' ] );
		expect( plan.productions[ 0 ]!.fields.PatronTicket__Description__c ).toContain( 'Overture to &#60;i&#62; Figaro K. 492' );
		expect( plan.productions[ 0 ]!.fields.PatronTicket__Subtitle__c ).toBe( 'Michael Tilson Thomas, conductor' );
	} );

	it( 'reads days and times as New York wrote them; what is not known stays unknown', () => {
		const read = plan.productions.flatMap( ( one ) => one.performances.map( ( { fields } ) => [ fields.Name, fields.PatronTicket__InstanceDate__c ] ) );
		expect( read ).toEqual( [
			[ 'Thu, Sep 12, 2024, 7:30 PM', '2024-09-12T23:30:00.000+0000' ],
			[ 'Fri, Dec 13, 2024', '2024-12-13T05:00:00.000+0000' ],
			[ 'Sat, Dec 14, 2024, 7:30 PM', '2024-12-15T00:30:00.000+0000' ],
			[ 'Date not known', null ],
		] );
	} );

	it( 'loads from a packed file, and says what is wrong with a bad one', async () => {
		const folder = mkdtempSync( join( tmpdir(), 'season-' ) );
		const good = join( folder, 'good.json.gz' );
		const bad = join( folder, 'bad.json' );
		writeFileSync( good, gzipSync( JSON.stringify( data ) ) );
		writeFileSync( bad, '{"programs":' );
		const client = await Client.open( { season: good } );
		expect( client.simulator.counts ).toEqual( {
			productions: 4,
			performances: 4,
			venues: 2,
		} );
		const refused = await client.control( 'POST', 'seed', { season: bad } );
		expect( refused.status ).toBe( 400 );
		expect( refused.text ).toContain( 'cannot be read' );
		expect( await client.rows( `SELECT Id FROM ${ PERFORMANCE }` ) ).toHaveLength( 4 );
		await client.close();
		rmSync( folder, { recursive: true } );
	} );
} );

describe( 'a big org', () => {
	it( 'looks at 2,000 of its 40,000 rows for a keyset page of 2,000', async () => {
		const client = await Client.open( { season: 'empty' } );
		const { org } = client.simulator.world;
		for ( let n = 0; n < 40_000; n++ ) {
			const stamp = new Date( NOW - 3_600_000 + Math.floor( n / 40 ) * 1000 ).toISOString().slice( 0, 19 );
			org.writer.load( 'Account', { Name: `Account ${ n }`, Rating: 'Hot' }, `${ stamp }.000+0000` );
		}
		const { store, zone } = org;
		const access = org.accessOf( USER_ID );
		for ( let k = 0; k < 7; k++ ) {
			const stamp = new Date( NOW - 3_600_000 + k * 100_000 ).toISOString().slice( 0, 19 );
			const meter = { judged: 0 };
			const found = runSoql( {
				soql: `SELECT Id, Name, SystemModstamp FROM Account WHERE (Rating = 'Hot') AND (SystemModstamp > ${ stamp }Z OR (SystemModstamp = ${ stamp }Z AND Id > '001000000000000AAA')) ORDER BY SystemModstamp, Id LIMIT 2000`,
				access,
				store,
				zone,
				nowMs: NOW,
				includeDeleted: false,
				version: 'v66.0',
				meter,
			} );
			expect( found.kind === 'rows' && found.rows.map( found.project ) ).toHaveLength( 2000 );
			expect( meter.judged ).toBe( 2000 );
		}
		await client.close();
	} );
} );
