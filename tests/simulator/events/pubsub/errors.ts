import { Metadata, status, type ServerErrorResponse } from '@grpc/grpc-js';

const PREFIX = 'sfdc.platform.eventbus.grpc.';

/** A refusal in the service's shape: a gRPC status, and a code of its own in the trailers (§5.4). */
class RpcError extends Error {
	constructor(
		readonly code: status,
		readonly errorCode: string,
		message: string
	) {
		super( message );
		this.name = 'RpcError';
	}

	asResponse( rpcId: string ): ServerErrorResponse {
		const metadata = new Metadata();
		metadata.set( 'error-code', `${ PREFIX }${ this.errorCode }` );
		metadata.set( 'rpc-id', rpcId );
		return { name: this.name, message: this.message, code: this.code, details: `${ this.message } rpcId: ${ rpcId }`, metadata };
	}
}

/** Nothing of the inside leaks out: whatever else went wrong is an internal error. */
export const asRpcError = ( error: unknown ): RpcError =>
	error instanceof RpcError ? error : new RpcError( status.INTERNAL, 'subscription.internal.error', 'An internal error occurred.' );

const invalid = ( errorCode: string, message: string ): RpcError => new RpcError( status.INVALID_ARGUMENT, errorCode, message );

export const ERRORS = {
	authentication: () =>
		new RpcError(
			status.UNAUTHENTICATED,
			'service.auth.error',
			'An authentication exception occurred. Provide valid authentication via metadata headers.'
		),
	headers: ( name: string ) =>
		new RpcError( status.UNAUTHENTICATED, 'service.auth.headers.invalid', `The authentication header ${ name } is missing or blank.` ),
	unavailable: () => new RpcError( status.UNAVAILABLE, 'service.unavailable', 'The service is unavailable. Try again later.' ),
	noTopicName: () => invalid( 'topic.validation.empty', "The topic name can't be blank." ),
	noTopic: ( tenant: string, topic: string ) =>
		new RpcError(
			status.NOT_FOUND,
			'topic.not.found',
			`The topic information for org ${ tenant } and topic ${ topic } not found. Ensure the topic name is correct and that the topic exists.`
		),
	otherTopic: ( family: 'subscription.fetch' | 'publish' ) => invalid( `${ family }.topic.mismatch`, 'The topic name must be the one of the first request.' ),
	mayNotSubscribe: ( topic: string ) =>
		new RpcError( status.PERMISSION_DENIED, 'subscription.topic.cannot.subscribe', `Subscription isn't allowed for topic ${ topic }.` ),
	mayNotPublish: ( topic: string ) =>
		new RpcError( status.PERMISSION_DENIED, 'publish.topic.cannot.publish', `Publishing isn't allowed for topic ${ topic }.` ),
	requested: () => invalid( 'subscription.fetch.requested.events.invalid', 'The number of requested events must be greater than zero.' ),
	corrupted: () => invalid( 'subscription.fetch.replayid.corrupted', 'The Replay ID validation failed. Ensure that the Replay ID is valid.' ),
	noReplayId: () =>
		invalid( 'subscription.fetch.replayid.validation.failed', 'The Replay ID validation failed. A Replay ID is required for the preset CUSTOM.' ),
	exhausted: () => new RpcError( status.RESOURCE_EXHAUSTED, 'subscription.limit.exceeded', 'You have exceeded the event delivery limit for your org.' ),
	noSchemaId: () => invalid( 'schema.validation.failed', "Schema validation failed. The schema ID can't be blank." ),
	noSchema: ( id: string ) => new RpcError( status.NOT_FOUND, 'schema.meta.permission', `The schema ${ id } isn't known or accessible.` ),
	noEvents: () => invalid( 'publish.event.count.invalid', 'A publish request needs at least one event.' ),
	publishIdle: () => new RpcError( status.ABORTED, 'publish.stream.sweeper.timeout', 'No publish request came in time; the stream is closed.' ),
} as const;
