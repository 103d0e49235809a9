import { Notice } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { Connection } from '../../../sync-worker/src/contract/types';
import { FailureNotice } from '../../components/FailureNotice';
import { dateOnly } from '../../format/time';

interface Props {
	connection: Connection;
}

function connectedSentence( connection: Connection ): string | null {
	if ( connection.connected_ms === null ) {
		return null;
	}
	const on = dateOnly( connection.connected_ms );
	return connection.connected_by === null
		? /* translators: %s: date */
			sprintf( __( 'Connected on %s.', 'callboard' ), on )
		: /* translators: 1: name of a person, 2: date */
			sprintf( __( 'Connected by %1$s on %2$s.', 'callboard' ), connection.connected_by, on );
}

/** The second admin reads who set this up, not a blank wizard. */
export function ConnectedBy( { connection }: Props ) {
	const sentence = connectedSentence( connection );
	return (
		<>
			{ sentence && (
				<Notice status="success" isDismissible={ false } className="callboard-notice" politeness="polite">
					<p>
						{ sentence }
						{ connection.org_id && <code className="callboard-small"> { connection.org_id }</code> }
					</p>
				</Notice>
			) }
			{ connection.key_state === 'undecryptable' && (
				<FailureNotice
					problem={ {
						message: __( 'The private key is stored, but this site can no longer decrypt it: its keys or salts have changed.', 'callboard' ),
						actions: [
							__(
								'Put the earlier salts back into wp-config.php, or generate a new key below and upload its certificate to Salesforce.',
								'callboard'
							),
						],
					} }
				/>
			) }
		</>
	);
}
