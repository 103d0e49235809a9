import type { Formula, Value } from '../org/schema';

const TERM = /^(?:"((?:[^"\\]|\\.)*)"|(-?\d+(?:\.\d+)?)|TEXT\(\s*(\w+)\s*\)|(\w+))$/i;

type Term = { literal: Value } | { field: string };

function readTerm( text: string ): Term | null {
	const parts = TERM.exec( text.trim() );
	if ( ! parts ) {
		return null;
	}
	const [ , quoted, number, textOf, field ] = parts;
	if ( quoted !== undefined ) {
		return { literal: quoted.replace( /\\(.)/g, '$1' ) };
	}
	if ( number !== undefined ) {
		return { literal: Number( number ) };
	}
	return /^(true|false)$/i.test( field ?? '' ) ? { literal: field!.toLowerCase() === 'true' } : { field: ( textOf ?? field )! };
}

/** Fields, literals and `&`: what a formula made through the API can say here; anything else is worth null. */
export function readFormula( text: string ): Formula {
	const terms = text.split( '&' ).map( readTerm );
	return {
		text,
		compute: ( row ) => {
			const values = terms.map( ( term ) => ( term === null ? undefined : 'literal' in term ? term.literal : ( row.values[ term.field ] ?? null ) ) );
			if ( values.includes( undefined ) ) {
				return null;
			}
			return values.length === 1 ? values[ 0 ]! : values.map( ( value ) => String( value ?? '' ) ).join( '' );
		},
	};
}
