import { parseQuery, type Query } from '@jetstreamapp/soql-parser-js';
import type { Call } from '../rest/context';

/** What stands in a WHERE clause, however it hangs together: `left` and `right` of every condition. */
function* conditions( where: unknown ): Generator< Record< string, unknown > > {
	if ( typeof where !== 'object' || where === null ) {
		return;
	}
	const clause: Record< string, unknown > = { ...where };
	yield clause;
	yield* conditions( clause.left );
	yield* conditions( clause.right );
}

export function parsed( call: Call ): Query | null {
	const soql = call.ask.query.get( 'q' );
	try {
		return soql === null ? null : parseQuery( soql );
	} catch {
		return null;
	}
}

export interface Filter {
	field: string;
	values: string[];
}

/** Fields that WHERE compares with something, by `=` or IN, and the texts they are compared with. */
export const filters = ( query: Query | null ): Filter[] =>
	[ ...conditions( query?.where ) ]
		.filter( ( { field, operator } ) => typeof field === 'string' && ( operator === '=' || operator === 'IN' ) )
		.map( ( { field, value } ) => ( {
			field: String( field ).toLowerCase(),
			values: [ value ].flat().map( ( text ) => String( text ).replace( /^'|'$/g, '' ) ),
		} ) );

export const isSelected = ( query: Query | null, name: string ): boolean =>
	( query?.fields ?? [] ).some( ( item ) => item.type === 'Field' && item.field.toLowerCase() === name.toLowerCase() );
