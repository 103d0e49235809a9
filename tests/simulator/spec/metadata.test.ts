import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { Connection } from 'jsforce';
import { BadZip, readZip } from '../tooling/deploy/zip';
import { Client, codeOf, messageOf, type Reply } from './client';
import { signedInAs, userIdOf } from './people';

let client: Client;
let admin: Client;

beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
	admin = signedInAs( client, 'admin' );
} );
afterEach( () => client.close() );

/** A zip of these files, packed or plain. */
function zipOf( files: Record< string, string >, packed = true ): Buffer {
	const bodies: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for ( const [ name, text ] of Object.entries( files ) ) {
		const plain = Buffer.from( text );
		const data = packed ? deflateRawSync( plain ) : plain;
		const local = Buffer.alloc( 30 );
		local.writeUInt32LE( 0x04034b50, 0 );
		local.writeUInt16LE( Buffer.byteLength( name ), 26 );
		const entry = Buffer.alloc( 46 );
		entry.writeUInt32LE( 0x02014b50, 0 );
		entry.writeUInt16LE( packed ? 8 : 0, 10 );
		entry.writeUInt32LE( data.length, 20 );
		entry.writeUInt32LE( plain.length, 24 );
		entry.writeUInt16LE( Buffer.byteLength( name ), 28 );
		entry.writeUInt32LE( offset, 42 );
		const body = Buffer.concat( [ local, Buffer.from( name ), data ] );
		bodies.push( body );
		directory.push( entry, Buffer.from( name ) );
		offset += body.length;
	}
	const end = Buffer.alloc( 22 );
	end.writeUInt32LE( 0x06054b50, 0 );
	end.writeUInt16LE( Object.keys( files ).length, 10 );
	end.writeUInt32LE( offset, 16 );
	return Buffer.concat( [ ...bodies, ...directory, end ] );
}

const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const FIELD = `<fullName>Callboard_Key__c</fullName><externalId>true</externalId><label>Callboard Key</label><length>36</length><type>Text</type>`;
const fieldFile = ( inner = FIELD ): string => `${ HEAD }<CustomField ${ NS }>${ inner }</CustomField>`;
const PACKAGE = { 'package.xml': `${ HEAD }<Package ${ NS }><version>66.0</version></Package>` };
const setFile = ( field = 'Task.Callboard_Key__c', object = 'Lead' ): string =>
	`${ HEAD }<PermissionSet ${ NS }><fieldPermissions><editable>true</editable><field>${ field }</field><readable>true</readable></fieldPermissions><label>Callboard</label><objectPermissions><allowCreate>true</allowCreate><allowDelete>false</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>${ object }</object><viewAllRecords>true</viewAllRecords></objectPermissions></PermissionSet>`;

function deploy( files: Record< string, string >, deployOptions: object = {}, who = admin, zip = zipOf( { ...PACKAGE, ...files } ) ): Promise< Reply > {
	const form = new FormData();
	form.append( 'file', new Blob( [ new Uint8Array( zip ) ], { type: 'application/zip' } ), 'deploy.zip' );
	form.append( 'entity_content', new Blob( [ JSON.stringify( { deployOptions } ) ], { type: 'application/json' } ), 'entity.json' );
	return who.send( '/services/data/v66.0/metadata/deployRequest', { method: 'POST', headers: { Authorization: `Bearer ${ who.token }` }, body: form } );
}

interface Result {
	status: string;
	done: boolean;
	numberComponentErrors: number;
	details: { componentSuccesses: { fullName: string; created: boolean }[]; componentFailures: { fullName: string; problem: string }[] };
}

async function resultOf( reply: Reply ): Promise< Result > {
	expect( reply.status ).toBe( 201 );
	const { id } = reply.json as { id: string };
	return ( ( await admin.get( `/metadata/deployRequest/${ id }?includeDetails=true` ) ).json as { deployResult: Result } ).deployResult;
}

