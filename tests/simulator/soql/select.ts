import type { FieldType as SelectItem, Subquery } from '@jetstreamapp/soql-parser-js';
import { badRequest } from '../http/errors';
import type { Field, SObject, Value } from '../org/schema';
import type { Row } from '../org/store';
import { printValue } from '../org/values';
import { malformed, noSuchChild } from './errors';
import { datePart, isDatePart } from './functions';
import { compileRows } from './rows';
import type { Scope } from './scope';

export interface RecordJson {
	[ name: string ]: unknown;
}
export type Project = ( row: Row ) => RecordJson;
type Print = ( row: Row ) => unknown;

/** Output of a row as a tree: fields, parents nested under their relationship name, child sets. */
interface Shape {
	prints: Map< string, Print >;
	parents: Map< string, { field: Field; shape: Shape } >;
	order: string[];
}

interface Printing {
	limit: number | undefined;
	version: string;
}

const emptyShape = (): Shape => ( {
	prints: new Map(),
	parents: new Map(),
	order: [],
} );

export const attributesOf = ( type: string, id: string, version: string ): RecordJson => ( {
	type,
	url: `/services/data/${ version }/sobjects/${ type }/${ id }`,
} );

function put( shape: Shape, name: string, print: Print ): void {
	if ( shape.prints.has( name ) ) {
		throw badRequest( 'INVALID_FIELD', `duplicate field selected: ${ name }` );
	}
	shape.prints.set( name, print );
	shape.order.push( name );
}

function addPath( scope: Scope, root: Shape, written: string, version: string ): void {
	const path = scope.resolve( written );
	let shape = root;
	for ( const parent of path.parents ) {
		const name = parent.relationshipName!;
		let next = shape.parents.get( name );
		if ( ! next ) {
			next = { field: parent, shape: emptyShape() };
			shape.parents.set( name, next );
			shape.order.push( name );
		}
		shape = next.shape;
	}
	const { field, object } = path;
	const { name } = field;
	const plain = field.formula === null && field.type !== 'address' && field.type !== 'base64';
	put( shape, name, plain ? ( row ) => row.values[ name ] ?? null : ( row ) => printValue( scope.store, row, { object, field, version } ) );
}

const inGroup = ( field: Field, group: string ): boolean => group === 'ALL' || ( group === 'CUSTOM' ) === field.custom;

function addGroup( scope: Scope, shape: Shape, group: string, { limit, version }: Printing ): void {
	if ( group !== 'STANDARD' && ( limit === undefined || limit > 200 ) ) {
		throw malformed( 'The SOQL FIELDS function must have a LIMIT of at most 200' );
	}
	const fields = scope.object.fields.filter( ( field ) => inGroup( field, group ) );
	if ( fields.length === 0 ) {
		throw malformed( `'FIELDS(${ group })' expansion function must result in at least one field being selected.` );
	}
	for ( const field of fields ) {
		addPath( scope, shape, field.name, version );
	}
}

function childField( scope: Scope, name: string ): { child: SObject; field: Field } {
	for ( const child of scope.schema.all() ) {
		const field = child.fields.find(
			( one ) => one.childRelationshipName?.toLowerCase() === name.toLowerCase() && one.referenceTo.includes( scope.object.name )
		);
		if ( field ) {
			return { child, field };
		}
	}
	throw noSuchChild( scope.soql, name );
}

function addChildren( scope: Scope, shape: Shape, query: Subquery, version: string ): void {
	const { child, field } = childField( scope, query.relationshipName );
	const inner = scope.inner( child );
	const project = compileSelect( inner, query.fields ?? [], query.limit, version );
	const select = compileRows( inner, query );
	const table = scope.store.table( child.name );
	put( shape, field.childRelationshipName!, ( row ) => {
		const { rows } = select( table.childrenOf( field.name, row.id ) );
		return rows.length === 0
			? null
			: {
					totalSize: rows.length,
					done: true,
					records: rows.map( project ),
				};
	} );
}

function addFunction( scope: Scope, shape: Shape, item: Extract< SelectItem, { type: 'FieldFunctionExpression' } >, printing: Printing ): void {
	const name = item.functionName.toUpperCase();
	const argument = item.parameters[ 0 ];
	if ( name === 'FIELDS' && typeof argument === 'string' ) {
		addGroup( scope, shape, argument.toUpperCase(), printing );
		return;
	}
	if ( typeof argument !== 'string' || ! ( name === 'TOLABEL' || name === 'FORMAT' || isDatePart( name ) ) ) {
		throw malformed( `unexpected token: ${ item.rawValue ?? name }` );
	}
	const path = scope.resolve( argument );
	const part = isDatePart( name ) ? datePart( name ) : ( value: Value ) => value;
	put( shape, item.alias ?? path.field.name, ( row ) => part( path.get( row ) ) );
}

function printer( shape: Shape, scope: Scope, object: SObject, version: string ): Project {
	const steps = shape.order.map( ( name ): [ string, Print ] => {
		const parent = shape.parents.get( name );
		if ( ! parent ) {
			return [ name, shape.prints.get( name )! ];
		}
		const target = scope.schema.find( parent.field.referenceTo[ 0 ]! )!;
		const print = printer( parent.shape, scope, target, version );
		const follow = scope.follow( [ parent.field ] );
		return [
			name,
			( row ) => {
				const found = follow( row );
				return found ? print( found ) : null;
			},
		];
	} );
	return ( row ) => {
		const record: RecordJson = {
			attributes: attributesOf( object.name, row.id, version ),
		};
		for ( const [ name, print ] of steps ) {
			record[ name ] = print( row );
		}
		return record;
	};
}

export function compileSelect( scope: Scope, items: SelectItem[], limit: number | undefined, version: string ): Project {
	const shape = emptyShape();
	for ( const item of items ) {
		switch ( item.type ) {
			case 'FieldSubquery':
				addChildren( scope, shape, item.subquery, version );
				break;
			case 'FieldFunctionExpression':
				addFunction( scope, shape, item, { limit, version } );
				break;
			case 'FieldTypeof':
				throw malformed( 'TYPEOF is not supported on a reference with one target' );
			default:
				if ( 'alias' in item && item.alias && item.type === 'Field' ) {
					throw malformed( 'only aggregate expressions use field aliasing' );
				}
				addPath( scope, shape, writtenPath( item ), version );
		}
	}
	return printer( shape, scope, scope.object, version );
}

/** The name as it stands in the query, for errors; without one, put together again. */
export const writtenPath = ( item: Extract< SelectItem, { field: string } > ): string => {
	if ( 'relationships' in item ) {
		return item.rawValue ?? [ ...item.relationships, item.field ].join( '.' );
	}
	return 'rawValue' in item && item.rawValue ? item.rawValue : item.field;
};
