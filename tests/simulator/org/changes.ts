import type { Row, RowState, Values } from './rows';

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

/** One thing done inside a transaction, and how to take it back. */
export interface Step {
	redo: () => void;
	undo: () => void;
	row: Row;
	before: RowState | null;
	after: RowState | null;
	/** Nobody is told: what a row shows of another row has changed, not the row. */
	quiet?: boolean;
}

export const stateOf = ( { values, deleted, deletedAt, deletedWith }: Row ): RowState => ( { values, deleted, deletedAt, deletedWith } );

function kindOf( from: RowState | null, to: RowState | null ): ChangeKind {
	if ( from === null ) {
		return 'create';
	}
	if ( to === null || ( to.deleted && ! from.deleted ) ) {
		return 'delete';
	}
	return from.deleted && ! to.deleted ? 'undelete' : 'update';
}

export function changesOf( steps: Step[] ): RowChange[] {
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

export function undoAll( steps: Step[] ): void {
	for ( const step of [ ...steps ].reverse() ) {
		step.undo();
	}
}
