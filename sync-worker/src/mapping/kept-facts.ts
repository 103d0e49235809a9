import type { Facts } from './facts';
import type { Labels } from './labels';
import type { CompiledMapping } from './map-record';
import { isObject, readPath, type SourceRecord } from './path';

/** Beside the fields of a record that is kept; no field of Salesforce is called so. */
export const factsKey = '$facts';

interface Kept {
	readonly labels?: Readonly< Record< string, { readonly multiple: boolean; readonly values: Readonly< Record< string, string > > } > >;
	readonly currency?: string;
	readonly timezone?: string;
}

function labelsUsed( at: string, { byValue }: Labels, record: SourceRecord ): Record< string, string > {
	const read = readPath( record, at );
	const given = read.found && typeof read.value === 'string' ? read.value : '';
	const parts = [ given, ...given.split( ';' ) ].map( ( part ) => part.trim() );
	return Object.fromEntries( parts.flatMap( ( part ) => ( byValue.has( part ) ? [ [ part, byValue.get( part ) ?? part ] as const ] : [] ) ) );
}

/** What the org said when this record was mapped, of that only what the record uses; nothing for a mapping that asks nothing. */
export function factsToKeep( { needs }: CompiledMapping, record: SourceRecord, facts: Facts ): Kept | undefined {
	const labels: Record< string, { multiple: boolean; values: Record< string, string > } > = {};
	for ( const at of needs.labels ) {
		const found = facts.labels.get( at.toLowerCase() );
		if ( found ) {
			labels[ at.toLowerCase() ] = { multiple: found.multiple, values: labelsUsed( at, found, record ) };
		}
	}
	const kept = {
		...( Object.keys( labels ).length > 0 ? { labels } : {} ),
		...( needs.currency && facts.currency !== null ? { currency: facts.currency } : {} ),
		...( needs.timezone && facts.timezone !== null ? { timezone: facts.timezone } : {} ),
	};
	return Object.keys( kept ).length > 0 ? kept : undefined;
}

const textOrNull = ( value: unknown ): string | null => ( typeof value === 'string' ? value : null );

function labelsOf( given: unknown ): Labels | undefined {
	if ( ! isObject( given ) || ! isObject( given.values ) ) {
		return undefined;
	}
	const pairs = Object.entries( given.values ).flatMap( ( [ value, label ] ) => ( typeof label === 'string' ? [ [ value, label ] as const ] : [] ) );
	return { byValue: new Map( pairs ), multiple: given.multiple === true };
}

/** The facts of a record that was kept; of an older one, none. */
export function factsKept( record: SourceRecord ): Facts {
	const kept = isObject( record[ factsKey ] ) ? record[ factsKey ] : {};
	const labels = Object.entries( isObject( kept.labels ) ? kept.labels : {} ).flatMap( ( [ at, given ] ) => {
		const found = labelsOf( given );
		return found ? [ [ at, found ] as const ] : [];
	} );
	return { labels: new Map( labels ), currency: textOrNull( kept.currency ), timezone: textOrNull( kept.timezone ) };
}
