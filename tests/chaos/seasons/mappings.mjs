/** The preset, with venues that are Accounts: each is a page of its own, and the venue of its performances. */
import { runInSite } from '../lib/site-php.mjs';

const venues = {
	id: 'venues',
	version: 1,
	name: 'Venues',
	direction: 'in',
	sobject: 'Account',
	filter: null,
	record_types: [],
	post_type: 'page',
	withdrawal: 'draft',
	timezone: null,
	natural_key: null,
	order: 5,
	fields: [ { to: 'title', from: 'Name', transforms: [ { name: 'text' } ], owner: 'salesforce', empty: 'reject', label: 'Name' } ],
};

export async function mapVenuesAsAccounts( house ) {
	await runInSite(
		house,
		`
		$mappings = Callboard\\Plugin::instance()->mappings();
		$body     = $mappings->find( ${ house.tenantId }, 'performances' )->to_array();
		foreach ( $body['fields'] as &$field ) {
			if ( 'taxonomy:venue' === $field['to'] ) {
				$field['expression'] = 'House__r.Name';
			}
		}
		unset( $field );
		$mappings->save( ${ house.tenantId }, Callboard\\Mapping\\Mapping::from_array( $body ) );
		$mappings->save( ${ house.tenantId }, Callboard\\Mapping\\Mapping::from_array( json_decode( '${ JSON.stringify( venues ) }', true ) ) );`
	);
}
