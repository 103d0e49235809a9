import type { Value } from './schema';

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

export type RowState = Pick< Row, 'values' | 'deleted' | 'deletedAt' | 'deletedWith' >;

export const newRow = ( type: string, id: string, values: Values ): Row => ( {
	id,
	type,
	values,
	deleted: false,
	deletedAt: null,
	deletedWith: null,
} );
