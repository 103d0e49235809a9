/** Companies that come on tour: Accounts, each with a page, since those can be merged. */
import { accountsAsPages, saveMappings } from '../lib/mappings.mjs';

export const COMPANIES = 'Account';

/** Beside them, performances are only those of shows that are active: a condition on a parent, which moves no stamp of theirs. */
export async function widenMappings( house ) {
	await saveMappings(
		house,
		accountsAsPages( 'companies', 'Companies' ),
		"$body['filter'] = 'PatronTicket__TicketableEvent__r.PatronTicket__Active__c = true';"
	);
	for ( let n = 1; n <= 12; n++ ) {
		house.org.writer.create( COMPANIES, { Name: `Touring company ${ n }` } );
	}
}
