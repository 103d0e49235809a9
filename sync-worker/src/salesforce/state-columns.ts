import { SyncFailure } from '../failure';
import type { Describe, StampField } from '../mapping';
import { stampFields } from '../mapping';

/** The columns that tell in which state a record is. Nearly every object has the first kind. */
export interface StateColumns {
	readonly stamp: StampField;
	/** Whether the object says of its rows that they are deleted: some setup objects do not. */
	readonly deleted: boolean;
	/** Only where records are merged and the integration user may not see who won. */
	readonly merged?: false;
}

/** The objects whose records people merge: the loser is deleted and names its winner, to queryAll only (Salesforce object reference). */
const mergeable = new Set( [ 'account', 'case', 'contact', 'lead' ] );

const namesWinner = ( sobject: string, { merged }: StateColumns ): boolean => merged !== false && mergeable.has( sobject.toLowerCase() );

export const usualColumns: StateColumns = { stamp: 'SystemModstamp', deleted: true };

/** As describe has it; null where the object shows no stamp at all. */
export function stateColumnsOf( { fields }: Describe, sobject: string ): StateColumns | null {
	const names = new Set( fields.map( ( { name } ) => name.toLowerCase() ) );
	const stamp = stampFields.find( ( name ) => names.has( name.toLowerCase() ) );
	return stamp === undefined ? null : withMerges( sobject, { stamp, deleted: names.has( 'isdeleted' ) }, names.has( 'masterrecordid' ) );
}

const withMerges = ( sobject: string, columns: StateColumns, shown: boolean ): StateColumns =>
	mergeable.has( sobject.toLowerCase() ) && ! shown ? { ...columns, merged: false } : columns;

export const sameColumns = ( left: StateColumns, right: StateColumns ): boolean =>
	left.stamp === right.stamp && left.deleted === right.deleted && left.merged === right.merged;

/** What a run remembers for the next one; anything that is no such list is as good as nothing. */
export function rememberedColumns( names: readonly string[] | undefined, sobject: string ): StateColumns {
	const stamp = stampFields.find( ( name ) => names?.includes( name ) );
	return stamp === undefined
		? usualColumns
		: withMerges( sobject, { stamp, deleted: names?.includes( 'IsDeleted' ) === true }, names?.includes( 'MasterRecordId' ) === true );
}

export const columnNames = ( columns: StateColumns, sobject: string ): ( StampField | 'IsDeleted' | 'MasterRecordId' )[] => [
	columns.stamp,
	...( columns.deleted ? ( [ 'IsDeleted' ] as const ) : [] ),
	...( namesWinner( sobject, columns ) ? ( [ 'MasterRecordId' ] as const ) : [] ),
];

export const stampMissing = ( sobject: string ): SyncFailure =>
	new SyncFailure( {
		kind: 'config',
		code: 'stamp_missing',
		message: `${ sobject } has none of the fields ${ stampFields.join( ', ' ) } that the integration user may see: nobody can tell what changed in it.`,
		actions: [ 'Map another object, or give the integration user access to one of these fields.' ],
		details: { sobject },
	} );