const fieldNames = ( object: string ): string[] => client.simulator.world.org.catalogue.find( object )?.fields.map( ( { name } ) => name ) ?? [];

describe( 'deploying', () => {
	it( 'answers 201, and tells how it went when it is asked', async () => {
		const reply = await deploy( { 'objects/Activity/fields/Callboard_Key__c.field-meta.xml': fieldFile() } );
		expect( reply.json ).toMatchObject( { id: expect.stringMatching( /^0Af\w{15}$/ ) as string, deployResult: { status: 'Pending', done: false } } );
		expect( await resultOf( reply ) ).toMatchObject( {
			status: 'Succeeded',
			done: true,
			numberComponentErrors: 0,
			details: { componentSuccesses: [ { fullName: 'Activity.Callboard_Key__c', created: true } ], componentFailures: [] },
		} );
		expect( [ fieldNames( 'Task' ), fieldNames( 'Event' ) ].every( ( names ) => names.includes( 'Callboard_Key__c' ) ) ).toBe( true );
	} );

	it( 'reads the layout of the Metadata API, too, in any folder', async () => {
		const files = {
			'unpackaged/objects/Lead.object': `${ HEAD }<CustomObject ${ NS }><fields>${ FIELD }</fields></CustomObject>`,
			'unpackaged/permissionsets/Callboard.permissionset': setFile( 'Lead.Callboard_Key__c' ),
		};
		expect( await resultOf( await deploy( files ) ) ).toMatchObject( { status: 'Succeeded' } );
		const [ set ] = await admin.rows( "SELECT Id FROM PermissionSet WHERE Name = 'Callboard'" );
		expect( await admin.rows( `SELECT Field, PermissionsEdit FROM FieldPermissions WHERE ParentId = '${ String( set?.Id ) }'` ) ).toMatchObject( [
			{ Field: 'Lead.Callboard_Key__c', PermissionsEdit: true },
		] );
		await admin.rest( 'POST', '/sobjects/PermissionSetAssignment', { AssigneeId: userIdOf( client, 'integration' ), PermissionSetId: set?.Id } );
		expect( await client.rows( 'SELECT Callboard_Key__c FROM Lead' ) ).toEqual( [] );
	} );

	it( 'changes what is there, and replaces a permission set whole', async () => {
		const file = 'permissionsets/Callboard.permissionset-meta.xml';
		await deploy( { 'objects/Activity/fields/Callboard_Key__c.field-meta.xml': fieldFile(), [ file ]: setFile() } );
		const again = await resultOf(
			await deploy( {
				'objects/Activity/fields/Callboard_Key__c.field-meta.xml': fieldFile( FIELD.replace( '36', '40' ) ),
				[ file ]: setFile( 'Lead.Email', 'Campaign' ),
			} )
		);
		expect( again.details.componentSuccesses.map( ( { created } ) => created ) ).toEqual( [ false, false ] );
		expect( client.simulator.world.org.catalogue.find( 'Task' )?.fields.find( ( { name } ) => name === 'Callboard_Key__c' )?.length ).toBe( 40 );
		const objects = await admin.rows( "SELECT SobjectType FROM ObjectPermissions WHERE Parent.Name = 'Callboard'" );
		const fields = await admin.rows( "SELECT Field FROM FieldPermissions WHERE Parent.Name = 'Callboard'" );
		expect( [ objects, fields ] ).toMatchObject( [ [ { SobjectType: 'Campaign' } ], [ { Field: 'Lead.Email' } ] ] );
	} );

	it( 'takes what jsforce sends', async () => {
		const connection = new Connection( { instanceUrl: client.simulator.url, accessToken: admin.token, version: '66.0' } );
		const deployment = connection.metadata.deployRest( zipOf( { ...PACKAGE, 'objects/Lead/fields/Callboard_Key__c.field-meta.xml': fieldFile() } ), {
			rollbackOnError: true,
		} );
		// Its own way to wait is SOAP, which is not here (§12.5).
		const started = ( await Reflect.get( deployment, '_promise' ) ) as { id: string };
		expect( started.id ).toMatch( /^0Af/ );
		expect( fieldNames( 'Lead' ) ).toContain( 'Callboard_Key__c' );
	} );

	it( 'selects entities, and makes messages that a flow sends', async () => {
		const { outbound } = client.simulator.world;
		const workflow = `${ HEAD }<Workflow ${ NS }><outboundMessages><fullName>Hint</fullName><apiVersion>66.0</apiVersion><endpointUrl>https://site.example/hook</endpointUrl><fields>Id</fields><includeSessionId>false</includeSessionId><integrationUser>integration@callboard.example</integrationUser><name>Hint</name><protected>false</protected></outboundMessages></Workflow>`;
		const flow = `${ HEAD }<Flow ${ NS }><actionCalls><name>Send</name><actionName>Campaign.Hint</actionName><actionType>outboundMessage</actionType></actionCalls><label>Hint</label><start><object>Campaign</object><recordTriggerType>Create</recordTriggerType></start><status>Active</status></Flow>`;
		const files = {
			'workflows/Campaign.workflow-meta.xml': workflow,
			'flows/Hint.flow-meta.xml': flow,
			'platformEventChannelMembers/Campaign_ChangeEvent.platformEventChannelMember-meta.xml': `${ HEAD }<PlatformEventChannelMember ${ NS }><eventChannel>ChangeEvents</eventChannel><selectedEntity>CampaignChangeEvent</selectedEntity></PlatformEventChannelMember>`,
		};
		expect( await resultOf( await deploy( files ) ) ).toMatchObject( { status: 'Succeeded' } );
		expect( outbound.find( 'Campaign', 'Hint' ) ).toMatchObject( { endpoint: 'https://site.example/hook', fields: [ 'Id' ], when: { on: [ 'create' ] } } );
		await client.rest( 'POST', '/sobjects/Campaign', { Name: 'Season' } );
		expect( outbound.waiting() ).toHaveLength( 1 );
		const read = await client.get( `/tooling/query?q=${ encodeURIComponent( 'SELECT SelectedEntity FROM PlatformEventChannelMember' ) }` );
		expect( read.json ).toMatchObject( { records: [ { SelectedEntity: 'CampaignChangeEvent' } ] } );
	} );
} );

