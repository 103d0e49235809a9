/**
 * CometD through faye, as jsforce drives it (§9.3).
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { EventEmitter } from 'node:events';
import { control } from '../lib/org.mjs';

const CHANNEL = '/data/AccountChangeEvent';

/** A subscription that remembers what came, and can be waited for. */
function listen( { StreamingExtension, connection }, { replay, channel = CHANNEL } ) {
	const told = new EventEmitter();
	const events = [];
	const failures = [];
	const extensions = [ new StreamingExtension.AuthFailure( ( failure ) => told.emit( 'failure', failure ) ) ];
	if ( replay !== undefined ) {
		extensions.push( new StreamingExtension.Replay( channel, replay ) );
	}
	const client = connection.streaming.createClient( extensions );
	told.on( 'failure', ( failure ) => failures.push( failure ) );
	const subscription = client.subscribe( channel, ( event ) => {
		events.push( event );
		told.emit( 'event' );
	} );
	const arrived = async ( count ) => {
		while ( events.length < count ) {
			await once( told, 'event' );
		}
		return events;
	};
	const failed = async () => failures[ 0 ] ?? ( await once( told, 'failure' ) )[ 0 ];
	return { client, subscription, arrived, failed, events };
}

const subscribed = ( { subscription } ) => new Promise( ( resolve, reject ) => subscription.then( resolve, reject ) );
const replayIds = ( events ) => events.map( ( { event } ) => event.replayId );
const types = ( events ) => events.map( ( { payload } ) => payload.ChangeEventHeader.changeType );

export async function streaming( { check, org, jsforce, connection } ) {
	const { StreamingExtension } = jsforce;
	const tools = { StreamingExtension, connection };
	await control( org, 'events', { select: 'Account', connect_ms: 2000 } );
	const accounts = connection.sobject( 'Account' );
	const open = [];
	const start = ( options ) => {
		const listener = listen( tools, options );
		open.push( listener.client );
		return listener;
	};
	let stored = 0;

	await check( 'replay −2 brings what is kept, and new events after it', async () => {
		const { id } = await accounts.create( { Name: 'Kept' } );
		const listener = start( { replay: -2 } );
		await listener.arrived( 1 );
		await accounts.update( { Id: id, Name: 'Live' } );
		const events = await listener.arrived( 2 );
		assert.deepEqual( types( events ), [ 'CREATE', 'UPDATE' ] );
		assert.deepEqual( events[ 1 ].payload.ChangeEventHeader.recordIds, [ id ] );
		assert.equal( events[ 1 ].payload.Name, 'Live' );
		stored = events[ 0 ].event.replayId;
		await accounts.destroy( id );
		await listener.arrived( 3 );
	} );

	await check( 'a stored replay id brings what came after it', async () => {
		const events = await start( { replay: stored } ).arrived( 2 );
		assert.deepEqual( types( events ), [ 'UPDATE', 'DELETE' ] );
		assert.ok( replayIds( events ).every( ( id ) => id > stored ) );
	} );

	await check( 'without replay only new events come', async () => {
		const listener = start( {} );
		await subscribed( listener );
		const { id } = await accounts.create( { Name: 'Only this' } );
		assert.deepEqual( types( await listener.arrived( 1 ) ), [ 'CREATE' ] );
		await accounts.destroy( id );
	} );

	await check( 'an id that is not kept is told to errback', async () => {
		const listener = start( { replay: 999_999_999 } );
		await assert.rejects( subscribed( listener ), /400::The replayId \{999999999\} you provided was invalid/ );
	} );

	await check( 'after Unknown client faye shakes hands anew and goes on from the last event', async () => {
		const listener = start( { replay: -2 } );
		const before = [ ...( await listener.arrived( 3 ) ) ].length;
		await control( org, 'events', { forget_clients: true } );
		const { id } = await accounts.create( { Name: 'After the gap' } );
		const events = await listener.arrived( before + 1 );
		assert.equal( new Set( replayIds( events ) ).size, events.length );
		assert.ok( events.some( ( { payload } ) => payload.Name === 'After the gap' ) );
		await accounts.destroy( id );
	} );

	await check( 'disconnect() ends it', async () => {
		await Promise.all( open.map( ( client ) => client.disconnect() ) );
	} );

	await check( 'Authentication invalid reaches the AuthFailure extension', async () => {
		const listener = start( {} );
		await subscribed( listener );
		await control( org, 'session', { action: 'expire' } );
		const failure = await listener.failed();
		assert.match( failure.error, /^401::Authentication invalid/ );
		assert.equal( failure.advice?.reconnect ?? 'none', 'none' );
	} );
}
