import { badRequest } from '../http/errors';
import { isObject, json, type Answer } from '../http/message';
import { bodyObject, type Call } from './context';
import { referencesIn } from './references';
import { halted, readSubrequest, refuseEnvelope, refuseSameReference, type SubAnswer, type Subrequest } from './subrequest';
import { runTogether } from './together';

const MAX_GRAPHS = 75;
const MAX_NODES = 500;
const MAX_DEPTH = 15;
const MAX_OBJECTS = 15;
const MAX_FAILED = 14;

interface Graph {
	graphId: string;
	nodes: Subrequest[];
}

interface GraphAnswer {
	graphId: string;
	graphResponse: { compositeResponse: SubAnswer[] };
	isSuccessful: boolean;
}

/** Only records: `/sobjects/X`, `/sobjects/X/ID`, `/sobjects/X/Ext__c/value` (§3.3). */
const RECORD = /^\/services\/data\/v\d\d\.0\/sobjects\/([^/?]+)(?:\/[^/?]+){0,2}\/?(?:\?.*)?$/i;
const NOT_RECORDS = /\/(?:describe|updated|deleted)\/?(?:\?.*)?$/i;
const allows = ( url: string ): boolean => RECORD.test( url ) && ! NOT_RECORDS.test( url );

/** How many nodes hang on each other, one after the other, at most. */
function depthOf( nodes: Subrequest[] ): number {
	const depths = new Map< string, number >();
	for ( const { referenceId, url, body } of nodes ) {
		const before = [ ...referencesIn( url ), ...referencesIn( body ) ].map( ( reference ) => depths.get( reference ) ?? 0 );
		depths.set( referenceId, 1 + Math.max( 0, ...before ) );
	}
	return Math.max( ...depths.values() );
}

function readGraph( value: unknown ): Graph {
	if ( ! isObject( value ) || typeof value.graphId !== 'string' || ! /^[A-Za-z0-9][\w-]{0,39}$/.test( value.graphId ) ) {
		throw refuseEnvelope( 'Each graph needs a graphId that starts with a letter or a number' );
	}
	const { graphId, compositeRequest } = value;
	if ( ! Array.isArray( compositeRequest ) || compositeRequest.length === 0 ) {
		throw refuseEnvelope( `compositeRequest of graph ${ graphId } is required and must not be empty` );
	}
	const nodes = compositeRequest.map( readSubrequest );
	refuseSameReference( nodes );
	if ( depthOf( nodes ) > MAX_DEPTH ) {
		throw badRequest( 'LIMIT_EXCEEDED', `Graph ${ graphId } exceeds the maximum depth of ${ MAX_DEPTH }` );
	}
	const objects = new Set( nodes.map( ( { url } ) => RECORD.exec( url )?.[ 1 ]?.toLowerCase() ) );
	if ( objects.size > MAX_OBJECTS ) {
		throw badRequest( 'LIMIT_EXCEEDED', `Graph ${ graphId } exceeds the limit of ${ MAX_OBJECTS } different objects` );
	}
	return { graphId, nodes };
}

function readGraphs( body: Record< string, unknown > ): Graph[] {
	if ( ! Array.isArray( body.graphs ) || body.graphs.length === 0 ) {
		throw refuseEnvelope( 'graphs is required and must not be empty' );
	}
	if ( body.graphs.length > MAX_GRAPHS ) {
		throw badRequest( 'LIMIT_EXCEEDED', `The request exceeds the limit of ${ MAX_GRAPHS } graphs` );
	}
	const graphs = body.graphs.map( readGraph );
	if ( graphs.reduce( ( sum, { nodes } ) => sum + nodes.length, 0 ) > MAX_NODES ) {
		throw badRequest( 'LIMIT_EXCEEDED', `The request exceeds the limit of ${ MAX_NODES } nodes` );
	}
	if ( new Set( graphs.map( ( { graphId } ) => graphId ) ).size < graphs.length ) {
		throw refuseEnvelope( 'Duplicate graphId provided in the request.' );
	}
	return graphs;
}

const isFailure = ( _node: Subrequest, { httpStatusCode }: SubAnswer ): boolean => httpStatusCode >= 400;

export function graph( call: Call ): Answer {
	const graphs = readGraphs( bodyObject( call ) );
	let failures = 0;
	const answers = graphs.map( ( { graphId, nodes } ): GraphAnswer => {
		const stopped = failures >= MAX_FAILED;
		const { answers: compositeResponse, isSuccessful } = stopped
			? {
					answers: nodes.map( ( { referenceId } ) => halted( referenceId, `${ MAX_FAILED } graphs have failed; this one was not processed.` ) ),
					isSuccessful: false,
				}
			: runTogether( call, nodes, { allows, isFailure } );
		failures += isSuccessful ? 0 : 1;
		return { graphId, graphResponse: { compositeResponse }, isSuccessful };
	} );
	return json( { graphs: answers } );
}
