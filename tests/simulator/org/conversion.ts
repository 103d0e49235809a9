import { badRequest } from '../http/errors';
import { dayOf } from './rules/day';
import type { Org } from './org';
import type { Row } from './store';

export interface Converted {
	leadId: string;
	accountId: string;
	contactId: string;
	opportunityId: string | null;
}

const CONVERTED_STATUS = 'Closed - Converted';
const ADDRESS = [ 'Street', 'City', 'State', 'PostalCode', 'Country' ];

/** Members and activities of the lead are the contact's from now on; a member remembers both. */
function handOver( org: Org, lead: Row, contactId: string ): void {
	for ( const member of org.store.table( 'CampaignMember' ).childrenOf( 'LeadId', lead.id ) ) {
		org.writer.reassign( member, { ContactId: contactId } );
	}
	for ( const type of [ 'Task', 'Event' ] ) {
		for ( const activity of org.store.table( type ).childrenOf( 'WhoId', lead.id ) ) {
			org.writer.reassign( activity, { WhoId: contactId } );
		}
	}
}

/** A lead becomes an account, a contact and perhaps an opportunity; it stays, and stays as it is (§8.4). */
export function convertLead( org: Org, leadId: string, { opportunityName }: { opportunityName: string | null } ): Converted {
	const { writer } = org;
	const lead = writer.live( org.store.table( 'Lead' ).object, leadId );
	if ( lead.values.IsConverted === true ) {
		throw badRequest( 'CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead', [] );
	}
	const { values } = lead;
	return writer.transaction( () => {
		const accountId = writer.create( 'Account', { Name: values.Company } );
		const contactId = writer.create( 'Contact', {
			AccountId: accountId,
			...Object.fromEntries(
				[ 'LastName', 'FirstName', 'Salutation', 'Title', 'Email', 'Phone', 'MobilePhone', 'LeadSource' ].map( ( name ) => [ name, values[ name ] ] )
			),
			...Object.fromEntries( ADDRESS.map( ( name ) => [ `Mailing${ name }`, values[ name ] ] ) ),
		} );
		const opportunityId =
			opportunityName === null
				? null
				: writer.create( 'Opportunity', {
						Name: opportunityName,
						AccountId: accountId,
						ContactId: contactId,
						StageName: 'Prospecting',
						CloseDate: dayOf( org, org.clock.now() ),
					} );
		handOver( org, lead, contactId );
		writer.reassign( lead, {
			Status: CONVERTED_STATUS,
			IsConverted: true,
			ConvertedDate: dayOf( org, org.clock.now() ),
			ConvertedAccountId: accountId,
			ConvertedContactId: contactId,
			ConvertedOpportunityId: opportunityId,
		} );
		return { leadId: lead.id, accountId, contactId, opportunityId };
	} );
}
