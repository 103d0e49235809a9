import { SyncFailure, asFailure, LeaseLost } from '../failure';
import { compileMapping } from '../mapping';
import { applyBatch, applyWithdrawals } from './apply';
import { changes, nextWatermark } from './changes';
import type { MappingSnapshot, RunContext, Watermark } from './context';
import { Selected } from './fetch';
import { idsOf, morePages, readByIds, type Waiting } from './inbox';
import { firstRead } from './first-read';
import { savedPosition, watermarkOf, type ReadPosition } from './read-position';
import { poll, type Asked, type Polled } from './poll';
import type { Known } from './window';

export interface Inbound {
	readonly mappings: readonly MappingSnapshot[];
	readonly watermarks: readonly Watermark[];
	/** What the minute’s overlap will show again, and WordPress has. */
	readonly known: readonly Known[];
	readonly inbox: readonly Waiting[];
	/** Where the inbox goes on; null: there is no more for this run. */
	readonly inbox_next: string | null;
}

export interface Finished {
	readonly watermarks: readonly Watermark[];
	readonly failure: SyncFailure | null;
}

/** One mapping’s share of a run, decided before the first record is read. */
type Task = { mapping: MappingSnapshot } & (
	{ kind: 'first'; selected: Selected } | { kind: 'changes'; polled: Polled } | { kind: 'broken'; failure: SyncFailure }
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
	return settled( watermarks, failures, context );
}

/** Mappings without a watermark are read from the start; all others share one poll. */
async function plan( { mappings, watermarks, known }: Inbound, context: RunContext ): Promise< Task[] > {
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
		const selected = new Selected( compiled.compiled, context );
		if ( watermark && watermark.stamp_ms !== null ) {
			asked.push( {
				selected,
				watermark: { ...watermark, stamp_ms: watermark.stamp_ms },
				known: known.find( ( { mapping_id } ) => mapping_id === mapping.id ),
			} );
		} else {
			tasks.set( mapping.id, { kind: 'first', mapping, selected } );
		}
	}
	for ( const polled of await poll( asked, context ) ) {
		const { mapping } = polled.selected.mapping;
		tasks.set( mapping.id, { kind: 'changes', mapping, polled } );
	}
	return ordered.flatMap( ( { id } ) => tasks.get( id ) ?? [] );
}

class Reading {
	private done = 0;
	private readonly positions: Record< string, ReadPosition > = {};

	public constructor( private readonly context: RunContext ) {}

	public async finish( task: Task, inbox: readonly string[] ): Promise< Watermark > {
		if ( task.kind === 'broken' ) {
			throw task.failure;
		}
		if ( task.kind === 'first' ) {
			return this.fromTheStart( task.selected );
		}
		for await ( const batch of changes( task.polled, inbox, this.context ) ) {
			this.done = await applyBatch( batch, this.done, this.context );
		}
		this.done = await applyWithdrawals( task.polled.selected.mapping, this.done, this.context );
		return nextWatermark( task.polled, this.context.limits.lag_seconds );
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
			await attempt( id, selected, async () => void ( this.done = await applyWithdrawals( selected.mapping, this.done, this.context ) ) );
		}
		return failures;
	}

	private async byIds( ids: readonly string[], selected: Selected ): Promise< void > {
		for await ( const batch of readByIds( ids, selected, this.context ) ) {
			this.done = await applyBatch( batch, this.done, this.context );
		}
	}

	private async fromTheStart( selected: Selected ): Promise< Watermark > {
		const { lease, limits, run } = this.context;
		let position = savedPosition( run.resume, selected );
		this.keep( selected, position );
		for await ( const step of firstRead( selected, position, this.context ) ) {
			this.done = step.batch ? await applyBatch( step.batch, this.done, this.context ) : this.done;
			const moved = step.position !== position;
			position = step.position;
			this.keep( selected, position );
			await lease.beat( { phase: 'reading', done: this.done, total: null, ...( moved ? { resume: { first_read: { ...this.positions } } } : {} ) } );
		}
		this.done = await applyWithdrawals( selected.mapping, this.done, this.context );
		if ( ! position ) {
			throw new Error( 'A first read ended without a position.' );
		}
		return watermarkOf( selected, position, limits.lag_seconds );
	}

	private keep( selected: Selected, position: ReadPosition | null ): void {
		if ( position ) {
			this.positions[ selected.mapping.mapping.id ] = position;
		}
	}
}

function selectedOf( task: Task ): Selected[] {
	if ( task.kind === 'broken' ) {
		return [];
	}
	return [ task.kind === 'first' ? task.selected : task.polled.selected ];
}

/** A mapping at fault must not hold up the others; an org or a WordPress that is away holds up all of them. */
function passedOn( error: unknown ): SyncFailure {
	if ( error instanceof LeaseLost ) {
		throw error;
	}
	const failure = asFailure( error );
	if ( failure.kind !== 'config' ) {
		throw failure;
	}
	return failure;
}

function named( mapping: MappingSnapshot, failure: SyncFailure ): SyncFailure {
	const message = failure.message.includes( `“${ mapping.name }”` ) ? failure.message : `“${ mapping.name }” (${ mapping.sobject }): ${ failure.message }`;
	return new SyncFailure( { ...failure.toFailure(), message, details: { ...failure.details, mapping: mapping.id } }, { cause: failure } );
}

/** The first failure is the run’s; every further one stands beside it. */
function settled( watermarks: readonly Watermark[], failures: readonly SyncFailure[], { notices }: RunContext ): Finished {
	const [ first, ...others ] = failures;
	others.forEach( ( failure ) => notices.add( { id: String( failure.details?.mapping ) }, '', failure.toFailure() ) );
	return { watermarks, failure: first ?? null };
}
