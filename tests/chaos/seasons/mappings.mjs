/** The preset, with venues that are Accounts: each is a page of its own, and the venue of its performances. */
import { accountsAsPages, saveMappings } from '../lib/mappings.mjs';

export const mapVenuesAsAccounts = ( house ) =>
	saveMappings(
		house,
		accountsAsPages( 'venues', 'Venues' ),
		`
		foreach ( $body['fields'] as &$field ) {
			if ( 'taxonomy:venue' === $field['to'] ) {
				$field['expression'] = 'House__r.Name';
			}
		}
		unset( $field );`
	);
