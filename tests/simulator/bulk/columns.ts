import { findField, type Field, type Schema, type SObject } from '../org/schema';
import { JobFailure } from './upload';

/** What a column of an upload is about. */
export type Column = { kind: 'id' } | { kind: 'field'; field: Field } | { kind: 'parent'; relation: Field; target: SObject; key: Field };

const sameName = ( a: string | null, b: string ): boolean => a?.toLowerCase() === b.toLowerCase();

/** `Account` or `Parent__r`; with a type, `Owner:User` or `User:Owner`: our notes and Salesforce's pages differ in the order. */
function relationOf( object: SObject, schema: Schema, written: string ): { relation: Field; target: SObject } | null {
	const [ first = '', second ] = written.split( ':' );
	const tries = second === undefined ? [ [ first, undefined ] as const ] : [ [ first, second ] as const, [ second, first ] as const ];
	for ( const [ name, type ] of tries ) {
		const relation = object.fields.find( ( field ) => sameName( field.relationshipName, name ) );
		const target = relation && schema.find( type ?? relation.referenceTo[ 0 ]! );
		if ( relation && target && relation.referenceTo.includes( target.name ) ) {
			return { relation, target };
		}
	}
	return null;
}

function columnOf( name: string, object: SObject, schema: Schema ): Column | null {
	const at = name.indexOf( '.' );
	if ( at < 0 ) {
		const field = findField( object, name );
		return field ? ( field.type === 'id' ? { kind: 'id' } : { kind: 'field', field } ) : null;
	}
	const parent = relationOf( object, schema, name.slice( 0, at ) );
	const key = parent && findField( parent.target, name.slice( at + 1 ) );
	return parent && key && ( key.externalId || key.idLookup ) ? { kind: 'parent', ...parent, key } : null;
}

/** One column that the object does not have fails the whole job (§4.2). */
export const columnsOf = ( header: string[], object: SObject, schema: Schema ): Column[] =>
	header.map( ( name ) => {
		const column = columnOf( name, object, schema );
		if ( ! column ) {
			throw new JobFailure( `InvalidBatch : Field name not found : ${ name }` );
		}
		return column;
	} );
