import { ApiError, badRequest } from '../http/errors';
import { isObject, json, type Answer } from '../http/message';
import type { Field, SObject } from '../org/schema';
import { rowErrors, type RowError } from './collections';
import { bodyObject, type Call } from './context';
import { objectOf } from './describe';
import { refuseEnvelope } from './subrequest';

const MAX_RECORDS = 200;
const MAX_LEVELS = 5;
const MAX_TYPES = 5;

interface Node {
	object: SObject;
	referenceId: string;
	fields: Record< string, unknown >;
	/** The record above, and the field that points to it. */
	parent: { node: Node; field: Field } | null;
	level: number;
}

interface Failure {
	referenceId: string;
	errors: RowError[];
}

const isChildSet = ( value: unknown ): value is { records: unknown[] } => isObject( value ) && Array.isArray( value.records );

function childField( call: Call, parent: SObject, relationship: string, type: string ): { object: SObject; field: Field } {
	const object = call.schema.find( type );
	const field = object?.fields.find(
		( one ) => one.childRelationshipName?.toLowerCase() === relationship.toLowerCase() && one.referenceTo.includes( parent.name )
	);
	if ( ! object || ! field ) {
		throw badRequest( 'INVALID_FIELD', `No such relation '${ relationship }' of type ${ type } on sobject of type ${ parent.name }` );
	}
	return { object, field };
}

function attributesOf( record: unknown ): { type: string; referenceId: string } {
	const attributes = isObject( record ) ? record.attributes : undefined;
	if ( ! isObject( attributes ) || typeof attributes.type !== 'string' ) {
		throw refuseEnvelope( 'Include a type for each record in the request.' );
	}
	if ( typeof attributes.referenceId !== 'string' || attributes.referenceId === '' ) {
		throw refuseEnvelope( 'Include a reference ID for each record in the request.' );
	}
	return { type: attributes.type, referenceId: attributes.referenceId };
}

/** Records level by level, roots first (§3.4). */
function plant( call: Call, roots: unknown[], root: SObject ): Node[] {
	const waiting: { record: unknown; under: Node | null; relationship: string }[] = roots.map( ( record ) => ( { record, under: null, relationship: '' } ) );
	const nodes: Node[] = [];
	for ( const { record, under, relationship } of waiting ) {
		const { type, referenceId } = attributesOf( record );
		if ( ! under && type.toLowerCase() !== root.name.toLowerCase() ) {
			throw refuseEnvelope( `The records must be of type ${ root.name }, not ${ type }` );
		}
		const child = under && childField( call, under.object, relationship, type );
		const node: Node = {
			object: child?.object ?? root,
			referenceId,
			fields: {},
			parent: under && child ? { node: under, field: child.field } : null,
			level: ( under?.level ?? 0 ) + 1,
		};
		nodes.push( node );
		for ( const [ name, value ] of Object.entries( record ?? {} ) ) {
			if ( isChildSet( value ) ) {
				waiting.push( ...value.records.map( ( inner ) => ( { record: inner, under: node, relationship: name } ) ) );
			} else if ( name !== 'attributes' ) {
				node.fields[ name ] = value;
			}
		}
		refuseTooMany( nodes, waiting.length );
	}
	return nodes;
}

function refuseTooMany( nodes: Node[], records: number ): void {
	if ( records > MAX_RECORDS ) {
		throw badRequest( 'EXCEEDED_MAX_SIZE_REQUEST', `record limit reached. cannot submit more than ${ MAX_RECORDS } records into this call` );
	}
	if ( nodes.some( ( { level } ) => level > MAX_LEVELS ) ) {
		throw badRequest( 'LIMIT_EXCEEDED', `The tree is more than ${ MAX_LEVELS } levels deep` );
	}
	if ( new Set( nodes.map( ( { object } ) => object.name ) ).size > MAX_TYPES ) {
		throw badRequest( 'LIMIT_EXCEEDED', `The tree holds more than ${ MAX_TYPES } types of records` );
	}
}

function sameReferences( nodes: Node[] ): Failure[] {
	const seen = new Set< string >();
	return nodes
		.filter( ( { referenceId } ) => seen.has( referenceId ) || ! seen.add( referenceId ) )
		.map( ( { referenceId } ) => ( {
			referenceId,
			errors: [ { statusCode: 'DUPLICATE_VALUE', message: 'Duplicate ReferenceId provided in the request.', fields: [] } ],
		} ) );
}

class Rollback extends Error {}

/** Creates every record or none; children of what failed are not tried. */
function grow( call: Call, nodes: Node[] ): { ids: Map< Node, string >; failures: Failure[] } {
	const ids = new Map< Node, string >();
	const failures: Failure[] = [];
	try {
		call.writer.transaction( () => {
			for ( const node of nodes ) {
				const parentId = node.parent && ids.get( node.parent.node );
				if ( node.parent && parentId === undefined ) {
					continue;
				}
				try {
					ids.set(
						node,
						call.writer.create( node.object.name, { ...node.fields, ...( node.parent ? { [ node.parent.field.name ]: parentId } : {} ) } )
					);
				} catch ( error ) {
					if ( ! ( error instanceof ApiError ) ) {
						throw error;
					}
					failures.push( { referenceId: node.referenceId, errors: rowErrors( error ) } );
				}
			}
			if ( failures.length > 0 ) {
				throw new Rollback();
			}
		} );
	} catch ( error ) {
		if ( ! ( error instanceof Rollback ) ) {
			throw error;
		}
	}
	return { ids, failures };
}

const refused = ( results: Failure[] ): Answer => json( { hasErrors: true, results }, 400 );

export function tree( call: Call ): Answer {
	const object = objectOf( call );
	const { records } = bodyObject( call );
	if ( ! Array.isArray( records ) || records.length === 0 ) {
		throw refuseEnvelope( 'records is required and must not be empty' );
	}
	const nodes = plant( call, records, object );
	const twice = sameReferences( nodes );
	if ( twice.length > 0 ) {
		return refused( twice );
	}
	const { ids, failures } = grow( call, nodes );
	return failures.length > 0
		? refused( failures )
		: json( { hasErrors: false, results: nodes.map( ( node ) => ( { referenceId: node.referenceId, id: ids.get( node ) } ) ) }, 201 );
}
