import type { CompleteRequest } from '../contract';
import { SyncFailure } from '../failure';
import { isCurrencyPath, mappedPaths, selectList, type CompiledMapping } from '../mapping';
import type { Salesforce } from '../salesforce/port';
import { describesFor } from './describes';

/** Which paths of a mapping name the currency of a record, as describe has it, and the currency of all other amounts. */
export type Currencies = NonNullable< NonNullable< CompleteRequest[ 'traits' ] >[ number ][ 'currencies' ] >;

interface Known {
	readonly currencies: Currencies;
	/** By this run, and not by an earlier one. */
	readonly looked: boolean;
}

const known = new WeakMap< CompiledMapping, Known >();

/** What an earlier run found: asking each time would cost every change two calls more. */
export const recallCurrencies = ( mapping: CompiledMapping, currencies: Currencies ): void => void known.set( mapping, { currencies, looked: false } );

export const knownCurrencies = ( mapping: CompiledMapping ): Currencies | undefined => known.get( mapping )?.currencies;

export const lookedAtCurrencies = ( mapping: CompiledMapping ): boolean => known.get( mapping )?.looked === true;

export const sameCurrencies = ( left: Currencies, right: Currencies ): boolean =>
	left.org === right.org && [ ...left.fields ].sort().join() === [ ...right.fields ].sort().join();

/** As the org has it now. Costs a describe, one call more where amounts are of parents, and one for the org’s own currency. */
export async function lookAtCurrencies( mapping: CompiledMapping, salesforce: Salesforce ): Promise< Currencies > {
	const paths = mappedPaths( mapping ).filter( isCurrencyPath );
	const describes = await describesFor( mapping, salesforce, paths );
	const currencies = { fields: selectList( mapping, describes ).paths.filter( isCurrencyPath ), org: await currencyOfOrg( salesforce ) };
	known.set( mapping, { currencies, looked: true } );
	return currencies;
}

/** A user may be kept from SOAP: amounts then have two digits, and one that must name its currency is refused in words. */
async function currencyOfOrg( salesforce: Salesforce ): Promise< string | null > {
	try {
		return await salesforce.defaultCurrency();
	} catch ( error ) {
		if ( error instanceof SyncFailure && error.kind === 'config' ) {
			return null;
		}
		throw error;
	}
}
