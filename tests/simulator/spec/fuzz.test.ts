import { request } from 'node:http';
import fc from 'fast-check';
import { Client } from './client';

/** Statuses that a request may meet; 500 and 501 are never among them. */
const KNOWN = new Set( [ 200, 201, 204, 300, 303, 304, 400, 401, 403, 404, 405, 406, 409, 410, 412, 413, 414, 415, 420, 431 ] );
const LEAKS = /\n\s+at \S+|node_modules|\/simulator\/|\.ts:\d|UNKNOWN_EXCEPTION|TypeError|RangeError|is not a function|undefined \(reading/;

interface Shot {
	method: string;
	path: string;
	headers: Record< string, string >;
	body: string | Buffer;
}

interface Hit {
	status: number;
	type: string;
	text: string;
}

const PIECES = [
	'sobjects',
	'Account',
	'Contact',
	'User',
	'Organization',
	'PatronTicket__Venue__c',
	'Nothing__c',
	'describe',
	'updated',
	'deleted',
	'query',
	'queryAll',
	'search',
	'parameterizedSearch',
	'recent',
	'limits',
	'recordCount',
	'composite',
	'batch',
	'graph',
	'tree',
	'jobs',
	'ingest',
	'tooling',
	'executeAnonymous',
	'actions',
	'event',
	'chatter',
	'graphql',
	'ui-api',
	'process',
	'Id',
	'Name',
	'Ext__c',
	'001000000000001AAA',
	'0015e0000001234',
	'zebra',
	'__proto__',
	'constructor',
	'toString',
	'..',
	'.',
	'%00',
	'%ff',
	'%',
	'%2e%2e',
	'Account.json',
	'limits.xml',
	"Robert');DROP",
	'\u00e4'.normalize(),
	'x'.repeat( 300 ),
];
const QUERIES = [
	'',
	'q=',
	'q=SELECT+Id+FROM+Account',
	'q=SELECT+Id,+Name+FROM+Account+WHERE+Name+LIKE+%27%25%27+LIMIT+1',
	'q=SELECT',
	'q=%00',
	'q=%ff%fe',
	'q=FIND+%7Bx%7D+RETURNING+Account(Id)',
	'q=FIND+%7B(((',
	'ids=1,2,3&fields=Id',
	'ids=001000000000001AAA&allOrNone=perhaps',
	'start=x&end=y',
	'start=2026-11-22T00:00:00Z&end=2026-11-22T10:00:00Z',
	'_HttpMethod=PATCH',
	'_HttpMethod=constructor',
	'fields=Id,Name,Foo',
	'sObjects=Account,__proto__',
	'explain=x',
	'columns=true&q=SELECT+Id+FROM+User',
	'limit=-1',
	'&&==&',
	'batchSize=NaN',
];
/** Half a character cannot be encoded. */
const wellFormed = ( text: string ): string => text.replace( /\p{Surrogate}/gu, '\ufffd' );
const encoded = ( path: string ): string => path.replace( /[^\x21-\x7e]/gu, ( char ) => encodeURIComponent( wellFormed( char ) ) );
const DEEP = '['.repeat( 20_000 ) + ']'.repeat( 20_000 );

const key = fc.constantFrom(
	'Name',
	'Id',
	'id',
	'attributes',
	'records',
	'type',
	'referenceId',
	'allOrNone',
	'compositeRequest',
	'batchRequests',
	'graphs',
	'graphId',
	'method',
	'url',
	'body',
	'richInput',
	'httpHeaders',
	'ids',
	'fields',
	'q',
	'sobjects',
	'operation',
	'object',
	'query',
	'ParentId',
	'Owner',
	'AnnualRevenue',
	'__proto__',
	'constructor',
	'toString'
);
const leaf = fc.oneof(
	fc.constantFrom< unknown >(
		null,
		true,
		false,
		0,
		-1,
		1e308,
		'',
		'Account',
		'POST',
		'GET',
		'/services/data/v66.0/sobjects/Account',
		'v66.0/sobjects/Account',
		'@{a.id}',
		'@{a[0].b.c}',
		'@{}',
		'a',
		'001000000000001AAA',
		'2026-13-01',
		'x'.repeat( 5000 ),
		'\u0000',
		'\ud800'
	),
	fc.double( { noNaN: true } ),
	fc.string( { maxLength: 20 } )
);
const { json } = fc.letrec< { json: unknown } >( ( tie ) => ( {
	json: fc.oneof(
		{ maxDepth: 4, depthSize: 'small' },
		leaf,
		fc.array( tie( 'json' ), { maxLength: 4 } ),
		fc.array( fc.tuple( key, tie( 'json' ) ), { maxLength: 5 } ).map( ( entries ) => Object.fromEntries( entries ) as unknown )
	),
} ) );

const TYPES = [
	'Account',
	'Contact',
	'Lead',
	'Case',
	'Campaign',
	'CampaignMember',
	'Task',
	'Opportunity',
	'Organization',
	'User',
	'PatronTicket__EventInstance__c',
	'PatronTicket__Venue__c',
	'Nothing__c',
];
const FIELDS = [
	'Name',
	'LastName',
	'Company',
	'Subject',
	'Email',
	'Phone',
	'Website',
	'AnnualRevenue',
	'ParentId',
	'AccountId',
	'OwnerId',
	'BillingAddress',
	'BillingLatitude',
	'CreatedDate',
	'Birthdate',
	'ActivityDate',
	'CloseDate',
	'StageName',
	'Status',
	'IsDeleted',
	'Id',
	'PatronTicket__InstanceDate__c',
	'PatronTicket__Access__c',
	'PatronTicket__MinPrice__c',
	'PatronTicket__TicketableEvent__r',
	'Account',
	'Parent',
	'Owner',
	'RecordTypeId',
	'Foo__c',
	'__proto__',
];

/** A record whose fields exist and whose values do not always fit. */
const fields = fc
	.array( fc.tuple( fc.constantFrom( ...FIELDS ), fc.oneof( leaf, leaf, json ) ), { maxLength: 4 } )
	.map( ( entries ) => Object.fromEntries( entries ) );
const NEEDED: Record< string, object > = {
	Account: { Name: 'A' },
	Contact: { LastName: 'A' },
	Lead: { LastName: 'A', Company: 'A' },
	Campaign: { Name: 'A' },
	PatronTicket__Venue__c: { Name: 'A' },
};
const typed = fc
	.tuple( fc.constantFrom( ...TYPES ), fields, fc.constantFrom( 'a', 'b', 'c' ) )
	.map( ( [ type, values, referenceId ] ) => ( { ...NEEDED[ type ], ...values, attributes: { type, referenceId } } ) );

/** `{id}` stands for a record that is there. */
const TEMPLATES = [
	'sobjects/{type}',
	'sobjects/{type}',
	'sobjects/{type}/{id}',
	'sobjects/{type}/{id}',
	'sobjects/{type}/describe',
	'sobjects/{type}/updated',
	'sobjects/{type}/deleted',
	'sobjects/{type}/Name/A',
	'sobjects/{type}/Id',
	'sobjects/{type}/{id}/Owner',
	'sobjects/{type}/{id}/ChildAccounts',
	'composite/sobjects',
	'composite/sobjects/{type}',
	'composite/sobjects/{type}/Id',
	'composite/tree/{type}',
	'query',
	'queryAll',
	'search',
	'parameterizedSearch',
	'recent',
	'limits',
	'limits/recordCount',
	'tooling/query',
	'tooling/sobjects/{type}',
	'jobs/ingest',
	'jobs/query',
	'query/01g5e0000000001AAA-2000',
];
const template = fc.tuple( fc.constantFrom( ...TEMPLATES ), fc.constantFrom( ...TYPES ) ).map( ( [ path, type ] ) => path.replace( '{type}', type ) );

const WORDS = [
	'SELECT',
	'FROM',
	'WHERE',
	'AND',
	'OR',
	'NOT',
	'IN',
	'LIKE',
	'ORDER BY',
	'GROUP BY',
	'HAVING',
	'LIMIT',
	'OFFSET',
	'NULLS LAST',
	'COUNT()',
	'COUNT(Id)',
	'MAX(AnnualRevenue)',
	'FIELDS(ALL)',
	'toLabel(Rating)',
	'CALENDAR_YEAR(CreatedDate)',
	'TYPEOF',
	'Id',
	'Name',
	'Owner.Name',
	'Parent.Parent.Name',
	'Account',
	'Contact',
	'CreatedDate',
	'AnnualRevenue',
	'BillingAddress',
	'(SELECT Id FROM Contacts)',
	'(',
	')',
	',',
	'=',
	'!=',
	'<',
	'>=',
	"'A'",
	"'\\'",
	"'\\q'",
	'5',
	'-5',
	'1e400',
	'null',
	'TRUE',
	'TODAY',
	'LAST_N_DAYS:5',
	'LAST_N_DAYS:99999999999',
	'2026-11-22',
	'2026-11-22T00:00:00Z',
	'2026-13-45T99:00:00Z',
	'ALL ROWS',
	'FOR UPDATE',
	'USING SCOPE mine',
	'a',
	'*',
	"'",
];
/** Half of the statements begin as they should. */
const statement = fc
	.tuple(
		fc.constantFrom(
			'',
			'SELECT Id, Name FROM Account',
			'SELECT Id FROM Account WHERE',
			'SELECT Name, COUNT(Id) FROM Account GROUP BY Name',
			'SELECT Id, (SELECT Id FROM ChildAccounts'
		),
		fc.array( fc.constantFrom( ...WORDS ), { maxLength: 9 } )
	)
	.map( ( [ start, words ] ) => `${ start } ${ words.join( ' ' ) }` );
const question = fc.oneof(
	{ weight: 3, arbitrary: statement.map( ( soql ) => `q=${ encodeURIComponent( soql ) }` ) },
	{
		weight: 1,
		arbitrary: fc.string( { maxLength: 30 } ).map( ( terms ) => `q=${ encodeURIComponent( wellFormed( `FIND {${ terms }} RETURNING Account(Name)` ) ) }` ),
	},
	{ weight: 2, arbitrary: fc.constantFrom( ...QUERIES ) }
);

/** Envelopes that nearly fit, so that the random parts get past the door. */
const subrequest = ( base: string, referenceId: fc.Arbitrary< string > ): fc.Arbitrary< Record< string, unknown > > =>
	fc.record( {
		method: fc.constantFrom( 'GET', 'GET', 'POST', 'PATCH', 'DELETE', 'PUT' ),
		url: fc.tuple( template, question ).map( ( [ path, query ] ) => encoded( `${ base }${ path }?${ query }` ) ),
		referenceId,
		body: fc.oneof( fields, json ),
		richInput: fc.oneof( fields, json ),
		httpHeaders: fc.constantFrom( {}, { 'If-Modified-Since': 'yesterday' }, { 'Sforce-Query-Options': 'batchSize=x' } ),
	} );
const compositeRequest = fc
	.array( subrequest( '/services/data/v66.0/', fc.constant( '' ) ), { minLength: 1, maxLength: 5 } )
	.map( ( list ) => list.map( ( one, index ) => ( { ...one, referenceId: 'abcde'.charAt( index ) } ) ) );
const envelopeShot = fc
	.oneof(
		fc.tuple( fc.constant( 'composite' ), fc.record( { allOrNone: fc.boolean(), compositeRequest } ) ),
		fc.tuple(
			fc.constant( 'composite/batch' ),
			fc.record( { haltOnError: fc.boolean(), batchRequests: fc.array( subrequest( 'v66.0/', fc.constant( 'a' ) ), { minLength: 1, maxLength: 5 } ) } )
		),
		fc.tuple( fc.constant( 'composite/graph' ), fc.record( { graphs: compositeRequest.map( ( list ) => [ { graphId: 'g', compositeRequest: list } ] ) } ) ),
		fc.tuple( fc.constant( 'composite/tree/Account' ), fc.record( { records: fc.array( typed, { minLength: 1, maxLength: 3 } ) } ) ),
		fc.tuple(
			fc.constantFrom( 'composite/sobjects', 'composite/sobjects/Account/Id' ),
			fc.record( { allOrNone: fc.boolean(), records: fc.array( typed, { minLength: 1, maxLength: 3 } ) } )
		),
		fc.tuple( fc.constantFrom( ...TYPES.map( ( type ) => `sobjects/${ type }` ) ), fields )
	)
	.chain( ( [ path, content ] ) =>
		fc.record( {
			method: fc.constantFrom( 'POST', path.includes( '/sobjects' ) ? 'PATCH' : 'POST' ),
			path: fc.constant( `/services/data/v66.0/${ path }` ),
			headers: fc.constant( { 'Content-Type': 'application/json' } ),
			body: fc.constant( JSON.stringify( content ) as string | Buffer ),
		} )
	);
const readShot = fc.record( {
	method: fc.constantFrom( 'GET', 'GET', 'GET', 'HEAD', 'DELETE' ),
	path: fc.tuple( template, question ).map( ( [ path, query ] ) => encoded( `/services/data/v66.0/${ path }?${ query }` ) ),
	headers: fc.constantFrom< Record< string, string > >(
		{},
		{ 'If-Modified-Since': 'yesterday' },
		{ 'If-None-Match': '"x"' },
		{ 'Sforce-Query-Options': 'batchSize=200' }
	),
	body: fc.constant( '' ),
} );
const jsonText = json.map( ( value ) => JSON.stringify( value ) );
const body = fc.oneof(
	{ weight: 6, arbitrary: jsonText },
	{ weight: 1, arbitrary: jsonText.map( ( text ) => text.slice( 0, Math.ceil( text.length / 2 ) ) ) },
	{ weight: 1, arbitrary: fc.constantFrom( '', '{', 'null', '[]', '{}', '"', DEEP, `{"Name":"${ 'y'.repeat( 200_000 ) }"}`, '<xml/>', 'Id,Name\n1,2' ) },
	{ weight: 1, arbitrary: fc.uint8Array( { maxLength: 40 } ).map( ( bytes ) => Buffer.from( bytes ) ) }
);
const headers = fc
	.record(
		{
			'Content-Type': fc.constantFrom(
				'application/json',
				'application/json',
				'application/json',
				'application/json; charset=utf-16',
				'application/json; charset=none',
				'text/csv',
				'text/xml',
				'multipart/form-data',
				'multipart/form-data; boundary=x',
				'a/b;;;='
			),
			Accept: fc.constantFrom( '*/*', 'application/xml', 'text/csv', ';;;', 'application/json;q=x' ),
			'Content-Encoding': fc.constantFrom( 'gzip', 'br', 'identity' ),
			'Accept-Encoding': fc.constantFrom( 'gzip', 'zebra' ),
			'If-Modified-Since': fc.constantFrom( 'Fri, 01 Jan 2027 00:00:00 GMT', 'yesterday', '-1' ),
			'If-Match': fc.constantFrom( '*', '"x"' ),
			'Sforce-Query-Options': fc.constantFrom( 'batchSize=0', 'batchSize=99999999999', '=' ),
			'Sforce-Call-Options': fc.constantFrom( 'client=', 'client=x,defaultNamespace=y', ',,,' ),
			'Sforce-Auto-Assign': fc.constantFrom( 'TRUE', 'FALSE', '01Q000000000001', 'zebra' ),
			'X-PrettyPrint': fc.constantFrom( '1', 'x' ),
		},
		{ requiredKeys: [] }
	)
	.map( ( given ) => given as Record< string, string > );
const restPath = fc
	.tuple(
		fc.constantFrom( 'v66.0', 'v66.0', 'v66.0', 'v31.0', 'v30.0', 'v99.0', 'zebra' ),
		fc.array( fc.constantFrom( ...PIECES ), { maxLength: 5 } ),
		fc.constantFrom( ...QUERIES )
	)
	.map( ( [ version, parts, query ] ) => `/services/data/${ version }/${ parts.join( '/' ) }${ query === '' ? '' : `?${ query }` }` );
const knownPath = fc
	.constantFrom(
		'composite',
		'composite/batch',
		'composite/graph',
		'composite/tree/Account',
		'composite/sobjects',
		'composite/sobjects/Account',
		'composite/sobjects/Account/Id',
		'sobjects/Account',
		'parameterizedSearch',
		'jobs/ingest',
		'jobs/query'
	)
	.map( ( path ) => `/services/data/v66.0/${ path }` );
const method = fc.constantFrom( 'GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND' );

const restShot = fc.record( { method, path: fc.oneof( restPath, knownPath ).map( encoded ), headers, body } );

/** What a page or a form of the org may be asked. */
const WEB = [
	'/',
	'/performances',
	'/objects',
	'/object/{type}',
	'/object/{type}/new',
	'/record/{id}',
	'/record/{id}/edit',
	'/record/{id}/delete',
	'/record/{id}/undelete',
	'/merge/{type}',
	'/recycle-bin',
	'/log',
	'/faults',
	'/clock',
	'/change',
	'/{id}',
	'/nothing',
];
const webPath = fc
	.tuple(
		fc.constantFrom( ...WEB ),
		fc.constantFrom( ...TYPES ),
		fc.constantFrom(
			'',
			'page=zebra',
			'page=-1',
			'page=1e9',
			'q=%3Cscript%3E',
			'sort=__proto__&dir=up',
			'sort=1.5',
			'status=abc&fault=x',
			'step=compare&id={id}&id=zebra',
			'step=compare&id={id}&id={id}',
			'done=%3Cb%3E',
			'field=ParentId&value=1',
			'field=Foo&value=1',
			'ParentId={id}'
		)
	)
	.map( ( [ path, type, query ] ) => `${ path.replace( '{type}', type ) }${ query === '' ? '' : `?${ query }` }` );
const webForm = fc.array(
	fc.tuple(
		fc.constantFrom( ...FIELDS, 'kind', 'advance', 'now', 'master', 'id', 'times', 'match', 'object', 'field', 'ms', 'rows' ),
		fc.oneof(
			fc.constantFrom( '', 'x', '-1', '0', '{id}', 'rename', 'undelete', 'hide-field', 'lock-row', '2026-02-30T25:61', '9'.repeat( 400 ) ),
			fc.string()
		)
	),
	{ maxLength: 5 }
);
const webShot = fc.record( {
	method: fc.constantFrom( 'GET', 'GET', 'POST', 'POST', 'HEAD', 'PUT' ),
	path: webPath,
	headers: fc.constant( { 'Content-Type': 'application/x-www-form-urlencoded' } ),
	body: webForm.map(
		( entries ) =>
			new URLSearchParams( entries.map( ( [ name, value ]: [ string, string ] ) => [ name, wellFormed( value ) ] ) ).toString() as string | Buffer
	),
} );

let client: Client;
let id = '';
beforeAll( async () => {
	client = await Client.open( { season: 'empty' } );
	await client.rest( 'POST', '/sobjects/Account', { Name: 'Here from the start' } );
	id = ( ( await client.rest( 'POST', '/sobjects/Account', { Name: 'To be shot at' } ) ).json as { id: string } ).id;
} );
afterAll( () => client.close() );

const fire = ( { method: verb, path, headers: given, body: content }: Shot ): Promise< Hit > =>
	new Promise( ( done, fail ) => {
		const sent = request(
			client.simulator.url + path.replaceAll( '{id}', id ),
			{ method: verb, headers: { Authorization: `Bearer ${ client.token }`, Connection: 'close', ...given } },
			( response ) => {
				const chunks: Buffer[] = [];
				response.on( 'data', ( chunk: Buffer ) => chunks.push( chunk ) );
				response.on( 'end', () =>
					done( {
						status: response.statusCode ?? 0,
						type: response.headers[ 'content-type' ] ?? '',
						text: response.headers[ 'content-encoding' ] === 'gzip' ? '' : Buffer.concat( chunks ).toString( 'utf8' ),
					} )
				);
			}
		);
		sent.on( 'error', fail );
		sent.end( verb === 'GET' || verb === 'HEAD' ? undefined : typeof content === 'string' ? content.replaceAll( '{id}', id ) : content );
	} );

/** Salesforce's shape of an error: nothing but messages and codes. */
function misshapen( hit: Hit ): string | null {
	if ( ! hit.type.startsWith( 'application/json' ) || hit.text === '' || hit.status < 400 ) {
		return null;
	}
	const answer: unknown = JSON.parse( hit.text );
	// Trees name the records that failed instead.
	if ( ! Array.isArray( answer ) ) {
		return /"hasErrors": ?true/.test( hit.text ) ? null : 'no array of errors';
	}
	const good = answer.every(
		( one: { message?: unknown; errorCode?: unknown; stack?: unknown } ) =>
			typeof one.message === 'string' && typeof one.errorCode === 'string' && one.stack === undefined
	);
	return good && answer.length > 0 ? null : 'an error without message and errorCode';
}

function complaint( shot: Shot, hit: Hit ): string | null {
	const wrong = KNOWN.has( hit.status ) ? ( LEAKS.exec( hit.text )?.[ 0 ] ?? misshapen( hit ) ) : `status ${ hit.status }`;
	return wrong === null
		? null
		: `${ wrong }: ${ shot.method } ${ shot.path.slice( 0, 300 ) } ${ JSON.stringify( shot.headers ) } ${ shot.body.toString().slice( 0, 600 ) } → ${ hit.text.slice( 0, 400 ) }`;
}

async function volley( shots: Shot[] ): Promise< string[] > {
	const complaints: string[] = [];
	for ( const shot of shots ) {
		const wrong = complaint( shot, await fire( shot ) );
		if ( wrong !== null ) {
			complaints.push( wrong );
		}
	}
	return complaints;
}

/** Whatever faults and states the shots have left behind are cleared first. */
async function stillAnswers(): Promise< void > {
	await client.control( 'POST', 'fault', { kind: 'clear' } );
	await client.control( 'POST', 'fault', { kind: 'api-limit', limit: 100_000 } );
	await client.signIn();
	expect( await client.rows( "SELECT Name FROM Account WHERE Name = 'Here from the start'" ) ).toHaveLength( 1 );
}

describe( 'whatever is asked, the org', () => {
	it.each( [
		[ 'anything', restShot, 1 ],
		[ 'anything else', restShot, 2 ],
		[ 'questions', readShot, 3 ],
		[ 'more questions', readShot, 4 ],
		[ 'envelopes that nearly fit', envelopeShot, 5 ],
		[ 'more such envelopes', envelopeShot, 6 ],
		[ 'pages and forms', webShot, 7 ],
	] )( 'has an answer of its own to %s', async ( _what, shots, seed ) => {
		expect( await volley( fc.sample< Shot >( shots, { seed, numRuns: 250 } ) ) ).toEqual( [] );
		await stillAnswers();
	} );
} );
