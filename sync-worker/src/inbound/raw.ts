import { factsKey, factsToKeep, id18, type CompiledMapping, type Facts, type SourceRecord } from '../mapping';
import type { Draft } from './map';

/** Salesforce’s type and address of each row say nothing about its values. */
function bare( value: unknown ): unknown {
	if ( Array.isArray( value ) ) {
		return value.map( bare );
	}
	if ( typeof value !== 'object' || value === null ) {
		return value;
	}
	const kept: Record< string, unknown > = {};
	for ( const [ name, inner ] of Object.entries( value ) ) {
		if ( name !== 'attributes' ) {
			kept[ name ] = bare( inner );
		}
	}
	return kept;
}

/** Each draft with the record it was made of, for “where does this come from?”; only what travels pays for it. */
export function withRaw( drafts: readonly Draft[], records: readonly SourceRecord[], mapping: CompiledMapping, facts: Facts ): readonly Draft[] {
	if ( drafts.length === 0 ) {
		return drafts;
	}
	const byId = new Map( records.map( ( record ) => [ typeof record.Id === 'string' ? id18( record.Id ) : undefined, record ] ) );
	return drafts.map( ( draft ) => {
		const record = byId.get( draft.external_id );
		if ( ! record ) {
			return draft;
		}
		const kept = factsToKeep( mapping, record, facts );
		return { ...draft, raw: JSON.stringify( bare( kept ? { ...record, [ factsKey ]: kept } : record ) ) };
	} );
}

export function withoutRaw( { external_id, version, fingerprint, values }: Draft ): Draft {
	return { external_id, version, fingerprint, values };
}
