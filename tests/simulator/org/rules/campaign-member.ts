import { badRequest } from '../../http/errors';
import type { Org } from '../org';
import type { Row, Values } from '../store';
import { rollUp, type Totals } from './campaign-totals';
import { dayOf } from './day';
import { refuseConverted } from './lead';
import { copiesOf } from './member-copies';
import { rowOf } from './system-rows';
import type { Draft, ObjectRules } from './index';

const one = ( yes: boolean ): number => ( yes ? 1 : 0 );

/** A lead that was converted has a contact as well, and counts as neither. */
function share( member: Values ): Totals {
	const [ lead, contact ] = [ typeof member.LeadId === 'string', typeof member.ContactId === 'string' ];
	return {
		NumberOfLeads: one( lead && ! contact ),
		NumberOfContacts: one( contact && ! lead ),
		NumberOfConvertedLeads: one( lead && contact ),
		NumberOfResponses: one( member.HasResponded === true ),
	};
}

/** A person is in a campaign once (§11.2). */
function refuseSecond( { org, id, values }: Draft ): void {
	const table = org.store.table( 'CampaignMember' );
	const others = [ ...table.by( 'ContactId', values.ContactId ?? null ), ...table.by( 'LeadId', values.LeadId ?? null ) ];
	if ( others.some( ( row ) => ! row.deleted && row.id !== id && row.values.CampaignId === values.CampaignId ) ) {
		throw badRequest( 'DUPLICATE_VALUE', 'Already a campaign member.', [] );
	}
}

function refuseNobody( { org, values }: Draft ): void {
	if ( ( values.LeadId ?? null ) === null && ( values.ContactId ?? null ) === null ) {
		throw badRequest( 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [LeadId, ContactId]', [ 'LeadId', 'ContactId' ] );
	}
	if ( rowOf( org, 'Lead', values.LeadId )?.values.IsConverted === true ) {
		throw refuseConverted();
	}
}

/** A status that the campaign does not have becomes its default one. */
function statusOf( org: Org, member: Values ): Row | undefined {
	const statuses = org.store
		.table( 'CampaignMemberStatus' )
		.childrenOf( 'CampaignId', String( member.CampaignId ) )
		.filter( ( row ) => ! row.deleted );
	const wanted = String( member.Status ?? '' ).toLowerCase();
	return statuses.find( ( row ) => String( row.values.Label ).toLowerCase() === wanted ) ?? statuses.find( ( row ) => row.values.IsDefault === true );
}

function derive( draft: Draft ): void {
	const { org, values, previous, given } = draft;
	if ( ! previous ) {
		refuseNobody( draft );
		refuseSecond( draft );
	}
	const wanted = previous || given.has( 'Status' ) ? values : { ...values, Status: null };
	const status = statusOf( org, wanted );
	values.Status = status?.values.Label ?? values.Status ?? null;
	values.HasResponded = status?.values.HasResponded === true;
	if ( values.HasResponded && ( values.FirstRespondedDate ?? null ) === null ) {
		values.FirstRespondedDate = dayOf( org, org.clock.now() );
	}
	Object.assign( values, copiesOf( org, values ) );
}

export const campaignMemberRules: ObjectRules = {
	derive,
	follow: ( { org, before, after } ) => rollUp( org, { before, after }, share ),
};