describe( 'what fails', () => {
	const good = { 'objects/Lead/fields/Good__c.field-meta.xml': fieldFile( FIELD.replace( 'Callboard_Key__c', 'Good__c' ) ) };
	const bad = { 'permissionsets/Bad.permissionset-meta.xml': setFile( 'Contact.LastName' ) };

	it( 'takes everything back', async () => {
		const result = await resultOf( await deploy( { ...good, ...bad } ) );
		expect( result ).toMatchObject( {
			status: 'Failed',
			numberComponentErrors: 1,
			details: { componentFailures: [ { fullName: 'Bad', problem: 'You cannot deploy to a required field: Contact.LastName' } ] },
		} );
		expect( fieldNames( 'Lead' ) ).not.toContain( 'Good__c' );
		expect( await admin.rows( "SELECT Id FROM PermissionSet WHERE Name = 'Bad'" ) ).toEqual( [] );
	} );

	it( 'leaves the rest where that is wanted', async () => {
		expect( await resultOf( await deploy( { ...good, ...bad }, { rollbackOnError: false } ) ) ).toMatchObject( { status: 'SucceededPartial' } );
		expect( fieldNames( 'Lead' ) ).toContain( 'Good__c' );
		expect( await admin.rows( "SELECT Id FROM PermissionSet WHERE Name = 'Bad'" ) ).toEqual( [] );
	} );

	it( 'changes nothing when it only checks', async () => {
		expect( await resultOf( await deploy( good, { checkOnly: true } ) ) ).toMatchObject( {
			status: 'Succeeded',
			details: { componentSuccesses: [ { created: true } ] },
		} );
		expect( fieldNames( 'Lead' ) ).not.toContain( 'Good__c' );
	} );

	it.each( [
		[
			'a field of a type nobody knows',
			{ 'objects/Lead/fields/X__c.field-meta.xml': fieldFile( '<fullName>X__c</fullName><label>X</label><type>Rhyme</type>' ) },
			'Cannot deserialize instance of complexvalue',
		],
		[ 'broken XML', { 'objects/Lead/fields/X__c.field-meta.xml': `${ HEAD }<CustomField>` }, 'Error parsing file' ],
		[ 'a document type', { 'permissionsets/X.permissionset-meta.xml': `<!DOCTYPE a><PermissionSet ${ NS }/>` }, 'A document type is not allowed' ],
		[
			'a field that is not there',
			{ 'permissionsets/X.permissionset-meta.xml': setFile( 'Lead.Nothing__c' ) },
			'no CustomField named Lead.Nothing__c found',
		],
		[ 'what is not imitated', { 'layouts/Lead.layout': '<Layout/>' }, 'cannot be deployed to this simulator' ],
	] )( 'tells of %s', async ( _what, files, problem ) => {
		const { status, details } = await resultOf( await deploy( files ) );
		expect( [ status, details.componentFailures.length ] ).toEqual( [ 'Failed', 1 ] );
		expect( details.componentFailures[ 0 ]?.problem ).toContain( problem );
	} );

	it( 'wants a package.xml, a zip, and both parts', async () => {
		const without = await resultOf( await deploy( {}, {}, admin, zipOf( good ) ) );
		expect( without.details.componentFailures ).toMatchObject( [ { problem: 'No package.xml found' } ] );
		expect( codeOf( await deploy( {}, {}, admin, Buffer.from( 'no zip' ) ) ) ).toBe( 'INVALID_INPUT' );
		expect( codeOf( await admin.rest( 'POST', '/metadata/deployRequest', {} ) ) ).toBe( 'MISSING_ARGUMENT' );
	} );

	it( 'takes Modify Metadata or Modify All Data', async () => {
		const reply = await deploy( good, {}, signedInAs( client, 'boxoffice' ) );
		expect( [ reply.status, messageOf( reply ) ] ).toEqual( [
			403,
			'use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions',
		] );
		expect( ( await deploy( good, {}, client ) ).status ).toBe( 201 );
	} );
} );

