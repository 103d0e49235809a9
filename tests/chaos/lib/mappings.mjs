/** Mappings other than the preset's own. */
import { runInSite } from './site-php.mjs';

/** Accounts, each with a page of its own: those can be merged. */
export const accountsAsPages = ( id, name ) => ( {
	id,
	version: 1,
	name,
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
} );

/** Saves one more mapping, and that of performances as this PHP leaves its `$body`. */
export const saveMappings = ( house, added, php ) =>
	runInSite(
		house,
		`
		$mappings = Callboard\\Plugin::instance()->mappings();
		$body     = $mappings->find( ${ house.tenantId }, 'performances' )->to_array();
		${ php }
		$mappings->save( ${ house.tenantId }, Callboard\\Mapping\\Mapping::from_array( $body ) );
		$mappings->save( ${ house.tenantId }, Callboard\\Mapping\\Mapping::from_array( json_decode( '${ JSON.stringify( added ) }', true ) ) );`
	);
