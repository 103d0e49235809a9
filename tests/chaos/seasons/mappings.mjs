/** The preset, with venues that are Accounts: each is a page of its own, and the venue of its performances. */
import { join } from 'node:path';
import { must } from '../../stack/lib/process.mjs';
import { phpOptions } from '../../stack/lib/site.mjs';

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
	const code = `
		$_SERVER['HTTP_HOST'] = '${ new URL( house.siteUrl ).host }'; $_SERVER['REQUEST_URI'] = '/'; $_SERVER['HTTP_X_CHAOS_NOW'] = '${ house.nowMs() }';
		require '${ join( house.folder, 'wp-load.php' ) }';
		wp_set_current_user( 1 );
		$mappings = Callboard\\Plugin::instance()->mappings();
		$body     = $mappings->find( ${ house.tenantId }, 'performances' )->to_array();
		foreach ( $body['fields'] as &$field ) {
			if ( 'taxonomy:venue' === $field['to'] ) {
				$field['expression'] = 'House__r.Name';
			}
		}
		unset( $field );
		$mappings->save( ${ house.tenantId }, Callboard\\Mapping\\Mapping::from_array( $body ) );
		$mappings->save( ${ house.tenantId }, Callboard\\Mapping\\Mapping::from_array( json_decode( '${ JSON.stringify( venues ) }', true ) ) );`;
	await must( 'php', [ ...phpOptions, '-r', code ] );
}
