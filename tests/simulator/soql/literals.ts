import { isRealDate, readDatetime } from '../org/coerce';
import { normaliseId } from '../org/ids';
import type { Field, Value } from '../org/schema';
import { badRequest } from '../http/errors';
import { dayText, literalRange, startOfDay, today } from './dates';
import { offsetOf, positioned } from './errors';
import { readString } from './parse';
import type { Scope } from './scope';
import type { Leaf } from './tree';

/** A literal as values of the field's own form. Date literals are ranges: from ≤ x < until. */
export interface Literal {
	value: Value;
	until: Value;
}

const point = ( value: Value ): Literal => ( { value, until: null } );
const NUMERIC = [ 'currency', 'double', 'int' ];

function mismatch( scope: Scope, written: string, field: Field ): Error {
	const bare = [ 'boolean', 'date', 'datetime', ...NUMERIC ];
	const name: Record< string, string > = {
		datetime: 'dateTime',
		currency: 'double',
	};
	return positioned(
		'INVALID_FIELD',
		scope.soql,
		offsetOf( scope.soql, written ),
		bare.includes( field.type )
			? `value of filter criterion for field '${ field.name }' must be of type ${ name[ field.type ] ?? field.type } and should not be enclosed in quotes`
			: `value of filter criterion for field '${ field.name }' must be of type string and should be enclosed in quotes`
	);
}

function dateLiteral( scope: Scope, field: Field, text: string ): Literal {
	const range = literalRange( text, today( scope.world.nowMs, scope.world.zone ) );
	if ( field.type === 'date' ) {
		return { value: dayText( range.from ), until: dayText( range.until ) };
	}
	const stamp = ( day: number ): Value => readDatetime( new Date( startOfDay( day, scope.world.zone ) ).toISOString() );
	return { value: stamp( range.from ), until: stamp( range.until ) };
}

function fromString( scope: Scope, field: Field, text: string ): Literal {
	if ( field.type !== 'id' && field.type !== 'reference' ) {
		return point( text.toLowerCase() );
	}
	const id = normaliseId( text );
	if ( id === null && text !== '' ) {
		throw badRequest(
			'INVALID_QUERY_FILTER_OPERATOR',
			positioned( '', scope.soql, offsetOf( scope.soql, field.name ), `invalid ID field: ${ text }` ).message
		);
	}
	return point( id ?? '' );
}

const isMoment = ( field: Field ): boolean => field.type === 'date' || field.type === 'datetime';
const isBare = ( field: Field ): boolean => isMoment( field ) || field.type === 'boolean' || NUMERIC.includes( field.type );

/** What a literal of each kind means to a field; null where the field takes no such literal. */
const READERS: Record< string, ( scope: Scope, field: Field, text: string ) => Literal | null > = {
	NULL: () => point( null ),
	STRING: ( scope, field, text ) => ( isBare( field ) ? null : fromString( scope, field, readString( text ) ) ),
	BOOLEAN: ( _scope, field, text ) => ( field.type === 'boolean' ? point( text.toUpperCase() === 'TRUE' ) : null ),
	INTEGER: ( _scope, field, text ) => ( NUMERIC.includes( field.type ) ? point( Number( text ) ) : null ),
	DECIMAL: ( _scope, field, text ) => ( NUMERIC.includes( field.type ) ? point( Number( text ) ) : null ),
	DATE: ( _scope, field, text ) => ( field.type === 'date' && isRealDate( text ) ? point( text ) : null ),
	DATETIME: ( _scope, field, text ) => {
		const stamp = field.type === 'datetime' ? readDatetime( text ) : null;
		return stamp === null ? null : point( stamp );
	},
	DATE_LITERAL: ( scope, field, text ) => ( isMoment( field ) ? dateLiteral( scope, field, text ) : null ),
	DATE_N_LITERAL: ( scope, field, text ) => ( isMoment( field ) ? dateLiteral( scope, field, text ) : null ),
};

export interface Written {
	/** The field as the query names it, for errors. */
	name: string;
	field: Field;
}

export function readLiteral( scope: Scope, { name, field }: Written, text: string, type: string ): Literal {
	const literal = READERS[ type ]?.( scope, field, text ) ?? null;
	if ( literal === null ) {
		throw mismatch( scope, name, field );
	}
	return literal;
}

export function readLiterals( scope: Scope, written: Written, leaf: Leaf ): Literal[] {
	const values = 'value' in leaf ? [ leaf.value ].flat() : [];
	return values.map( ( text, index ) => {
		const type = Array.isArray( leaf.literalType ) ? leaf.literalType[ index ] : leaf.literalType;
		return readLiteral( scope, written, text, type ?? 'STRING' );
	} );
}
