import { __ } from '@wordpress/i18n';
import { CopyField } from '../../components/CopyField';

/** Setup → External Client App Manager → New. Since Spring ’26 connected apps can no longer be created. */
export function AppValues() {
	return (
		<>
			<p>{ __( 'Your Salesforce administrator creates it once, in Setup → External Client App Manager → New External Client App:', 'callboard' ) }</p>
			<CopyField label={ __( 'Name', 'callboard' ) } value="Callboard" />
			<CopyField label={ __( 'Callback URL (asked for, not used)', 'callboard' ) } value={ window.callboardSettings.site_url } />
			<CopyField
				label={ __( 'OAuth scopes', 'callboard' ) }
				value="Manage user data via APIs (api), Perform requests at any time (refresh_token, offline_access)"
			/>
			<ol>
				<li>{ __( 'Flow enablement: switch on “Enable JWT Bearer Flow” and upload the certificate of step 1.', 'callboard' ) }</li>
				<li>{ __( 'Policies: “Admin approved users are pre-authorized”, with a permission set that the integration user has.', 'callboard' ) }</li>
				<li>{ __( 'Give that permission set “API Enabled” and read access to your shows, performances and venues.', 'callboard' ) }</li>
			</ol>
		</>
	);
}
