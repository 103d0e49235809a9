import { SyncFailure } from '../failure';
import { compileMapping } from '../mapping';
import type { MappingSnapshot, RunContext } from './context';
import type { Currencies } from './currencies';
import { Selected } from './fetch';
import { firstOf, named, passedOn } from './mapping-failures';
import { reconcile } from './reconcile';
import type { Finished, Inbound } from './run';
import { traitsOf, type Traits } from './traits';
import { WholeReads } from './whole-read';

type Read = Pick< Inbound, 'mappings' | 'watermarks' | 'currencies' >;
type Slow = ( selected: Selected, traits: Traits, context: RunContext ) => Promise< void >;

/** Runs that move no watermark: mapping by mapping, and only what has been read once. */
async function eachRead( { mappings, watermarks, currencies }: Read, context: RunContext, work: Slow ): Promise< Finished > {
	const { objects } = context.run.options ?? {};
	const wanted = mappings
		.filter( ( { id } ) => ! objects || objects.includes( id ) )
		.filter( ( { id } ) => watermarks.some( ( { mapping_id, stamp_ms } ) => mapping_id === id && stamp_ms !== null ) )
		.sort( ( left, right ) => left.order - right.order );
	const traits: Traits[] = [];
	const failures: SyncFailure[] = [];
	for ( const mapping of wanted ) {
		try {
			const remembered = currencies.find( ( { mapping_id } ) => mapping_id === mapping.id );
			const selected = selectedOf( mapping, remembered, context );
			await selected.lookAtCurrencies();
			const found = await traitsOf( selected );
			await work( selected, found, context );
			// Only now: what moved and could not be read again still moves.
			traits.push( found );
		} catch ( error ) {
			failures.push( named( mapping, passedOn( error ) ) );
		}
	}
	return { watermarks: [], failure: firstOf( failures, context ), traits };
}

function selectedOf( mapping: MappingSnapshot, currencies: Currencies | undefined, context: RunContext ): Selected {
	const compiled = compileMapping( mapping );
	if ( ! compiled.ok ) {
		throw new SyncFailure( compiled.failure );
	}
	return new Selected( compiled.compiled, context, [], { currencies } );
}

/** At night all mappings, hourly those whose filter moves without a stamp. */
export const reconciliation = ( inbound: Read, context: RunContext ): Promise< Finished > =>
	eachRead( inbound, context, async ( selected, { filter_moves }, { run } ) => {
		if ( filter_moves || ! run.options?.objects ) {
			await reconcile( selected, context );
		}
	} );

/** Formulas and parents move no stamp: their records are read again, and what is equal costs an offer. */
export function refresh( inbound: Read, context: RunContext ): Promise< Finished > {
	const wholeReads = new WholeReads( context, { done: 0 } );
	// A mapping named by WordPress had such values when it was looked at last: what moved may be that a field came back.
	const asked = new Set( context.run.options?.objects ?? [] );
	return eachRead( inbound, context, async ( selected, { values_move, mapping_id } ) => {
		if ( values_move || asked.has( mapping_id ) ) {
			await wholeReads.read( selected );
		}
	} );
}
