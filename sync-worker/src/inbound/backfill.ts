import { SyncFailure } from '../failure';
import { compileMapping } from '../mapping';
import { applyBatch, applyWithdrawals } from './apply';
import type { MappingSnapshot, RunContext, Tally } from './context';
import { Selected } from './fetch';
import { readByIds } from './inbox';
import { firstOf, named, passedOn } from './mapping-failures';
import type { Finished } from './run';
import { scopeOf, type Scope } from './scope';
import { WholeReads } from './whole-read';

/**
 * Reads again what a person or the timetable asks for, the way a first read goes. It moves no watermark: what was
 * deleted since is the poll’s to find. A record that the scope leaves out is nothing to withdraw; one that was asked
 * for by id, and is deleted or outside the mapping’s filter, is.
 */
export async function backfill( mappings: readonly MappingSnapshot[], context: RunContext ): Promise< Finished > {
	const scope = scopeOf( context.run.options ?? {}, mappings );
	const reading = new Backfill( scope, context );
	const failures: SyncFailure[] = [];
	for ( const mapping of scope.mappings ) {
		try {
			await reading.one( mapping );
		} catch ( error ) {
			failures.push( named( mapping, told( passedOn( error ), scope ) ) );
		}
	}
	if ( failures.length === 0 ) {
		reading.tellOfStrangers();
	}
	const nothing = failures.length === 0 && ! reading.matched;
	return { watermarks: [], failure: firstOf( failures, context ), ...( nothing ? { result: 'no_match' } : {} ) };
}

class Backfill {
	public matched = false;
	private readonly tally: Tally = { done: 0 };
	private readonly wholeReads: WholeReads;
	private readonly strangers: Set< string >;

	public constructor(
		private readonly scope: Scope,
		private readonly context: RunContext
	) {
		this.wholeReads = new WholeReads( context, this.tally );
		this.strangers = new Set( scope.ids );
	}

	public async one( mapping: MappingSnapshot ): Promise< void > {
		const compiled = compileMapping( mapping );
		if ( ! compiled.ok ) {
			throw new SyncFailure( compiled.failure );
		}
		const selected = new Selected( compiled.compiled, this.context, this.scope.where );
		const matched = this.scope.ids ? await this.byId( this.scope.ids, selected ) : ( await this.wholeReads.read( selected ) ).matched;
		this.matched ||= matched;
	}

	private async byId( ids: readonly string[], selected: Selected ): Promise< boolean > {
		const { keyPrefix } = await selected.own();
		const own = ids.filter( ( id ) => ! keyPrefix || id.startsWith( keyPrefix ) );
		let matched = false;
		for await ( const batch of readByIds( own, selected, this.context ) ) {
			matched ||= batch.records.length + batch.withdrawals.length > 0;
			await applyBatch( batch, this.tally, this.context );
			await this.context.beside.letPollBy();
		}
		await applyWithdrawals( selected.mapping, this.tally, this.context );
		own.forEach( ( id ) => this.strangers.delete( id ) );
		return matched;
	}

	/** Asked for by id, and of no mapped object: never a silent zero. */
	public tellOfStrangers(): void {
		const foreign = [ ...this.strangers ];
		const [ mapping ] = this.scope.mappings;
		if ( foreign.length > 0 && mapping ) {
			this.context.notices.add( mapping, '', {
				kind: 'config',
				code: 'backfill_ids_foreign',
				message: `${ foreign.length } of the records asked for belong to no object that was asked for, for example ${ foreign[ 0 ] ?? '' }.`,
				actions: [ 'Map their object, or leave them out.' ],
				details: { ids: foreign.slice( 0, 20 ) },
			} );
		}
	}
}

const refusals = new Set( [ 'salesforce_field_missing', 'salesforce_query_refused', 'salesforce_id_refused' ] );

/** Salesforce names no field of ours here: what somebody typed is the first thing to look at. */
function told( failure: SyncFailure, { condition }: Scope ): SyncFailure {
	if ( condition === null || ! refusals.has( failure.code ) ) {
		return failure;
	}
	const said = typeof failure.details?.said === 'string' ? failure.details.said : failure.message;
	return new SyncFailure(
		{
			kind: 'config',
			code: 'condition_refused',
			message: `Salesforce does not take the condition “${ condition.slice( 0, 500 ) }”: ${ said }`,
			actions: [ 'Correct the condition and ask again: each field in it must be one of the object that the integration user may see.' ],
			details: { ...failure.details, condition },
		},
		{ cause: failure }
	);
}
