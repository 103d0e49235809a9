import type { GroupByClause } from '@jetstreamapp/soql-parser-js';
import { build } from '../org/fields';
import { abilitiesOf, isCompound, type Field, type Value } from '../org/schema';
import type { Row } from '../org/store';
import { cannot, malformedAt, unexpected, type Place } from './errors';
import type { Group, GroupTerm } from './folds';
import { fieldTerm, functionTerm, isDateFunction, nameOf, type Call, type Term } from './functions';
import type { Scope } from './scope';

const MAX_SUBTOTALLED = 3;
const isSubtotal = ( name: string ): boolean => name === 'ROLLUP' || name === 'CUBE';

function termOf( scope: Scope, what: string | Call, place: Place ): Term {
	if ( typeof what === 'string' ) {
		return fieldTerm( scope, what, place.at );
	}
	if ( ! isDateFunction( nameOf( what ) ) ) {
		throw unexpected( place, what.rawValue ?? nameOf( what ) );
	}
	return functionTerm( scope, what, place );
}

function keyTerm( scope: Scope, what: string | Call, place: Place ): Term {
	const term = termOf( scope, what, place );
	const plain = term.field === term.path.field;
	if ( plain && ( ! abilitiesOf( term.field ).groupable || isCompound( term.field ) ) ) {
		throw cannot( place, 'MALFORMED_QUERY', term.path.name, 'grouped' );
	}
	return term;
}

/** Which keys each kind of group leaves out: none; for ROLLUP from the right; for CUBE every choice. */
function subtotalsOf( kind: string, count: number ): Set< number >[] {
	const indexes = Array.from( { length: count }, ( _, index ) => index );
	if ( kind === 'ROLLUP' ) {
		return Array.from( { length: count + 1 }, ( _, summed ) => new Set( indexes.slice( count - summed ) ) );
	}
	if ( kind === 'CUBE' ) {
		return Array.from( { length: 2 ** count }, ( _, bits ) => new Set( indexes.filter( ( index ) => bits & ( 1 << index ) ) ) );
	}
	return [ new Set() ];
}

/** GROUP BY: what rows are put together by, and which subtotals come with it. */
export class Grouping {
	readonly flag: Field = build( 'int', 'GROUPING' );

	constructor(
		private readonly terms: Term[],
		private readonly kind: string,
		private readonly grouped: boolean
	) {}

	get subtotals(): boolean {
		return isSubtotal( this.kind );
	}

	indexOf( scope: Scope, what: string | Call, place: Place ): number {
		if ( typeof what !== 'string' && ! isDateFunction( nameOf( what ) ) ) {
			return -1;
		}
		const { key } = termOf( scope, what, place );
		return this.terms.findIndex( ( term ) => term.key === key );
	}

	find( scope: Scope, what: string | Call, place: Place ): GroupTerm | null {
		const index = this.indexOf( scope, what, place );
		const term = this.terms[ index ];
		return term ? { field: term.field, place, value: ( group ) => group.keys[ index ] ?? null } : null;
	}

	groups( rows: Row[] ): Group[] {
		if ( ! this.grouped ) {
			return [ { keys: [], summed: new Set(), rows } ];
		}
		return subtotalsOf( this.kind, this.terms.length ).flatMap( ( summed ) => this.split( rows, summed ) );
	}

	private split( rows: Row[], summed: ReadonlySet< number > ): Group[] {
		const groups = new Map< string, Group >();
		for ( const row of rows ) {
			const keys = this.terms.map( ( { get }, index ): Value => ( summed.has( index ) ? null : get( row ) ) );
			const key = JSON.stringify( keys );
			const group = groups.get( key );
			if ( group ) {
				group.rows.push( row );
			} else {
				groups.set( key, { keys, summed, rows: [ row ] } );
			}
		}
		return [ ...groups.values() ];
	}
}

const whatOf = ( clause: GroupByClause ): string | Call => ( 'field' in clause ? clause.field : clause.fn );

export function groupingOf( scope: Scope ): Grouping {
	const { groupBy } = scope.query;
	const written = groupBy === undefined ? [] : [ groupBy ].flat().map( whatOf );
	const subtotal = written.find( ( what ): what is Call => typeof what !== 'string' && isSubtotal( nameOf( what ) ) );
	const place = scope.place( 'GROUP BY' );
	if ( ! subtotal ) {
		const terms = written.map( ( what, index ) => keyTerm( scope, what, scope.place( 'GROUP BY', index ) ) );
		return new Grouping( terms, '', groupBy !== undefined );
	}
	const inside = subtotal.parameters ?? [];
	if ( written.length > 1 || inside.length > MAX_SUBTOTALLED || inside.length === 0 ) {
		throw malformedAt( place, `GROUP BY ${ nameOf( subtotal ) } stands alone and takes up to ${ MAX_SUBTOTALLED } fields` );
	}
	return new Grouping(
		inside.map( ( what ) => keyTerm( scope, what, place ) ),
		nameOf( subtotal ),
		true
	);
}
