/**
 * salesforce-pubsub-api-client over gRPC with TLS (§9.5).
 */
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { createRequire } from 'node:module';
import { onEnd } from '../../stack/lib/process.mjs';
import { control, startOrg } from '../lib/org.mjs';

const require = createRequire( import.meta.url );
const TOPIC = '/data/AccountChangeEvent';
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** What a subscription is told, and a way to wait for it. */
function listener() {
	const told = new EventEmitter();
	const events = [];
	const errors = [];
	const callback = ( _subscription, type, data ) => {
		if ( type === 'event' ) {
			events.push( data );
		}
		if ( type === 'error' ) {
			errors.push( data );
		}
		told.emit( 'told' );
	};
	const until = async ( holds ) => {
		while ( ! holds() ) {
			await once( told, 'told' );
		}
	};
	return { callback, events, errors, until };
}

export async function pubsub( cases, { module } ) {
	const { default: PubSubApiClient } = require( module );
	const org = await startOrg();
	const { pubsub: address } = await control( org, 'events', { select: 'Account', pubsub: true } );
	const check = ( name, work ) => cases.check( `pubsub: ${ name }`, work, 30_000 );
	const connect = async ( options ) => {
		const client = new PubSubApiClient( { loginUrl: org.url, pubSubEndpoint: address.endpoint, rejectUnauthorizedSsl: false, ...options }, silent );
		await client.connect();
		onEnd( () => client.close() );
		return client;
	};
	const jwt = { authType: 'oauth-jwt-bearer', clientId: org.consumerKey, username: org.username, privateKey: org.privateKeyPem };
	const rename = ( Name ) => org.world.org.writer.update( 'Account', org.ids[ 0 ], { Name } );
	let client;
	let stored;

	await check( 'connects with an assertion', async () => {
		client = await connect( jwt );
	} );

	await check( 'connects with client credentials', async () => {
		await connect( { authType: 'oauth-client-credentials', clientId: org.consumerKey, clientSecret: org.consumerSecret } );
	} );

	await check( 'reads what is kept from the earliest event on, decoded', async () => {
		rename( 'First' );
		rename( 'Second' );
		const { callback, events, errors, until } = listener();
		client.subscribeFromEarliestEvent( TOPIC, callback, 2 );
		await until( () => events.length + errors.length >= 2 );
		assert.deepEqual( errors, [] );
		assert.deepEqual(
			events.map( ( { payload } ) => payload.Name ),
			[ 'First', 'Second' ]
		);
		stored = events[ 0 ].replayId;
		const { ChangeEventHeader: header } = events[ 0 ].payload;
		assert.deepEqual( [ header.entityName, header.changeType, header.recordIds ], [ 'Account', 'UPDATE', [ org.ids[ 0 ] ] ] );
		assert.ok( header.changedFields.includes( 'Name' ) && header.changedFields.includes( 'LastModifiedDate' ) );
	} );

	await check( 'goes on from a stored replay id', async () => {
		const again = await connect( jwt );
		const { callback, events, until } = listener();
		again.subscribeFromReplayId( TOPIC, callback, 2, stored );
		rename( 'Third' );
		await until( () => events.length === 2 );
		assert.deepEqual(
			events.map( ( { payload } ) => payload.Name ),
			[ 'Second', 'Third' ]
		);
	} );

	await check( 'a topic that is not there is an error', async () => {
		const other = await connect( jwt );
		const { callback, errors, until } = listener();
		other.subscribe( '/data/NopeChangeEvent', callback, 1 );
		await until( () => errors.length > 0 );
		assert.ok( errors.length > 0 );
	} );

	await check( 'publishes a platform event and reads it back', async () => {
		await control( org, 'events', { define: { name: 'Curtain__e', fields: [ { name: 'Word__c', type: 'string', length: 80 } ] } } );
		const publisher = await connect( jwt );
		const { callback, events, until } = listener();
		const reader = await connect( jwt );
		reader.subscribeFromEarliestEvent( '/event/Curtain__e', callback, 1 );
		const { replayId } = await publisher.publish( '/event/Curtain__e', { CreatedDate: Date.now(), CreatedById: org.ids[ 0 ], Word__c: { string: 'up' } } );
		await until( () => events.length === 1 );
		assert.equal( events[ 0 ].payload.Word__c, 'up' );
		assert.equal( Number( events[ 0 ].replayId ), Number( replayId ) );
	} );
}
