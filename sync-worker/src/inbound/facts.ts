import { factsFrom, noFacts, zoneOf, type CompiledMapping, type Facts } from '../mapping';
import type { Salesforce } from '../salesforce/port';
import { knownCurrencies, lookAtCurrencies } from './currencies';
import { describesFor } from './describes';

const known = new WeakMap< CompiledMapping, Promise< Facts > >();

/** What the steps of this mapping want to know of the org: asked once a run, when there is a record to map, and only what is used. */
export function factsOf( mapping: CompiledMapping, salesforce: Salesforce ): Promise< Facts > {
	const before = known.get( mapping );
	if ( before ) {
		return before;
	}
	const asked = askFor( mapping, salesforce );
	known.set( mapping, asked );
	asked.catch( () => known.delete( mapping ) );
	return asked;
}

async function askFor( mapping: CompiledMapping, salesforce: Salesforce ): Promise< Facts > {
	const { needs } = mapping;
	if ( needs.labels.length === 0 && ! needs.currency && ! needs.timezone ) {
		return noFacts;
	}
	const currencies = needs.currency ? ( knownCurrencies( mapping ) ?? ( await lookAtCurrencies( mapping, salesforce ) ) ) : null;
	return factsFrom( mapping, needs.labels.length > 0 ? await describesFor( mapping, salesforce ) : new Map(), {
		currency: currencies?.org ?? null,
		timezone: needs.timezone ? await timezoneOf( salesforce ) : null,
	} );
}

async function timezoneOf( salesforce: Salesforce ): Promise< string | null > {
	const { pages } = await salesforce.read( [ { soql: 'SELECT TimeZoneSidKey FROM Organization', all: false } ] );
	const [ page ] = pages;
	if ( page && ! page.ok ) {
		throw page.failure;
	}
	const zone = page?.value.records[ 0 ]?.TimeZoneSidKey;
	return typeof zone === 'string' ? ( zoneOf( zone ) ?? null ) : null;
}
