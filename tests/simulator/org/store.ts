import { makeId } from './ids';
import type { Field, SObject, Value } from './schema';

export type Values = Record< string, Value >;

export interface Row {
	readonly id: string;
	readonly type: string;
	values: Values;
	deleted: boolean;
	deletedAt: string | null;
	/** The master whose deletion took this detail along, or the winner of a merge. */
	deletedWith: string | null;
}

type RowState = Pick< Row, 'values' | 'deleted' | 'deletedAt' | 'deletedWith' >;

export const newRow = ( type: string, id: string, values: Values ): Row => ( {
	id,
	type,
	values,
	deleted: false,
	deletedAt: null,
	deletedWith: null,
} );

/** Who changes something, and through which door: change events carry both. */
export interface Actor {
	userId: string;
	/** `com/salesforce/api/rest/66.0;client=x`; empty for what a person does on screen. */
	origin: string;
}

export type ChangeKind = 'create' | 'update' | 'delete' | 'undelete';

export interface RowChange {
	kind: ChangeKind;
	type: string;
	id: string;
	before: Values | null;
	after: Values | null;
}

/** What one transaction changed, each row once, in the order of their first change. */
export interface Commit {
	actor: Actor;
	changes: RowChange[];
}

const stampOf = ( row: Row ): string => row.values.SystemModstamp as string;
const before = ( row: Row, stamp: string, id: string ): boolean => stampOf( row ) < stamp || ( stampOf( row ) === stamp && row.id < id );

/** Rows by the value of one field. */
class FieldIndex {
	private readonly byKey = new Map< string, Set< Row > >();
	private readonly name: string;
	private readonly exact: boolean;

	constructor( field: Field ) {
		this.name = field.name;
		this.exact = field.type === 'reference' || field.caseSensitive;
	}

	private key( value: Value | undefined ): string | null {
		if ( value === null || value === undefined ) {
			return null;
		}
		return this.exact ? String( value ) : String( value ).toLowerCase();
	}

	/** Whether the two states stand under different keys. */
	tells( from: Values, to: Values ): boolean {
		return this.key( from[ this.name ] ) !== this.key( to[ this.name ] );
	}

	get( value: Value ): Row[] {
		const key = this.key( value );
		return key === null ? [] : [ ...( this.byKey.get( key ) ?? [] ) ];
	}

	add( row: Row ): void {
		const key = this.key( row.values[ this.name ] );
		if ( key !== null ) {
			const rows = this.byKey.get( key );
			if ( rows ) {
				rows.add( row );
			} else {
				this.byKey.set( key, new Set( [ row ] ) );
			}
		}
	}

	remove( row: Row ): void {
		const key = this.key( row.values[ this.name ] );
		const rows = key === null ? undefined : this.byKey.get( key );
		if ( key !== null && rows?.delete( row ) && rows.size === 0 ) {
			this.byKey.delete( key );
		}
	}
}

const isIndexed = ( field: Field ): boolean =>
	( field.type === 'reference' && field.childRelationshipName !== null ) || field.unique || field.externalId || ( field.idLookup && field.type !== 'id' );

/** Rows of one object, found by id, by indexed field, and in (SystemModstamp, Id) order. */
export class Table {
	private readonly rows = new Map< string, Row >();
	private readonly ordered: Row[] = [];
	/** Rows by id, from when they are first asked for that way. */
	private idOrder: Row[] | null = null;
	private readonly indexes = new Map< string, FieldIndex >();

	constructor( readonly object: SObject ) {
		object.fields.filter( isIndexed ).forEach( ( field ) => this.indexes.set( field.name, new FieldIndex( field ) ) );
	}

	get( id: string ): Row | undefined {
		return this.rows.get( id );
	}

	all(): Iterable< Row > {
		return this.rows.values();
	}

	get size(): number {
		return this.rows.size;
	}

	inStampOrder(): readonly Row[] {
		return this.ordered;
	}

	/** First position in stamp order whose row is not before (stamp, id). */
	position( stamp: string, id = '' ): number {
		let low = 0;
		let high = this.ordered.length;
		// Most rows are written now: the end is tried first.
		if ( high > 0 && before( this.ordered[ high - 1 ]!, stamp, id ) ) {
			return high;
		}
		while ( low < high ) {
			const middle = ( low + high ) >> 1;
			if ( before( this.ordered[ middle ]!, stamp, id ) ) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}
		return low;
	}

