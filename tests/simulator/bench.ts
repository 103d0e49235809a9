import { processKeyPair } from './oauth/certificate';
import { Org, USER_ID } from './org/org';
import { PERFORMANCE, PRODUCTION, VENUE } from './org/objects';
import { runSoql } from './soql/query';

// How long pages take, and what rows weigh: figures to look at, never asserted.

const NOW = Date.parse( '2026-11-22T12:00:00Z' );
const stampAt = ( second: number ): string => new Date( NOW - 864_000_000 + second * 1000 ).toISOString().slice( 0, 19 ) + '.000+0000';
const megabytes = (): number => {
	globalThis.gc?.();
	return Math.round( process.memoryUsage().heapUsed / 1_048_576 );
};

function orgOf( rows: number, perSecond: number ): Org {
	const org = new Org( processKeyPair().certificatePem, { now: NOW, frozen: true } );
	const venue = org.writer.load( VENUE, { Name: 'Hall' }, stampAt( 0 ) );
	let production = '';
	for ( let n = 0; n < rows; n++ ) {
		if ( n % 40 === 0 ) {
			production = org.writer.load( PRODUCTION, { Name: `Show ${ n }` }, stampAt( n / perSecond ) );
		}
		const fields = {
			Name: `Night ${ n }`,
			PatronTicket__TicketableEvent__c: production,
			PatronTicket__InstanceDate__c: stampAt( n * 60 ),
			PatronTicket__Venue__c: venue,
			PatronTicket__SaleStatus__c: 'On Sale',
			PatronTicket__PurchaseUrl__c: `https://tickets.example/${ n }`,
			PatronTicket__MinPrice__c: n % 90,
			PatronTicket__Code__c: `C${ n }`,
		};
		org.writer.load( PERFORMANCE, fields, stampAt( n / perSecond ) );
	}
	return org;
}

const COLUMNS =
	'Id, Name, PatronTicket__TicketableEvent__c, PatronTicket__InstanceDate__c, PatronTicket__EndDate__c, PatronTicket__Venue__r.Name, PatronTicket__SaleStatus__c, PatronTicket__SoldOut__c, PatronTicket__Status__c, PatronTicket__MinPrice__c, PatronTicket__Code__c, SystemModstamp';
const SELECT = `SELECT ${ COLUMNS } FROM ${ PERFORMANCE }`;

interface Timed {
	rows: Record< string, unknown >[];
	ms: number;
	judged: number;
}

function ask( org: Org, soql: string, most = 2000 ): Timed {
	const meter = { judged: 0 };
	const from = performance.now();
	const found = runSoql( {
		soql,
		access: org.accessOf( USER_ID ),
		store: org.store,
		zone: org.zone,
		nowMs: NOW,
		includeDeleted: false,
		version: 'v66.0',
		meter,
	} );
	const rows = found.kind === 'rows' ? found.rows.slice( 0, most ).map( found.project ) : [];
	JSON.stringify( rows );
	return { rows, ms: performance.now() - from, judged: meter.judged };
}

function pages( org: Org, order: 'stamp' | 'id' ): Timed {
	const total: Timed = { rows: [], ms: 0, judged: 0 };
	let where = '';
	for (;;) {
		const page = ask( org, `${ SELECT }${ where } ORDER BY ${ order === 'id' ? 'Id' : 'SystemModstamp, Id' } LIMIT 2000` );
		total.ms += page.ms;
		total.judged += page.judged;
		const last = page.rows[ page.rows.length - 1 ];
		if ( ! last ) {
			return total;
		}
		const id = String( last.Id );
		const stamp = String( last.SystemModstamp ).replace( '+0000', 'Z' );
		where = order === 'id' ? ` WHERE Id > '${ id }'` : ` WHERE SystemModstamp > ${ stamp } OR (SystemModstamp = ${ stamp } AND Id > '${ id }')`;
	}
}

function print( what: string, { ms, judged }: Timed ): void {
	process.stdout.write( `  ${ what.padEnd( 44 ) } ${ ms.toFixed( 1 ).padStart( 9 ) } ms ${ String( judged ).padStart( 9 ) } rows looked at\n` );
}

function measure( rows: number, perSecond: number ): void {
	const before = megabytes();
	const started = performance.now();
	const org = orgOf( rows, perSecond );
	const seconds = ( ( performance.now() - started ) / 1000 ).toFixed( 1 );
	process.stdout.write( `${ rows } rows, ${ perSecond } a second: loaded in ${ seconds } s, ${ megabytes() - before } MB of heap\n` );
	const [ some ] = ask( org, `${ SELECT } LIMIT 1` ).rows;
	ask( org, `${ SELECT } ORDER BY SystemModstamp, Id LIMIT 2000` );
	print( 'first page of everything', ask( org, SELECT ) );
	print(
		'keyset page in the middle',
		ask( org, `${ SELECT } WHERE SystemModstamp >= ${ stampAt( rows / perSecond / 2 ).replace( '+0000', 'Z' ) } ORDER BY SystemModstamp, Id LIMIT 2000` )
	);
	print( 'a page by Id', ask( org, `${ SELECT } WHERE Id > '${ String( some?.Id ) }' ORDER BY Id LIMIT 2000` ) );
	print(
		'children of one parent',
		ask( org, `${ SELECT } WHERE PatronTicket__TicketableEvent__c = '${ String( some?.PatronTicket__TicketableEvent__c ) }'` )
	);
	print( 'first page of a scan, ordered by name', ask( org, `${ SELECT } WHERE PatronTicket__MinPrice__c < 45 ORDER BY Name` ) );
	print( 'all pages by SystemModstamp, Id', pages( org, 'stamp' ) );
	print( 'all pages by Id', pages( org, 'id' ) );
	process.stdout.write( `  heap after all that: ${ megabytes() - before } MB\n` );
}

measure( 40_000, 40 );
measure( 400_000, 4000 );
measure( 400_000, 400_000 );
