import type { SObject } from '../org/schema';
import type { RowChange, Values } from '../org/store';
import type { ChangeType, Payload } from './schema';
import { changeSlots, type Slot } from './slots';

/** One change event before it has a place in the transaction. */
export interface Draft {
	object: SObject;
	changeType: ChangeType;
	recordIds: string[];
	changedFields: string[];
	body: Payload;
}

const STAMP = 'LastModifiedDate';

/** Moments as events print them: `2026-11-20T10:00:00.000Z`. */
function printed( slot: Slot, values: Values ): unknown {
	const value = values[ slot.source ] ?? null;
	return slot.kind === 'datetime' && typeof value === 'string' ? value.replace( /\+0000$/, 'Z' ) : value;
}

/** A new row, or one that is back: what is not empty (§5.3). */
function whole( slots: readonly Slot[], values: Values ): Payload {
	const body: Payload = {};
	for ( const slot of slots ) {
		const parts = whole( slot.parts, values );
		const value = slot.kind === 'compound' ? ( Object.keys( parts ).length > 0 ? parts : null ) : printed( slot, values );
		if ( value !== null ) {
			body[ slot.name ] = value;
		}
	}
	return body;
}

/** An update: what is not as before, null where it was cleared, and always the stamp (§5.3). */
function changed( slots: readonly Slot[], before: Values, after: Values ): { names: string[]; body: Payload } {
	const names: string[] = [];
	const body: Payload = {};
	for ( const slot of slots ) {
		if ( slot.kind === 'compound' ) {
			const inner = changed( slot.parts, before, after );
			if ( inner.names.length > 0 ) {
				names.push( ...inner.names.map( ( name ) => `${ slot.name }.${ name }` ) );
				body[ slot.name ] = inner.body;
			}
		} else if ( slot.source === STAMP || printed( slot, before ) !== printed( slot, after ) ) {
			names.push( slot.name );
			body[ slot.name ] = printed( slot, after );
		}
	}
	return { names, body };
}

/** Something moved, and nobody modified the record: a roll-up was worked out, say (§8.1). */
const isSystemWork = ( before: Values, after: Values ): boolean =>
	before[ STAMP ] === after[ STAMP ] && Object.entries( after ).some( ( [ name, value ] ) => before[ name ] !== value );

const draft = ( object: SObject, id: string, rest: Partial< Draft > & { changeType: ChangeType } ): Draft => ( {
	object,
	recordIds: [ id ],
	changedFields: [],
	body: {},
	...rest,
} );

function updated( object: SObject, slots: readonly Slot[], { id, before, after }: { id: string; before: Values; after: Values } ): Draft[] {
	const { names, body } = changed( slots, before, after );
	const untold = before.IsDeleted === true || ( names.length === 1 && isSystemWork( before, after ) );
	return untold ? [] : [ draft( object, id, { changeType: 'UPDATE', changedFields: names, body } ) ];
}

/** The events of one row's change. A row that was made and deleted in one transaction has two. */
function draftsOf( object: SObject, slots: readonly Slot[], change: RowChange ): Draft[] {
	const { kind, id, before, after } = change;
	const gone = draft( object, id, { changeType: 'DELETE' } );
	switch ( kind ) {
		case 'create': {
			const made = draft( object, id, { changeType: 'CREATE', body: whole( slots, after ?? {} ) } );
			return after?.IsDeleted === true ? [ made, gone ] : [ made ];
		}
		case 'undelete':
			return [ draft( object, id, { changeType: 'UNDELETE', body: whole( slots, after ?? {} ) } ) ];
		case 'delete':
			// What leaves the recycle bin was told to be deleted when it went in.
			return before?.IsDeleted === true ? [] : [ gone ];
		default:
			return updated( object, slots, { id, before: before ?? {}, after: after ?? {} } );
	}
}

const keyOf = ( { object, changeType, body, recordIds }: Draft ): string =>
	[ 'UPDATE', 'DELETE' ].includes( changeType ) ? JSON.stringify( [ object.name, changeType, body ] ) : `${ changeType } ${ recordIds.join() }`;

/** The events of a transaction, in order; records that underwent the same change share one (§5.3). */
export function plan( changes: readonly RowChange[], captures: ( type: string ) => SObject | undefined ): Draft[] {
	const drafts = new Map< string, Draft >();
	const slots = new Map< string, Slot[] >();
	for ( const change of changes ) {
		const object = captures( change.type );
		if ( ! object ) {
			continue;
		}
		const own = slots.get( object.name ) ?? changeSlots( object );
		slots.set( object.name, own );
		for ( const one of draftsOf( object, own, change ) ) {
			const same = drafts.get( keyOf( one ) );
			if ( same ) {
				same.recordIds.push( ...one.recordIds );
			} else {
				drafts.set( keyOf( one ), one );
			}
		}
	}
	return [ ...drafts.values() ];
}

/** How much of the transaction's allowance an event takes: each changed field of each record counts (§5.3). */
export const weightOf = ( { recordIds, changedFields }: Draft ): number => recordIds.length * Math.max( 1, changedFields.length );
