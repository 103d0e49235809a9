import { SyncFailure } from '../failure';
import type { ClaimAnswer, CompleteRequest } from '../contract';
import { compileMapping } from '../mapping';
import { applyBatch, applyWithdrawals } from './apply';
import { changes, nextWatermark } from './changes';
import type { MappingSnapshot, RunContext, Tally, Watermark } from './context';
import { Selected } from './fetch';
import { idsOf, morePages, readByIds, type Waiting } from './inbox';
import { besideOthers, firstOf, named, passedOn } from './mapping-failures';
import { watermarkOf } from './read-position';
import { rememberedColumns } from '../salesforce/state-columns';
import { traitsOf, type Traits } from './traits';
import { poll, type Asked, type Polled } from './poll';
import { WholeReads } from './whole-read';
import type { Known } from './window';

export interface Inbound {
	readonly mappings: readonly MappingSnapshot[];
	readonly watermarks: readonly Watermark[];
	/** Where the object of a mapping does not tell its state as usual. */
	readonly columns: NonNullable< ClaimAnswer[ 'columns' ] >;
	/** What the minute’s overlap will show again, and WordPress has. */
	readonly known: readonly Known[];
	readonly inbox: readonly Waiting[];
	/** Where the inbox goes on; null: there is no more for this run. */
	readonly inbox_next: string | null;
}

export interface Finished {
	readonly watermarks: readonly Watermark[];
	readonly failure: SyncFailure | null;
	/** A named outcome beside the counts. */
	readonly result?: CompleteRequest[ 'result' ];
	/** What of each mapping moves without a stamp, where this run looked. */
	readonly traits?: readonly Traits[];
}

/** One mapping’s share of a run, decided before the first record is read. */
type Task = { mapping: MappingSnapshot } & (
	{ kind: 'first'; selected: Selected; watermark: Watermark | undefined } | { kind: 'changes'; polled: Polled } | { kind: 'broken'; failure: SyncFailure }
);

/** Claimed → fetched → mapped → fingerprinted → deduped → delivered → committed, productions before performances. */
export async function pull( inbound: Inbound, context: RunContext ): Promise< Finished > {
	const reading = new Reading( context );
	const watermarks: Watermark[] = [];
	const failures: SyncFailure[] = [];
	const open = new Map< string, Selected >();
	for ( const task of await plan( inbound, context ) ) {
		try {
			watermarks.push( await reading.finish( task, idsOf( inbound.inbox, task.mapping.id ) ) );
			selectedOf( task ).forEach( ( selected ) => open.set( task.mapping.id, selected ) );
		} catch ( error ) {
			failures.push( named( task.mapping, passedOn( error ) ) );
		}
	}
	failures.push( ...( await reading.rest( inbound.inbox_next, open ) ) );
	return { watermarks, failure: besideOthers( firstOf( failures, context ), watermarks.length > 0 ), traits: await learned( open ) };
}

/** Only what a run stumbled over: the next poll asks rightly at once. */
async function learned( open: ReadonlyMap< string, Selected > ): Promise< Traits[] > {
	const traits: Traits[] = [];
	for ( const selected of open.values() ) {
		if ( selected.learned ) {
			traits.push( await traitsOf( selected ) );
		}
	}
	return traits;
}

/** Mappings without a watermark are read from the start; all others share one poll. */
async function plan( { mappings, watermarks, columns, known }: Inbound, context: RunContext ): Promise< Task[] > {
	const ordered = [ ...mappings ].sort( ( left, right ) => left.order - right.order );
	const tasks = new Map< string, Task >();
	const asked: Asked[] = [];
	for ( const mapping of ordered ) {
		const compiled = compileMapping( mapping );
		const watermark = watermarks.find( ( { mapping_id } ) => mapping_id === mapping.id );
		if ( ! compiled.ok ) {
			tasks.set( mapping.id, { kind: 'broken', mapping, failure: new SyncFailure( compiled.failure ) } );
			continue;
		}
		const remembered = columns.find( ( { mapping_id } ) => mapping_id === mapping.id )?.state_fields;
		const selected = new Selected( compiled.compiled, context, [], rememberedColumns( remembered, mapping.sobject ) );
		if ( watermark && watermark.stamp_ms !== null ) {
			asked.push( {
				selected,
				watermark: { ...watermark, stamp_ms: watermark.stamp_ms },
				known: known.find( ( { mapping_id } ) => mapping_id === mapping.id ),
			} );
		} else {
			tasks.set( mapping.id, { kind: 'first', mapping, selected, watermark } );
		}
	}
	for ( const polled of await poll( asked, context ) ) {
		const { mapping } = polled.selected.mapping;
		tasks.set( mapping.id, { kind: 'changes', mapping, polled } );
	}
	return ordered.flatMap( ( { id } ) => tasks.get( id ) ?? [] );
}

class Reading {
	private readonly tally: Tally = { done: 0 };
	private readonly wholeReads: WholeReads;

	public constructor( private readonly context: RunContext ) {
		this.wholeReads = new WholeReads( context, this.tally );
	}

	public async finish( task: Task, inbox: readonly string[] ): Promise< Watermark > {
		const { limits } = this.context;
		if ( task.kind === 'broken' ) {
			throw task.failure;
		}
		if ( task.kind === 'first' ) {
			const { position } = await this.wholeReads.read( task.selected );
			return watermarkOf( task.selected, position, limits, task.watermark );
		}
		for await ( const batch of changes( task.polled, inbox, this.context ) ) {
			await applyBatch( batch, this.tally, this.context );
		}
		await applyWithdrawals( task.polled.selected.mapping, this.tally, this.context );
		return nextWatermark( task.polled, limits );
	}

	/** The pages of the inbox behind the claim’s; a mapping that fails leaves its ids to the next run. */
	public async rest( next: string | null, open: Map< string, Selected > ): Promise< SyncFailure[] > {
		const failures: SyncFailure[] = [];
		const attempt = async ( id: string, selected: Selected, work: () => Promise< void > ): Promise< void > => {
			try {
				await work();
			} catch ( error ) {
				failures.push( named( selected.mapping.mapping, passedOn( error ) ) );
				open.delete( id );
			}
		};
		for await ( const page of morePages( next, this.context ) ) {
			for ( const [ id, selected ] of open ) {
				await attempt( id, selected, () => this.byIds( idsOf( page, id ), selected ) );
			}
		}
		for ( const [ id, selected ] of next === null ? [] : open ) {
			await attempt( id, selected, () => applyWithdrawals( selected.mapping, this.tally, this.context ) );
		}
		return failures;
	}

	private async byIds( ids: readonly string[], selected: Selected ): Promise< void > {
		for await ( const batch of readByIds( ids, selected, this.context ) ) {
			await applyBatch( batch, this.tally, this.context );
		}
	}
}

function selectedOf( task: Task ): Selected[] {
	if ( task.kind === 'broken' ) {
		return [];
	}
	return [ task.kind === 'first' ? task.selected : task.polled.selected ];
}
