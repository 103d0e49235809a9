import type { CompleteRequest } from '../contract';
import { isCurrencyPath, mappedPaths, type Describe } from '../mapping';
import { asksOthers, filterPaths, hasRelativeDates } from '../salesforce/relative-dates';
import { columnNames, sameColumns, usualColumns } from '../salesforce/state-columns';
import { knownCurrencies } from './currencies';
import type { Selected } from './fetch';

export type Traits = NonNullable< CompleteRequest[ 'traits' ] >[ number ];

const isFormula = ( describe: Describe, path: string ): boolean =>
	describe.fields.some( ( { name, calculated } ) => calculated === true && name.toLowerCase() === path.toLowerCase() );

const isHidden = ( describe: Describe, path: string ): boolean =>
	! path.includes( '.' ) && ! isCurrencyPath( path ) && ! describe.fields.some( ( { name } ) => name.toLowerCase() === path.toLowerCase() );

/**
 * What of a mapping moves without a stamp: formulas are worked out when they are read, parents have stamps of their
 * own, labels are renamed in Setup, a field that may not be read comes back by a right, relative dates go with the
 * day, and a subquery asks other records. Costs one describe.
 */
export async function traitsOf( selected: Selected ): Promise< Traits > {
	const { id, version, filter } = selected.mapping.mapping;
	const describe = await selected.own();
	await selected.settleColumns();
	const moves = ( path: string ): boolean => path.includes( '.' ) || isFormula( describe, path );
	const currencies = knownCurrencies( selected.mapping );
	const conditions = filter === null || filter.trim() === '' ? null : filter;
	return {
		mapping_id: id,
		version,
		filter_moves: conditions !== null && ( hasRelativeDates( conditions ) || asksOthers( conditions ) || filterPaths( conditions ).some( moves ) ),
		values_move:
			selected.mapping.needs.labels.length > 0 ||
			selected.currenciesMoved ||
			mappedPaths( selected.mapping ).some( ( path ) => moves( path ) || isHidden( describe, path ) ),
		// Some setup objects have none.
		...( describe.keyPrefix ? { key_prefix: describe.keyPrefix } : {} ),
		...( currencies ? { currencies: { fields: [ ...currencies.fields ], org: currencies.org } } : {} ),
		...( sameColumns( selected.columns, usualColumns ) ? {} : { state_fields: columnNames( selected.columns, selected.mapping.mapping.sobject ) } ),
	};
}
