import { badRequest, notFound, refuse } from '../../http/errors';
import { isObject, json, type Answer } from '../../http/message';
import { FormParts } from '../../http/multipart';
import { makeId, normaliseId } from '../../org/ids';
import type { Store } from '../../org/store';
import type { Call, Route } from '../../rest/context';
import { applyAll, type Options, type Outcome } from './apply';
import { readComponents, type Component } from './source';
import { BadZip, readZip } from './zip';

interface Deployment {
	id: string;
	options: Options;
	createdById: string;
	at: string;
	outcomes: Outcome[];
}

/** Deployments of an org; they go with its rows. */
const deployments = new WeakMap< Store, Map< string, Deployment > >();

function of( store: Store ): Map< string, Deployment > {
	const known = deployments.get( store ) ?? new Map< string, Deployment >();
	deployments.set( store, known );
	return known;
}

function refuseOthers( { access }: Call ): void {
	if ( ! access.may( 'ModifyMetadata' ) && ! access.may( 'ModifyAllData' ) ) {
		throw refuse( 403, 'INSUFFICIENT_ACCESS', 'use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions' );
	}
}

function partsOf( { body }: Call ): { entity: Record< string, unknown >; file: Buffer } {
	const parts = body instanceof FormParts ? body : null;
	const file = parts?.parts.get( 'file' );
	const text = parts?.text( 'entity_content' ) ?? parts?.text( 'json' );
	if ( ! file || text === undefined ) {
		throw badRequest( 'MISSING_ARGUMENT', 'A deployment is a multipart body with entity_content and file' );
	}
	try {
		const entity: unknown = JSON.parse( text );
		if ( isObject( entity ) ) {
			return { entity, file };
		}
	} catch {
		// Said below, like for JSON of another shape.
	}
	throw badRequest( 'JSON_PARSER_ERROR', 'entity_content is not a JSON object' );
}

function optionsOf( entity: Record< string, unknown > ): Options {
	const written = isObject( entity.deployOptions ) ? entity.deployOptions : {};
	// Without a word, a deployment by REST takes everything back when something fails.
	return { checkOnly: written.checkOnly === true, rollbackOnError: written.rollbackOnError !== false };
}

function filesIn( zip: Buffer ): Map< string, string > {
	try {
		return readZip( zip );
	} catch ( error ) {
		if ( error instanceof BadZip ) {
			throw badRequest( 'INVALID_INPUT', error.message );
		}
		throw error;
	}
}

const NO_PACKAGE: Component = { type: 'Unknown', fullName: 'package.xml', fileName: 'package.xml', xml: null, problem: 'No package.xml found' };

function run( call: Call ): Answer {
	refuseOthers( call );
	const { entity, file } = partsOf( call );
	const options = optionsOf( entity );
	const files = filesIn( file );
	const hasPackage = [ ...files.keys() ].some( ( name ) => /(?:^|\/)package\.xml$/.test( name ) );
	const { world, writer, org } = call;
	const outcomes = applyAll( world, writer.actor, hasPackage ? readComponents( files ) : [ NO_PACKAGE ], options );
	const known = of( org.store );
	const id = makeId( '0Af', known.size + 1 );
	const deployment = { id, options, createdById: writer.actor.userId, at: org.clock.stamp(), outcomes };
	known.set( id, deployment );
	return json(
		{
			id,
			validatedDeployRequestId: null,
			deployOptions: options,
			deployResult: { id, status: 'Pending', done: false, success: false, ...options, ignoreWarnings: false, runTestsEnabled: false },
		},
		201
	);
}

const toJson = ( { component, created, problem }: Outcome ): Record< string, unknown > => ( {
	componentType: component.type === 'Unknown' ? '' : component.type,
	fullName: component.fullName,
	fileName: component.fileName,
	success: problem === null,
	created: problem === null && created,
	changed: problem === null,
	deleted: false,
	...( problem === null ? {} : { problem, problemType: 'Error', lineNumber: 1, columnNumber: 1 } ),
} );

function statusOf( { outcomes, options }: Deployment ): string {
	const failed = outcomes.filter( ( { problem } ) => problem !== null ).length;
	if ( failed === 0 ) {
		return 'Succeeded';
	}
	return options.rollbackOnError || failed === outcomes.length ? 'Failed' : 'SucceededPartial';
}

function look( call: Call ): Answer {
	refuseOthers( call );
	const deployment = of( call.org.store ).get( normaliseId( call.params.id ?? '' ) ?? '' );
	if ( ! deployment ) {
		throw notFound();
	}
	const { id, options, outcomes, createdById, at } = deployment;
	const status = statusOf( deployment );
	const failures = outcomes.filter( ( { problem } ) => problem !== null );
	const details = {
		componentSuccesses: outcomes.filter( ( { problem } ) => problem === null ).map( toJson ),
		componentFailures: failures.map( toJson ),
		runTestResult: { numFailures: 0, numTestsRun: 0, totalTime: 0 },
	};
	return json( {
		id,
		validatedDeployRequestId: null,
		deployOptions: options,
		deployResult: {
			id,
			status,
			done: true,
			success: failures.length === 0,
			...options,
			ignoreWarnings: false,
			createdBy: createdById,
			createdDate: at,
			startDate: at,
			completedDate: at,
			numberComponentErrors: failures.length,
			numberComponentsDeployed: outcomes.length - failures.length,
			numberComponentsTotal: outcomes.length,
			...( call.ask.query.get( 'includeDetails' ) === 'true' ? { details } : {} ),
		},
	} );
}

/** Deploying by REST (§12.5). */
export const deployRoutes: Route[] = [
	[ 'metadata/deployRequest', { POST: run } ],
	[ 'metadata/deployRequest/:id', { GET: look } ],
];
