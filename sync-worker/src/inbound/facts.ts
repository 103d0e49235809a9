import { SyncFailure } from '../failure';
import { factsFrom, noFacts, selectList, zoneOf, type CompiledMapping, type Describe, type Facts } from '../mapping';
import type { Salesforce } from '../salesforce/port';

export async function describesFor( mapping: CompiledMapping, salesforce: Salesforce ): Promise< Map< string, Describe > > {
	const describes = new Map< string, Describe >();
	const visit = async ( sobject: string, paths: readonly string[], isParent = false ): Promise< void > => {
		const known = describes.get( sobject.toLowerCase() );
		const describe = known ?? ( await ( isParent ? describeParent( sobject, salesforce ) : salesforce.describe( sobject ) ) );
		describes.set( sobject.toLowerCase(), describe );
		for ( const field of describe.fields ) {
			const prefix = `${ field.relationshipName ?? '' }.`.toLowerCase();
			const below = paths.filter( ( path ) => prefix !== '.' && path.toLowerCase().startsWith( prefix ) ).map( ( path ) => path.slice( prefix.length ) );
			for ( const target of below.length > 0 ? ( field.referenceTo ?? [] ) : [] ) {
				await visit( target, below, true );
			}
		}
	};
	await visit( mapping.mapping.sobject, selectList( mapping ).paths );
	return describes;
}

/** A parent whose object may not be seen has no field that may be read; the record itself goes on. */
async function describeParent( sobject: string, salesforce: Salesforce ): Promise< Describe > {
	try {
		return await salesforce.describe( sobject );
	} catch ( error ) {
		if ( error instanceof SyncFailure && [ 'salesforce_object_missing', 'salesforce_not_found' ].includes( error.code ) ) {
			return { name: sobject, fields: [] };
		}
		throw error;
	}
}

/** Labels and currencies stand in describe; everything else a mapping needs stands in its records. */
export const usesDescribe = ( { needs }: CompiledMapping ): boolean => needs.labels.length > 0 || needs.currency;

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
	if ( ! usesDescribe( mapping ) && ! needs.timezone ) {
		return noFacts;
	}
	const describes = usesDescribe( mapping ) ? await describesFor( mapping, salesforce ) : new Map< string, Describe >();
	return factsFrom( mapping, describes, {
		currency: needs.currency && ! hasCurrencies( mapping, describes ) ? await currencyOfOrg( salesforce ) : null,
		timezone: needs.timezone ? await timezoneOf( salesforce ) : null,
	} );
}

/** Where the object names the currency of each record, no default may stand in for it. */
const hasCurrencies = ( { mapping }: CompiledMapping, describes: ReadonlyMap< string, Describe > ): boolean =>
	describes.get( mapping.sobject.toLowerCase() )?.fields.some( ( { name } ) => name.toLowerCase() === 'currencyisocode' ) ?? false;

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

async function timezoneOf( salesforce: Salesforce ): Promise< string | null > {
	const { pages } = await salesforce.read( [ { soql: 'SELECT TimeZoneSidKey FROM Organization', all: false } ] );
	const [ page ] = pages;
	if ( page && ! page.ok ) {
		throw page.failure;
	}
	const zone = page?.value.records[ 0 ]?.TimeZoneSidKey;
	return typeof zone === 'string' ? ( zoneOf( zone ) ?? null ) : null;
}
