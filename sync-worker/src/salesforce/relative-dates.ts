import { composeQuery, type FunctionExp, type Query, type WhereClause } from '@jetstreamapp/soql-parser-js';
import { parseFilter } from './soql';

/** One place of a filter: a condition, or a NOT before the next one. The parser keeps filters as such a chain. */
interface Link {
	readonly left: WhereClause[ 'left' ];
	readonly operator: string | null;
}

interface Brackets {
	readonly openParen?: number;
	readonly closeParen?: number;
}

/** What the clock alone makes true or false. */
const relative = new Set( [ 'DATE_LITERAL', 'DATE_N_LITERAL' ] );

/** Operators that a date fails by becoming past; “<=” and its like it passes then. */
const failedByThePast = new Set( [ '>', '>=', '=', 'IN' ] );

function chainOf( clause: WhereClause ): Link[] {
	return 'right' in clause ? [ { left: clause.left, operator: clause.operator }, ...chainOf( clause.right ) ] : [ { left: clause.left, operator: null } ];
}

function clauseOf( [ first, ...rest ]: readonly Link[] ): WhereClause {
	const { left, operator } = first ?? { left: null, operator: null };
	return ( rest.length === 0 ? { left } : { left, operator, right: clauseOf( rest ) } ) as WhereClause;
}

/** What a condition asks about: a field, or a function of one, such as `DAY_ONLY(Start__c)`. */
type Subject = { readonly field: string } | { readonly fn: FunctionExp };

function subjectOf( { left }: Link ): Subject | null {
	if ( left !== null && 'fn' in left ) {
		return { fn: left.fn };
	}
	return left !== null && 'field' in left && typeof left.field === 'string' ? { field: left.field } : null;
}

const path = /^[a-z]\w*(?:\.[a-z]\w*)*$/i;

/** Of a function, the fields it is given, not its numbers and units. */
function pathsOf( subject: Subject | null ): string[] {
	if ( subject === null || 'field' in subject ) {
		return subject === null ? [] : [ subject.field ];
	}
	const { parameters = [] } = subject.fn;
	return parameters.flatMap( ( one ) => ( typeof one !== 'string' ? pathsOf( { fn: one } ) : path.test( one ) ? [ one ] : [] ) );
}

function isRelative( { left }: Link ): boolean {
	const types: unknown[] = left !== null && 'literalType' in left ? [ left.literalType ].flat() : [];
	return types.some( ( type ) => typeof type === 'string' && relative.has( type ) );
}

function subqueryOf( { left }: Link ): Query | null {
	return left !== null && 'valueQuery' in left ? left.valueQuery : null;
}

const operatorOf = ( { left }: Link ): string => ( left !== null && 'operator' in left ? left.operator : '' );

/** Which places a NOT reaches: the next condition, or the bracket it opens. */
function negations( chain: readonly Link[] ): boolean[] {
	const until: number[] = [];
	let depth = 0;
	let pending = false;
	return chain.map( ( { left, operator } ) => {
		const { openParen = 0, closeParen = 0 } = ( left ?? {} ) as Brackets;
		if ( pending ) {
			until.push( depth );
		}
		const negated = until.length > 0;
		depth += openParen - closeParen;
		// A place of its own: null, or the brackets that open before the word.
		pending = operator === 'NOT';
		if ( pending ) {
			return negated;
		}
		while ( until.length > 0 && depth <= ( until.at( -1 ) ?? 0 ) ) {
			until.pop();
		}
		return negated;
	} );
}

/** `Start__c >= TODAY` becomes `(Start__c >= TODAY OR Start__c <= TODAY)`, inside whatever brackets stood around it. */
function orPast( link: Link, subject: Subject ): Link[] {
	const { openParen = 0, closeParen = 0, ...condition } = link.left as object & Brackets;
	const past = { ...subject, operator: '<=', literalType: 'DATE_LITERAL', value: 'TODAY', closeParen: closeParen + 1 };
	return [
		{ left: { ...condition, openParen: openParen + 1 }, operator: 'OR' },
		{ left: past as Link[ 'left' ], operator: link.operator },
	];
}

const textOf = ( where: WhereClause ): string =>
	composeQuery( { fields: [ { type: 'Field', field: 'Id' } ], sObject: 'Record', where } ).replace( /^SELECT Id FROM Record WHERE /, '' );

/** The fields a filter asks about, paths through parents and what functions are given included. */
export const filterPaths = ( filter: string ): string[] => chainOf( parseFilter( filter ) ).flatMap( ( link ) => pathsOf( subjectOf( link ) ) );

export const hasRelativeDates = ( filter: string ): boolean => chainOf( parseFilter( filter ) ).some( isRelative );

/** Whether other records decide who passes: what they say moves no stamp of those that pass. */
export const asksOthers = ( filter: string ): boolean => chainOf( parseFilter( filter ) ).some( ( link ) => subqueryOf( link ) !== null );

/** Those chosen by other records, of which some merely became past: `Id IN (SELECT Show__c FROM Performance__c WHERE …)`. */
function amongPast( link: Link, query: Query ): Link | null {
	const where = query.where && operatorOf( link ) === 'IN' ? widened( query.where ) : null;
	return where === null ? null : { ...link, left: { ...link.left, valueQuery: { ...query, where } } as Link[ 'left' ] };
}

function widened( where: WhereClause ): WhereClause | null {
	const chain = chainOf( where );
	const negated = negations( chain );
	const wider = chain.map( ( link, at ): Link[] | null => {
		if ( negated[ at ] ) {
			return null;
		}
		const query = subqueryOf( link );
		if ( query !== null ) {
			const among = amongPast( link, query );
			return among === null ? null : [ among ];
		}
		const subject = subjectOf( link );
		return subject !== null && isRelative( link ) && failedByThePast.has( operatorOf( link ) ) ? orPast( link, subject ) : null;
	} );
	return wider.every( ( links ) => links === null ) ? null : clauseOf( chain.flatMap( ( link, at ) => wider[ at ] ?? [ link ] ) );
}

/**
 * The filter as it lets through what merely became past too: wherever it asks for a date of today or later, a date
 * up to today will do (NEXT_N_DAYS leaves today out), and all else stands. Null where the clock alone puts no record outside. What a NOT negates
 * is left alone: such a record counts as outside the filter.
 */
export function pastFilter( filter: string ): string | null {
	const where = widened( parseFilter( filter ) );
	return where === null ? null : textOf( where );
}
