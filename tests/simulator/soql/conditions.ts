import type { Query, WhereClause } from '@jetstreamapp/soql-parser-js';
import { badRequest } from '../http/errors';
import { isLongText, type Field, type Value } from '../org/schema';
import type { Row } from '../org/store';
import { comparable, compare, includes, like, type Test } from './compare';
import { malformed, noSuchObject, notFilterable, offsetOf, positioned } from './errors';
import { datePart, isDatePart } from './functions';
import { readLiteral, readLiterals } from './literals';
import { readString } from './parse';
import type { Scope } from './scope';
import type { Leaf, Node } from './tree';

export type Predicate = ( row: Row ) => boolean;
/** Answers a semi-join: the values its one field takes. */
export type RunInner = ( scope: Scope, query: Query ) => Set< Value >;

export function compileWhere( scope: Scope, clause: WhereClause, runInner: RunInner ): { node: Node; predicate: Predicate } {
	const node = scope.treeOf( clause );
	return { node, predicate: predicateOf( scope, node, runInner ) };
}

function predicateOf( scope: Scope, node: Node, run: RunInner ): Predicate {
	if ( node.kind === 'leaf' ) {
		return leafPredicate( scope, node.leaf, run );
	}
	if ( node.kind === 'not' ) {
		const inner = predicateOf( scope, node.node, run );
		return ( row ) => ! inner( row );
	}
	const parts = node.nodes.map( ( one ) => predicateOf( scope, one, run ) );
	return node.kind === 'and' ? ( row ) => parts.every( ( part ) => part( row ) ) : ( row ) => parts.some( ( part ) => part( row ) );
}

function leafPredicate( scope: Scope, leaf: Leaf, run: RunInner ): Predicate {
	if ( 'fn' in leaf ) {
		return functionPredicate( scope, leaf );
	}
	const path = scope.resolve( leaf.field );
	if ( isLongText( path.field ) ) {
		throw notFilterable( scope.soql, leaf.field );
	}
	const test = 'valueQuery' in leaf ? semiJoin( scope, leaf.operator, leaf.valueQuery, run ) : leafTest( scope, leaf.field, path.field, leaf );
	const prepare = comparable( path.field.type );
	const { get } = path;
	return ( row ) => test( prepare( get( row ) ) );
}

function leafTest( scope: Scope, written: string, field: Field, leaf: Leaf ): Test {
	const { operator } = leaf;
	if ( operator === 'LIKE' || operator === 'INCLUDES' || operator === 'EXCLUDES' ) {
		return textTest( scope, written, field, leaf );
	}
	if ( field.type === 'multipicklist' && ! [ '=', '!=' ].includes( operator ) ) {
		throw badOperator( scope, written, field, operator );
	}
	if ( field.type === 'boolean' && ! [ '=', '!=', 'IN', 'NOT IN' ].includes( operator ) ) {
		throw badOperator( scope, written, field, operator );
	}
	const literals = readLiterals( scope, { name: written, field }, leaf );
	if ( operator === 'IN' || operator === 'NOT IN' ) {
		const ranges = literals.filter( ( one ) => one.until !== null );
		const points = new Set( literals.map( ( one ) => one.value ) );
		const tests = ranges.map( ( range ) => compare( '=', range ) );
		const inside: Test = ( value ) => ( ranges.length === 0 && points.has( value ) ) || tests.some( ( test ) => test( value ) );
		return operator === 'IN' ? inside : ( value ) => ! inside( value );
	}
	return compare( operator, literals[ 0 ]! );
}

function textTest( scope: Scope, written: string, field: Field, leaf: Leaf ): Test {
	const texts = 'value' in leaf ? [ leaf.value ].flat() : [];
	const quoted = texts.every( ( text ) => text.startsWith( "'" ) );
	const multi = leaf.operator !== 'LIKE';
	const isText = ! [ 'id', 'reference', 'boolean', 'date', 'datetime', 'currency', 'double', 'int' ].includes( field.type );
	const fits = multi ? field.type === 'multipicklist' : isText && field.type !== 'multipicklist';
	if ( ! fits ) {
		throw badOperator( scope, written, field, leaf.operator );
	}
	if ( ! quoted ) {
		readLiteral( scope, { name: written, field }, texts[ 0 ] ?? '', 'INTEGER' );
	}
	if ( ! multi ) {
		return like( readString( texts[ 0 ]!, true ).toLowerCase() );
	}
	const inside = includes( texts.map( ( text ) => readString( text ) ) );
	return leaf.operator === 'INCLUDES' ? inside : ( value ) => ! inside( value );
}

function semiJoin( scope: Scope, operator: string, query: Query, run: RunInner ): Test {
	const object = scope.schema.find( query.sObject ?? '' );
	if ( ! object ) {
		throw noSuchObject( scope.soql, query.sObject ?? '' );
	}
	if ( query.limit !== undefined || query.orderBy !== undefined || object.name === scope.object.name ) {
		throw malformed( 'The inner select of a semi join must be a plain select from another object' );
	}
	const values = run( scope.inner( object, query.sObjectAlias ), query );
	return operator === 'NOT IN' ? ( value ) => ! values.has( value ) : ( value ) => value !== null && values.has( value );
}

function functionPredicate( scope: Scope, leaf: Leaf ): Predicate {
	const fn = 'fn' in leaf ? leaf.fn : {};
	const name = fn.functionName?.toUpperCase() ?? '';
	const argument = fn.parameters?.[ 0 ];
	if ( ! isDatePart( name ) || typeof argument !== 'string' ) {
		throw malformed( `unexpected token: ${ fn.rawValue ?? name }` );
	}
	const path = scope.resolve( argument );
	const part = datePart( name );
	const value = 'value' in leaf ? String( leaf.value ) : '';
	const test = compare( leaf.operator, {
		value: name === 'DAY_ONLY' ? value : Number( value ),
		until: null,
	} );
	return ( row ) => test( part( path.get( row ) ) );
}

const badOperator = ( scope: Scope, written: string, field: Field, operator: string ): Error =>
	badRequest(
		'INVALID_FIELD',
		positioned( '', scope.soql, offsetOf( scope.soql, written ), `invalid operator on ${ field.type } field: ${ operator }` ).message
	);
