import { abilitiesOf, isCompound, isNumber, type Field } from '../org/schema';
import type { Row } from '../org/store';
import { comparable, compare, includes, isTextual, like, oneOf, type Test } from './compare';
import { cannot, errorAt, malformedAt, unexpected } from './errors';
import { fieldTerm, functionTerm, isDateFunction, nameOf, type Term } from './functions';
import { readLiterals, readTexts, type Literal } from './literals';
import { readString } from './parse';
import type { Scope } from './scope';
import { semiJoin, type Joins } from './semi-joins';
import type { Leaf, Node } from './tree';
import type { World } from './world';

export type Predicate = ( row: Row ) => boolean;

/** What a comparison of a field of the row itself says: enough to look rows up by it. */
export interface Fact {
	field: Field;
	operator: string;
	literals: Literal[];
}

export interface Where {
	node: Node;
	predicate: Predicate;
	facts: Map< Leaf, Fact >;
}

export const operatorOf = ( leaf: Leaf ): string => leaf.comparison?.operator.toUpperCase() ?? '';

/** Where a comparison stands: a semi-join may only be one of the conditions that must all hold. */
interface Standing {
	joins: Joins;
	inOr: boolean;
	inNot: boolean;
	facts: Map< Leaf, Fact >;
}

export function compileWhere( scope: Scope, joins: Joins ): Where {
	const node = scope.conditions( 'where' );
	const facts = new Map< Leaf, Fact >();
	return { node, predicate: predicateOf( scope, node, { joins, inOr: false, inNot: false, facts } ), facts };
}

function predicateOf( scope: Scope, node: Node, standing: Standing ): Predicate {
	if ( node.kind === 'leaf' ) {
		return leafPredicate( scope, node.leaf, standing );
	}
	if ( node.kind === 'not' ) {
		const inner = predicateOf( scope, node.node, { ...standing, inNot: true } );
		return ( row ) => ! inner( row );
	}
	const below = { ...standing, inOr: standing.inOr || node.kind === 'or' };
	const parts = node.nodes.map( ( one ) => predicateOf( scope, one, below ) );
	return node.kind === 'and' ? ( row ) => parts.every( ( part ) => part( row ) ) : ( row ) => parts.some( ( part ) => part( row ) );
}

function termOf( scope: Scope, leaf: Leaf ): Term {
	const { comparison, field } = leaf;
	const place = { soql: scope.soql, at: field.offset };
	if ( ! comparison ) {
		throw unexpected( place, field.text );
	}
	if ( ! ( 'fn' in comparison ) ) {
		return fieldTerm( scope, comparison.field, field.offset );
	}
	const name = nameOf( comparison.fn );
	if ( ! isDateFunction( name ) && name !== 'TOLABEL' && name !== 'DISTANCE' ) {
		throw unexpected( place, field.text );
	}
	return functionTerm( scope, comparison.fn, place );
}

function leafPredicate( scope: Scope, leaf: Leaf, { joins, inOr, inNot, facts }: Standing ): Predicate {
	const term = termOf( scope, leaf );
	const { get, path, place } = term;
	if ( ! abilitiesOf( path.field ).filterable || isCompound( path.field ) ) {
		throw cannot( place, 'INVALID_FIELD', path.name, 'filtered' );
	}
	const inner = scope.world.source.innerOf( leaf );
	if ( inner ) {
		const values = semiJoin( scope, { term, query: inner, joins, inOr, inNot } );
		const operator = operatorOf( leaf );
		if ( path.steps.length === 0 && operator === 'IN' ) {
			facts.set( leaf, { field: path.field, operator, literals: [ ...values ].map( ( value ) => ( { value, until: null } ) ) } );
		}
		return operator === 'NOT IN' ? ( row ) => ! values.has( get( row ) ) : ( row ) => values.has( get( row ) );
	}
	const { test, literals } = testOf( scope.world, term, leaf );
	if ( path.steps.length === 0 && literals && term.field === path.field ) {
		facts.set( leaf, { field: path.field, operator: operatorOf( leaf ), literals } );
	}
	const prepare = comparable( term.field );
	return ( row ) => test( prepare( get( row ) ) );
}

/** The test that a comparison makes of a value already prepared for comparing. */
export function testOf( world: World, term: Pick< Term, 'field' | 'place' >, leaf: Leaf ): { test: Test; literals: Literal[] | null } {
	const operator = operatorOf( leaf );
	const { field, place } = term;
	if ( operator === 'LIKE' || operator === 'INCLUDES' || operator === 'EXCLUDES' ) {
		return { test: textTest( world, term, leaf ), literals: null };
	}
	const equality = [ '=', '!=', '<>', 'IN', 'NOT IN' ].includes( operator );
	if ( ! equality && ( field.type === 'multipicklist' || field.type === 'boolean' ) ) {
		throw badOperator( term, operator );
	}
	const literals = readLiterals( world, term, leaf );
	const [ first ] = literals;
	if ( ! first ) {
		throw malformedAt( place, 'unexpected token: <EOF>' );
	}
	return { test: operator === 'IN' || operator === 'NOT IN' ? oneOf( operator, literals ) : compare( operator, first ), literals };
}

function textTest( world: World, term: Pick< Term, 'field' | 'place' >, leaf: Leaf ): Test {
	const operator = operatorOf( leaf );
	const { field } = term;
	const fits = operator === 'LIKE' ? isTextual( field ) && field.type !== 'multipicklist' : field.type === 'multipicklist';
	if ( ! fits ) {
		throw badOperator( term, operator );
	}
	const texts = readTexts( world, term, leaf );
	if ( operator === 'LIKE' ) {
		return like( readString( texts[ 0 ] ?? "''", true ) );
	}
	const inside = includes( texts.map( ( text ) => readString( text ) ) );
	return operator === 'INCLUDES' ? inside : ( value ) => ! inside( value );
}

const badOperator = ( { field, place }: Pick< Term, 'field' | 'place' >, operator: string ): Error =>
	errorAt( place, 'INVALID_FIELD', `invalid operator on ${ isNumber( field ) && field.type !== 'int' ? 'double' : field.type } field: ${ operator }` );
