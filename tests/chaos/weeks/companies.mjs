/** Companies that come on tour: Accounts, each with a page, since those can be merged. */
import { runInSite } from '../lib/site-php.mjs';

export const COMPANIES = 'Account';

const mapping = {
	id: 'companies',
	version: 1,
	name: 'Companies',
	direction: 'in',
	sobject: COMPANIES,
	filter: null,
	record_types: [],
	post_type: 'page',
	withdrawal: 'draft',
	timezone: null,
	natural_key: null,
	order: 5,
	fields: [ { to: 'title', from: 'Name', transforms: [ { name: 'text' } ], owner: 'salesforce', empty: 'reject', label: 'Name' } ],
};

/** Beside them, performances are only those of shows that are active: a condition on a parent, which moves no stamp of theirs. */
export async function widenMappings( house ) {
	await runInSite(
		house,
		`
		$mappings = Callboard\\Plugin::instance()->mappings();
		$body     = $mappings->find( ${ house.tenantId }, 'performances' )->to_array();
		$body['filter'] = 'PatronTicket__TicketableEvent__r.PatronTicket__Active__c = true';
		$mappings->save( ${ house.tenantId }, Callboard\\Mapping\\Mapping::from_array( $body ) );
		$mappings->save( ${ house.tenantId }, Callboard\\Mapping\\Mapping::from_array( json_decode( '${ JSON.stringify( mapping ) }', true ) ) );`
	);
	for ( let n = 1; n <= 12; n++ ) {
		house.org.writer.create( COMPANIES, { Name: `Touring company ${ n }` } );
	}
}
