import { SyncFailure } from '../failure';
import type { ClaimAnswer, CompleteRequest } from '../contract';
import { compileMapping } from '../mapping';
import { applyBatch, applyWithdrawals } from './apply';
import { changes, nextWatermark } from './changes';
import type { MappingSnapshot, RunContext, Tally, Watermark } from './context';
import { Selected, type Memory } from './fetch';
import { idsOf, morePages, readByIds, type Waiting } from './inbox';
import { besideOthers, firstOf, named, passedOn, passedOnBeside } from './mapping-failures';
import { watermarkOf } from './read-position';
import { rememberedColumns } from '../salesforce/state-columns';
import { traitsOf, type Traits } from './traits';
import { isPoll } from './beside';
import { PollsWithin } from './polls-within';
import { isLarge, poll, type Asked, type Polled } from './poll';
import { WholeReads } from './whole-read';
import type { Known } from './window';

export interface Inbound {
	readonly mappings: readonly MappingSnapshot[];
	readonly watermarks: readonly Watermark[];
	/** Where the object of a mapping does not tell its state as usual. */
	readonly columns: NonNullable< ClaimAnswer[ 'columns' ] >;
	/** Where its amounts have their currency from. */
	readonly currencies: NonNullable< ClaimAnswer[ 'currencies' ] >;
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
type Task = FirstTask | ChangesTask | LargeTask | { readonly kind: 'broken'; readonly mapping: MappingSnapshot; readonly failure: SyncFailure };

interface ChangesTask {
	readonly kind: 'changes';
	readonly mapping: MappingSnapshot;
	readonly polled: Polled;
}

/** Too many changes to be read by their ids. */
type LargeTask = Omit< ChangesTask, 'kind' > & { readonly kind: 'large' };
type LongTask = FirstTask | LargeTask;

interface FirstTask {
	readonly kind: 'first';
	readonly mapping: MappingSnapshot;
	readonly selected: Selected;
	readonly watermark: Watermark | undefined;
}

interface FirstRead {
	readonly task: FirstTask;
	readonly watermark: Watermark;
	readonly matched: boolean;
}

/** A mapping that this run is done with, and up to where. */
export interface Read {
	readonly selected: Selected;
	readonly watermark: Watermark;
}

/** Claimed → fetched → mapped → fingerprinted → deduped → delivered → committed, productions before performances; what is read from the start, or changed in very many records, comes last, since it may take long. */
export async function pull( inbound: Inbound, context: RunContext ): Promise< Finished > {
	const reading = new Reading( context );
	const failures: SyncFailure[] = [];
	const open = new Map< string, Selected >();
	const attempt = async ( { mapping }: Pick< Task, 'mapping' >, work: () => Promise< void > ): Promise< void > => {
		try {
			await work();
		} catch ( error ) {
			failures.push( named( mapping, passedOn( error ) ) );
		}
	};
	const tasks = await plan( inbound, context );
	const answered = tasks.some( ( task ) => 'polled' in task && task.polled.changed.ok );
	for ( const task of tasks.filter( isShort ) ) {
		if ( task.kind === 'changes' && ! task.polled.changed.ok ) {
			failures.push( named( task.mapping, passedOnBeside( task.polled.changed.failure, answered ) ) );
			continue;
		}
		await attempt( task, async () => {
			const { selected } = await reading.finish( task, idsOf( inbound.inbox, task.mapping.id ) );
			open.set( task.mapping.id, selected );
		} );
	}
	failures.push( ...( await reading.rest( inbound.inbox_next, open ) ) );
	const whole: FirstRead[] = [];
	for ( const task of tasks.filter( isLong ) ) {
		await attempt( task, async () => {
			if ( task.kind === 'first' ) {
				whole.push( await reading.fromTheStart( task ) );
				return;
			}
			const { selected } = await reading.largeWindow( task, idsOf( inbound.inbox, task.mapping.id ) );
			open.set( task.mapping.id, selected );
		} );
	}
	// After all of them: what one mapping gives up, another may have taken over.
	for ( const read of whole ) {
		await attempt( read.task, () => reading.compare( read ) );
		open.set( read.task.mapping.id, read.task.selected );
	}
	const { watermarks } = reading;
	return { watermarks, failure: besideOthers( firstOf( failures, context ), watermarks.length > 0 ), traits: await learned( open ) };
}

const isLong = ( task: Task ): task is LongTask => task.kind === 'first' || task.kind === 'large';
const isShort = ( task: Task ): task is Exclude< Task, LongTask > => ! isLong( task );

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

function memoryOf( { id, sobject }: MappingSnapshot, { columns, currencies }: Pick< Inbound, 'columns' | 'currencies' > ): Memory {
	const names = columns.find( ( { mapping_id } ) => mapping_id === id )?.state_fields;
	return { columns: rememberedColumns( names, sobject ), currencies: currencies.find( ( { mapping_id } ) => mapping_id === id ) };
}

/** Mappings without a watermark are read from the start; all others share one poll. */
async function plan( { mappings, watermarks, known, ...memory }: Inbound, context: RunContext ): Promise< Task[] > {
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
		const selected = new Selected( compiled.compiled, context, [], memoryOf( mapping, memory ) );
		if ( watermark && watermark.stamp_ms !== null ) {
			asked.push( {
				selected,
				watermark: { ...watermark, stamp_ms: watermark.stamp_ms },
				known: known.find( ( { mapping_id } ) => mapping_id === mapping.id ),
			} );
		} else {
			selected.foreseeCurrencies();
			tasks.set( mapping.id, { kind: 'first', mapping, selected, watermark } );
		}
	}
	for ( const polled of await poll( asked, context ) ) {
		const { mapping } = polled.selected.mapping;
		tasks.set( mapping.id, { kind: isLarge( polled, context.bulk ) ? 'large' : 'changes', mapping, polled } );
	}
	return ordered.flatMap( ( { id } ) => tasks.get( id ) ?? [] );
}