describe( 'the zip reader', () => {
	it( 'reads what was packed, plain or deflated', () => {
		const names = fc.uniqueArray(
			fc.string( { minLength: 1 } ).filter( ( name ) => ! name.endsWith( '/' ) && Buffer.from( name ).toString() === name ),
			{ maxLength: 5 }
		);
		fc.assert(
			fc.property( names, fc.string(), fc.boolean(), ( list, text, packed ) => {
				const files = Object.fromEntries( list.map( ( name ) => [ `x${ name }`, text ] ) );
				expect( Object.fromEntries( readZip( zipOf( files, packed ) ) ) ).toEqual( files );
			} ),
			{ seed: 20261122 }
		);
	} );

	it( 'says that anything else is no zip, whatever it is', () => {
		fc.assert(
			fc.property( fc.uint8Array( { maxLength: 200 } ), fc.nat( 100 ), ( noise, cut ) => {
				const zip = zipOf( { a: 'text' } );
				for ( const bytes of [ Buffer.from( noise ), Buffer.concat( [ zip.subarray( 0, cut ), Buffer.from( noise ) ] ) ] ) {
					try {
						readZip( bytes );
					} catch ( error ) {
						expect( error ).toBeInstanceOf( BadZip );
					}
				}
			} ),
			{ seed: 20261122 }
		);
	} );
} );
