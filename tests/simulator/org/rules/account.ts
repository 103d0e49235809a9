import { contactValues, derivePerson } from '../person-accounts';
import type { Org } from '../org';
import type { Actor, Values } from '../store';
import { contactRules } from './contact';
import { refreshMembers } from './member-copies';
import { addSystemRow, rowOf } from './system-rows';
import type { ObjectRules } from './index';

/** The shadow contact holds what the person's account holds, stamped alike (§8.6). */
function keepShadow( org: Org, actor: Actor, id: string, after: Values ): void {
	const values = contactValues( org, after );
	if ( ( after.PersonContactId ?? null ) === null ) {
		const made = addSystemRow( org, actor, 'Contact', { ...values, AccountId: id, IsPersonAccount: true } );
		const account = rowOf( org, 'Account', id );
		if ( account ) {
			org.store.change( account, { values: { ...account.values, PersonContactId: made.id } } );
		}
		return;
	}
	const shadow = rowOf( org, 'Contact', after.PersonContactId );
	const before = shadow?.values ?? {};
	if ( shadow && Object.entries( values ).some( ( [ name, value ] ) => before[ name ] !== value ) ) {
		const { LastModifiedDate = null, LastModifiedById = null, SystemModstamp = null } = after;
		org.store.change( shadow, { values: { ...before, ...values, LastModifiedDate, LastModifiedById, SystemModstamp } } );
		contactRules.follow?.( { org, actor, id: shadow.id, before, after: shadow.values } );
	}
}

/** Campaign members show the company of their person (§11.2). */
function renameCompany( org: Org, id: string ): void {
	for ( const contact of org.store.table( 'Contact' ).childrenOf( 'AccountId', id ) ) {
		refreshMembers( org, 'ContactId', contact.id );
	}
}

export const accountRules: ObjectRules = {
	derive: ( { org, values, previous, given } ) => {
		if ( org.switches.isOn( 'person_accounts' ) ) {
			derivePerson( org, values, { previous, given } );
		}
	},
	follow: ( { org, actor, id, before, after } ) => {
		if ( before && after && before.Name !== after.Name ) {
			renameCompany( org, id );
		}
		if ( after?.IsPersonAccount === true && org.switches.isOn( 'person_accounts' ) ) {
			keepShadow( org, actor, id, after );
		}
	},
};
