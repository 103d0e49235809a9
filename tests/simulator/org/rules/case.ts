import type { Org } from '../org';
import type { Values } from '../store';
import { statusMeaning } from './status-meaning';
import { addSystemRow, rowOf } from './system-rows';
import type { Draft, ObjectRules } from './index';

const CONTACT_COPIES: Readonly< Record< string, string > > = {
	ContactPhone: 'Phone',
	ContactMobile: 'MobilePhone',
	ContactEmail: 'Email',
	ContactFax: 'Fax',
};

const copiesOf = ( contact: Values | undefined ): Values =>
	Object.fromEntries( Object.entries( CONTACT_COPIES ).map( ( [ copy, source ] ) => [ copy, contact?.[ source ] ?? null ] ) );

/** The contact has changed: the copies follow, and no stamp of the case moves. */
export function refreshCases( org: Org, contactId: string, contact: Values ): void {
	const copies = copiesOf( contact );
	for ( const row of org.store.table( 'Case' ).childrenOf( 'ContactId', contactId ) ) {
		if ( Object.entries( copies ).some( ( [ name, value ] ) => row.values[ name ] !== value ) ) {
			org.store.change( row, { values: { ...row.values, ...copies } }, { quiet: true } );
		}
	}
}

function applyContact( { org, values, previous, given }: Draft ): void {
	const contact = rowOf( org, 'Contact', values.ContactId )?.values;
	Object.assign( values, copiesOf( contact ) );
	if ( contact && ! given.has( 'AccountId' ) && previous?.ContactId !== values.ContactId ) {
		values.AccountId = contact.AccountId ?? null;
	}
}

function derive( draft: Draft ): void {
	const { org, values, previous } = draft;
	values.IsClosed = statusMeaning( org, 'CaseStatus', values.Status )?.IsClosed === true;
	if ( ( previous?.IsClosed === true ) !== values.IsClosed ) {
		values.ClosedDate = values.IsClosed ? org.clock.stamp() : null;
	}
	applyContact( draft );
}

/** Comments are no field of the case: what is written there becomes a CaseComment (§15). */
export const caseRules: ObjectRules = {
	derive,
	follow: ( { org, actor, id, after } ) => {
		const row = typeof after?.Comments === 'string' ? rowOf( org, 'Case', id ) : undefined;
		if ( row ) {
			addSystemRow( org, actor, 'CaseComment', { ParentId: id, CommentBody: row.values.Comments ?? null } );
			org.store.change( row, { values: { ...row.values, Comments: null } } );
		}
	},
};
