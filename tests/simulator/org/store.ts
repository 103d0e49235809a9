import { changesOf, stateOf, undoAll, type Actor, type Commit, type Step } from './changes';
import { makeId } from './ids';
import type { Row, RowState } from './rows';
import type { SObject } from './schema';
import { Table } from './table';

export type { Actor, ChangeKind, Commit, RowChange } from './changes';
export { newRow, type Row, type Values } from './rows';
export { Table } from './table';

export interface Deletion {
	type: string;
	id: string;
	deletedAt: string;
}

/** Work done and taken back, to be made visible later: a transaction that takes its time. */
export interface Held {
	rows: ReadonlySet< Row >;
	release: () => void;
}

/** All rows of the org. What a transaction changed is undone when it throws, and told to the listeners when it does not. */
export class Store {
	private readonly tables = new Map< string, Table >();
	private readonly counters = new Map< string, number >();
	private steps: Step[] | null = null;
	private actor: Actor = { userId: '', origin: '' };
	private readonly listeners: ( ( commit: Commit ) => void )[] = [];
	/** What getDeleted reads: it outlives the recycle bin. */
	deletions: Deletion[] = [];
	/** Entries of the log before this stamp have been purged. */
	deletionsPurgedTo: string | null = null;

	constructor( objects: SObject[] ) {
		objects.forEach( ( object ) => this.addTable( object ) );
	}

	addTable( object: SObject ): void {
		this.tables.set( object.name, new Table( object ) );
	}

	onCommit( listener: ( commit: Commit ) => void ): void {
		this.listeners.push( listener );
	}

	table( name: string ): Table {
		const table = this.tables.get( name );
		if ( ! table ) {
			throw new Error( `No table ${ name }` );
		}
		return table;
	}

	/** The next number of a series; ids and auto-numbers never come twice. */
	count( series: string, first: number ): number {
		const counter = this.counters.get( series ) ?? first;
		this.counters.set( series, counter + 1 );
		return counter;
	}

	nextId( object: SObject ): string {
		// The start is high enough that neighbouring ids differ in the case of a letter only.
		return makeId( object.keyPrefix ?? '000', this.count( object.name, 238328 ) );
	}

	insert( row: Row ): void {
		const table = this.table( row.type );
		this.step( { redo: () => table.add( row ), undo: () => table.remove( row ), row, before: null, after: stateOf( row ) } );
	}

	change( row: Row, next: Partial< RowState >, { quiet = false }: { quiet?: boolean } = {} ): void {
		const table = this.table( row.type );
		const from = stateOf( row );
		const to = { ...from, ...next };
		const put = ( state: RowState ): void => table.replace( row, state );
		this.step( { redo: () => put( to ), undo: () => put( from ), row, before: from, after: to, quiet } );
	}

	/** Out of the recycle bin, or never in it. */
	purge( row: Row ): void {
		const table = this.table( row.type );
		this.step( { redo: () => table.remove( row ), undo: () => table.add( row ), row, before: stateOf( row ), after: null } );
	}

	logDeletion( deletion: Deletion ): void {
		this.deletions.push( deletion );
	}

	/** Rows of a season: they are there from the start, and nobody is told. */
	seed( row: Row ): void {
		this.table( row.type ).add( row );
	}

	/** Runs as one transaction; inside another it is a savepoint. */
	transaction< T >( work: () => T, actor?: Actor ): T {
		if ( this.steps ) {
			return this.savepoint( this.steps, work );
		}
		const { result, steps } = this.run( work, actor );
		this.publish( steps );
		return result;
	}

	/** Does the work, then takes it back until `release`: other readers do not see it meanwhile. */
	hold( work: () => void, actor: Actor ): Held {
		const logged = this.deletions.length;
		const { steps } = this.run( work, actor );
		undoAll( steps );
		const deletions = this.deletions.splice( logged );
		return {
			rows: new Set( steps.map( ( { row } ) => row ) ),
			release: () => {
				this.actor = actor;
				steps.forEach( ( step ) => step.redo() );
				this.deletions.push( ...deletions );
				this.publish( steps );
			},
		};
	}

	private run< T >( work: () => T, actor: Actor | undefined ): { result: T; steps: Step[] } {
		const steps: Step[] = [];
		this.steps = steps;
		this.actor = actor ?? this.actor;
		const logged = this.deletions.length;
		try {
			return { result: work(), steps };
		} catch ( error ) {
			undoAll( steps );
			this.deletions.length = logged;
			throw error;
		} finally {
			this.steps = null;
		}
	}

	private savepoint< T >( steps: Step[], work: () => T ): T {
		const mark = steps.length;
		const logged = this.deletions.length;
		try {
			return work();
		} catch ( error ) {
			undoAll( steps.splice( mark ) );
			this.deletions.length = logged;
			throw error;
		}
	}

	private step( step: Step ): void {
		step.redo();
		if ( this.steps ) {
			this.steps.push( step );
		} else {
			this.publish( [ step ] );
		}
	}

	private publish( steps: Step[] ): void {
		const changes = this.listeners.length > 0 ? changesOf( steps ) : [];
		if ( changes.length > 0 ) {
			const commit = { actor: this.actor, changes };
			this.listeners.forEach( ( listener ) => listener( commit ) );
		}
	}
}
