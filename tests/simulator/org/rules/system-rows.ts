import type { Org } from '../org';
import { blankValues, storeRow } from '../new-row';
import type { Actor, Row, Values } from '../store';

/** A row that Salesforce makes by itself beside the one somebody wrote: no rights are asked, no guards. */
export function addSystemRow( org: Org, actor: Actor, type: string, values: Values ): Row {
	const object = org.store.table( type ).object;
	return storeRow( org, actor, object, { ...blankValues( org, object, actor ), ...values } );
}

/** System work moves SystemModstamp alone (§8.1), and nothing when nothing changes. */
export function changeSystemValues( org: Org, row: Row, values: Values ): void {
	if ( Object.entries( values ).some( ( [ name, value ] ) => row.values[ name ] !== value ) ) {
		org.store.change( row, { values: { ...row.values, ...values, SystemModstamp: org.clock.stamp() } } );
	}
}

export function rowOf( org: Org, type: string, id: unknown ): Row | undefined {
	const row = typeof id === 'string' ? org.store.table( type ).get( id ) : undefined;
	return row?.deleted ? undefined : row;
}
