import { build } from '../org/fields';
import { abilitiesOf, isNumber, type Field, type Value } from '../org/schema';
import type { Row } from '../org/store';
import { sortable } from './compare';
import { malformedAt, unexpected, type Place } from './errors';
import { nameOf, type Call } from './functions';
import { comparePair } from './order';
import type { Path, Scope } from './scope';

/** Rows that share what they are grouped by; `summed` are the groupings that a subtotal leaves out. */
export interface Group {
	keys: Value[];
	summed: ReadonlySet< number >;
	rows: Row[];
}

/** What a group answers with for one aggregate or grouped field. */
export interface GroupTerm {
	field: Field;
	place: Place;
	value: ( group: Group ) => Value;
}

const AGGREGATES = [ 'COUNT', 'COUNT_DISTINCT', 'MIN', 'MAX', 'SUM', 'AVG' ];
export const isAggregateFunction = ( name: string ): boolean => AGGREGATES.includes( name );

const UPWARD = { descending: false, nullsLast: false };

function valuesOf( path: Path, rows: Row[] ): Exclude< Value, null >[] {
	const found: Exclude< Value, null >[] = [];
	for ( const row of rows ) {
		const value = path.get( row );
		if ( value !== null ) {
			found.push( value );
		}
	}
	return found;
}

/** Smallest or largest, picklists by the order of their value set (§2.10). */
function extreme( path: Path, rows: Row[], sign: number ): Value {
	const rank = sortable( path.field );
	let best: Value = null;
	for ( const value of valuesOf( path, rows ) ) {
		if ( best === null || comparePair( rank( value ), rank( best ), UPWARD ) * sign > 0 ) {
			best = value;
		}
	}
	return best;
}

const sum = ( values: Value[] ): number => values.reduce< number >( ( total, value ) => total + Number( value ), 0 );
/** Cents do not add up in binary: what a sum shows has no more places than Salesforce keeps. */
const rounded = ( value: number ): number => Number( value.toFixed( 10 ) );

const FOLDS: Record< string, ( path: Path, rows: Row[] ) => Value > = {
	COUNT: ( path, rows ) => valuesOf( path, rows ).length,
	COUNT_DISTINCT: ( path, rows ) => new Set( valuesOf( path, rows ) ).size,
	MIN: ( path, rows ) => extreme( path, rows, -1 ),
	MAX: ( path, rows ) => extreme( path, rows, 1 ),
	SUM: ( path, rows ) => {
		const values = valuesOf( path, rows );
		return values.length > 0 ? rounded( sum( values ) ) : null;
	},
	AVG: ( path, rows ) => {
		const values = valuesOf( path, rows );
		return values.length > 0 ? rounded( sum( values ) / values.length ) : null;
	},
};

const counts = ( name: string ): boolean => name === 'COUNT' || name === 'COUNT_DISTINCT';

function resultField( name: string, field: Field ): Field {
	if ( counts( name ) ) {
		return build( 'int', field.name );
	}
	return name === 'AVG' || ( name === 'SUM' && field.type === 'int' ) ? build( 'double', field.name, { scale: 2 } ) : field;
}

export function foldTerm( scope: Scope, call: Call, place: Place ): GroupTerm {
	const name = nameOf( call );
	const [ argument, more ] = call.parameters ?? [];
	if ( argument === undefined && name === 'COUNT' ) {
		return { field: build( 'int', 'COUNT' ), place, value: ( { rows } ) => rows.length };
	}
	const fold = FOLDS[ name ];
	if ( typeof argument !== 'string' || more !== undefined || ! fold ) {
		throw unexpected( place, call.rawValue ?? name );
	}
	const path = scope.resolve( argument, place.at );
	const numeric = name === 'SUM' || name === 'AVG';
	if ( numeric ? ! isNumber( path.field ) : ! abilitiesOf( path.field ).aggregatable && name !== 'COUNT' ) {
		throw malformedAt( place, `field ${ argument } does not support aggregate operator ${ name }` );
	}
	return { field: resultField( name, path.field ), place, value: ( { rows } ) => fold( path, rows ) };
}
