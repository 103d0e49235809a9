import { SyncFailure } from '../failure';
import type { Describe, StampField } from '../mapping';
import { stampFields } from '../mapping';

/** The columns that tell in which state a record is. Nearly every object has the first kind. */
export interface StateColumns {
	readonly stamp: StampField;
	/** Whether the object says of its rows that they are deleted: some setup objects do not. */
	readonly deleted: boolean;
}

export const usualColumns: StateColumns = { stamp: 'SystemModstamp', deleted: true };

/** As describe has it; null where the object shows no stamp at all. */
export function stateColumnsOf( { fields }: Describe ): StateColumns | null {
	const names = new Set( fields.map( ( { name } ) => name.toLowerCase() ) );
	const stamp = stampFields.find( ( name ) => names.has( name.toLowerCase() ) );
	return stamp === undefined ? null : { stamp, deleted: names.has( 'isdeleted' ) };
}

export const sameColumns = ( left: StateColumns, right: StateColumns ): boolean => left.stamp === right.stamp && left.deleted === right.deleted;

/** What a run remembers for the next one; anything that is no such list is as good as nothing. */
export function rememberedColumns( names: readonly string[] | undefined ): StateColumns {
	const stamp = stampFields.find( ( name ) => names?.includes( name ) );
	return stamp === undefined ? usualColumns : { stamp, deleted: names?.includes( 'IsDeleted' ) === true };
}

export const columnNames = ( { stamp, deleted }: StateColumns ): ( StampField | 'IsDeleted' )[] => ( deleted ? [ stamp, 'IsDeleted' ] : [ stamp ] );

export const stampMissing = ( sobject: string ): SyncFailure =>
	new SyncFailure( {
		kind: 'config',
		code: 'stamp_missing',
		message: `${ sobject } has none of the fields ${ stampFields.join( ', ' ) } that the integration user may see: nobody can tell what changed in it.`,
		actions: [ 'Map another object, or give the integration user access to one of these fields.' ],
		details: { sobject },
	} );