class Reading {
	private readonly tally: Tally = { done: 0 };
	private readonly done: PollsWithin;
	/** Of what takes long: between two of its steps, what is done already is looked at again. */
	private readonly long: RunContext;
	private readonly wholeReads: WholeReads;

	public constructor( private readonly context: RunContext ) {
		this.done = new PollsWithin( context, this.tally );
		this.long = isPoll( context.run ) ? { ...context, beside: this.done } : context;
		this.wholeReads = new WholeReads( this.long, this.tally );
	}

	public get watermarks(): Watermark[] {
		return this.done.watermarks;
	}

	public async finish( task: Exclude< Task, LongTask >, inbox: readonly string[] ): Promise< Read > {
		if ( task.kind === 'broken' ) {
			throw task.failure;
		}
		const { polled } = task;
		for await ( const batch of changes( polled, inbox, this.context ) ) {
			await applyBatch( batch, this.tally, this.context );
		}
		await applyWithdrawals( polled.selected.mapping, this.tally, this.context );
		const read = { selected: polled.selected, watermark: nextWatermark( polled, this.context.limits ) };
		this.done.follow( read );
		return read;
	}

	/** What passes the filter as a first read does it, with its saved position; then what left. The inbox need not wait for that. */
	public async largeWindow( { polled }: LargeTask, inbox: readonly string[] ): Promise< Read > {
		const { selected, window } = polled;
		const { leaving } = await import( './large-window' );
		await this.byIds( inbox, selected );
		const { position } = await this.wholeReads.read( selected.since( window.from_ms ) );
		for await ( const batch of leaving( polled, this.long ) ) {
			await applyBatch( batch, this.tally, this.context );
		}
		await applyWithdrawals( selected.mapping, this.tally, this.context );
		// Whoever began this reading, and when: what changed since then is the next window’s.
		const read = { selected, watermark: nextWatermark( { ...polled, server_ms: position.started_ms }, this.context.limits ) };
		this.done.follow( read );
		return read;
	}

	public async fromTheStart( task: FirstTask ): Promise< FirstRead > {
		const { position, matched } = await this.wholeReads.read( task.selected );
		const watermark = watermarkOf( task.selected, position, this.context.limits, task.watermark );
		if ( ! isReadAgain( task ) ) {
			this.done.follow( { selected: task.selected, watermark } );
		}
		return { task, watermark, matched };
	}

	/** A mapping that was read by other rules before: what these leave out leaves the site. */
	public async compare( { task, watermark, matched }: FirstRead ): Promise< void > {
		if ( isReadAgain( task ) ) {
			const { settleMissed } = await import( './missed' );
			await settleMissed( task.selected, matched, this.tally, this.long );
			this.done.follow( { selected: task.selected, watermark } );
		}
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

/** Something of it is or was listed: WordPress keeps up to where deletions and sweeps had looked. */
const isReadAgain = ( { watermark }: FirstTask ): boolean =>
	watermark !== undefined && ( ( watermark.swept_ms ?? null ) !== null || watermark.deleted_covered_ms !== null );
