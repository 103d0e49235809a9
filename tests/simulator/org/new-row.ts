import type { OrgClock } from './clock';
import type { Org } from './org';
import { RULES } from './rules';
import { findField, type SObject } from './schema';
import { newRow, type Actor, type Row, type Values } from './store';

/** The stamps of a change that somebody makes. */
export function touched( clock: OrgClock, actor: Actor ): Values {
	const stamp = clock.stamp();
	return { LastModifiedDate: stamp, LastModifiedById: actor.userId, SystemModstamp: stamp };
}

/** `CASE-{0000}` → `CASE-0007` */
const autoNumber = ( pattern: string, number: number ): string =>
	pattern.replace( /\{(0+)\}/, ( _all, zeros: string ) => String( number ).padStart( zeros.length, '0' ) );

/** What a row holds before anybody has said anything about it. */
export function blankValues( org: Org, object: SObject, actor: Actor ): Values {
	const stored = org.catalogue.find( object.name ) ?? object;
	const values: Values = {};
	for ( const field of stored.fields ) {
		if ( field.autoNumber !== null ) {
			values[ field.name ] = autoNumber( field.autoNumber, org.store.count( `${ object.name }.${ field.name }`, 1 ) );
		} else if ( field.formula === null && field.type !== 'address' ) {
			values[ field.name ] = field.defaultValue;
		}
	}
	if ( findField( stored, 'OwnerId' ) ) {
		values.OwnerId = actor.userId;
	}
	return { ...values, CreatedDate: org.clock.stamp(), CreatedById: actor.userId, ...touched( org.clock, actor ) };
}

export function storeRow( org: Org, actor: Actor, object: SObject, values: Values ): Row {
	const id = org.store.nextId( object );
	const row = newRow( object.name, id, { ...values, Id: id, IsDeleted: false } );
	org.store.insert( row );
	RULES[ object.name ]?.follow?.( { org, actor, id, before: null, after: row.values } );
	return row;
}