	/** In the order Salesforce sorts ids: by their characters, capitals before small letters. */
	inIdOrder(): readonly Row[] {
		this.idOrder ??= [ ...this.rows.values() ].sort( ( a, b ) => ( a.id < b.id ? -1 : 1 ) );
		return this.idOrder;
	}

	/** First position in id order whose row is not before `id`. */
	idPosition( id: string ): number {
		const rows = this.inIdOrder();
		let low = 0;
		let high = rows.length;
		// New rows come last: the end is tried first.
		if ( high > 0 && rows[ high - 1 ]!.id < id ) {
			return high;
		}
		while ( low < high ) {
			const middle = ( low + high ) >> 1;
			if ( rows[ middle ]!.id < id ) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}
		return low;
	}

	isIndexed( field: string ): boolean {
		return this.indexes.has( field );
	}

	/** Rows, deleted ones too, whose indexed field has this value; without case unless the field minds it. */
	by( field: string, value: Value ): Row[] {
		return this.indexes.get( field )?.get( value ) ?? [];
	}

	childrenOf( field: string, parentId: string ): Row[] {
		return this.by( field, parentId );
	}

	/** A field made later: rows that are there already are indexed too. */
	index( field: Field ): void {
		if ( isIndexed( field ) && ! this.indexes.has( field.name ) ) {
			const index = new FieldIndex( field );
			this.ordered.forEach( ( row ) => index.add( row ) );
			this.indexes.set( field.name, index );
		}
	}

	add( row: Row ): void {
		this.rows.set( row.id, row );
		this.ordered.splice( this.position( stampOf( row ), row.id ), 0, row );
		this.idOrder?.splice( this.idPosition( row.id ), 0, row );
		this.indexes.forEach( ( index ) => index.add( row ) );
	}

	remove( row: Row ): void {
		this.rows.delete( row.id );
		this.ordered.splice( this.position( stampOf( row ), row.id ), 1 );
		this.idOrder?.splice( this.idPosition( row.id ), 1 );
		this.indexes.forEach( ( index ) => index.remove( row ) );
	}

	/** The same row in another state; it moves only in the orders and indexes that the difference concerns. */
	replace( row: Row, state: RowState ): void {
		const indexes = [ ...this.indexes.values() ].filter( ( index ) => index.tells( row.values, state.values ) );
		const restamped = stampOf( row ) !== state.values.SystemModstamp;
		if ( restamped ) {
			this.ordered.splice( this.position( stampOf( row ), row.id ), 1 );
		}
		indexes.forEach( ( index ) => index.remove( row ) );
		Object.assign( row, state );
		indexes.forEach( ( index ) => index.add( row ) );
		if ( restamped ) {
			this.ordered.splice( this.position( stampOf( row ), row.id ), 0, row );
		}
	}
}

interface Step {
	redo: () => void;
	undo: () => void;
	row: Row;
	before: RowState | null;
	after: RowState | null;
	/** Nobody is told: what a row shows of another row has changed, not the row. */
	quiet?: boolean;
}

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

const stateOf = ( { values, deleted, deletedAt, deletedWith }: Row ): RowState => ( { values, deleted, deletedAt, deletedWith } );

function kindOf( from: RowState | null, to: RowState | null ): ChangeKind {
	if ( from === null ) {
		return 'create';
	}
	if ( to === null || ( to.deleted && ! from.deleted ) ) {
		return 'delete';
	}
	return from.deleted && ! to.deleted ? 'undelete' : 'update';
}

function changesOf( steps: Step[] ): RowChange[] {
	const first = new Map< Row, RowState | null >();
	const last = new Map< Row, RowState | null >();
	for ( const { row, before: from, after } of steps ) {
		if ( ! first.has( row ) ) {
			first.set( row, from );
		}
		last.set( row, after );
	}
	const told = new Set( steps.filter( ( { quiet } ) => ! quiet ).map( ( { row } ) => row ) );
	// What happens to a row in the recycle bin is no change that anybody is told of.
	const gone = ( state: RowState | null | undefined ): boolean => state === null || state === undefined || state.deleted;
	return [ ...first ]
		.filter( ( [ row, from ] ) => told.has( row ) && ( from === null ? last.get( row ) !== null : ! ( from.deleted && gone( last.get( row ) ) ) ) )
		.map( ( [ row, from ] ) => {
			const to = last.get( row ) ?? null;
			return { kind: kindOf( from, to ), type: row.type, id: row.id, before: from?.values ?? null, after: to?.values ?? null };
		} );
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

function undoAll( steps: Step[] ): void {
	for ( const step of [ ...steps ].reverse() ) {
		step.undo();
	}
}
