import { Button, ExternalLink } from '@wordpress/components';
import { PluginDocumentSettingPanel } from '@wordpress/editor';
import { useCallback, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { Icon, lock } from '@wordpress/icons';
import { fetchPostSync, syncPost } from '../api/records';
import { SyncShow } from '../components/SyncShow';
import type { LockedField, SourceFacts } from './facts';

/** "From Salesforce": where this post comes from, what is closed and why, and who to ask. */
export function SourcePanel( { facts }: { facts: SourceFacts } ) {
	return (
		<PluginDocumentSettingPanel name="callboard-source" title={ __( 'From Salesforce', 'callboard' ) } icon={ <></> }>
			<p>
				{
					/* translators: %s: date and time. */
					sprintf( __( 'Last checked against Salesforce: %s', 'callboard' ), facts.last_synced )
				}
			</p>
			{ facts.is_withdrawn && <p>{ __( 'Salesforce no longer lists this, so visitors do not see it.', 'callboard' ) }</p> }
			{ facts.record_url && (
				<p>
					<ExternalLink href={ facts.record_url }>{ __( 'Open in Salesforce', 'callboard' ) }</ExternalLink>
				</p>
			) }
			<SyncThisPost postId={ facts.post_id } />
			{ facts.why_url && (
				<p>
					<a href={ facts.why_url }>{ __( 'Where its values come from, and why it is or is not on the page', 'callboard' ) }</a>
				</p>
			) }
			<p>{ __( 'These are kept in Salesforce and cannot be changed here:', 'callboard' ) }</p>
			<ul className="callboard-locked-list">
				{ facts.locked.map( ( field ) => (
					<LockedRow key={ field.target } field={ field } />
				) ) }
			</ul>
			<p>{ __( 'Everything else is yours: change it as you like, the sync leaves it alone.', 'callboard' ) }</p>
			<p>{ facts.contact }</p>
			<p className="callboard-small-print">{ facts.external_id }</p>
		</PluginDocumentSettingPanel>
	);
}

/** The editor holds the post as it was opened: what was brought since is seen after it is opened anew. */
function SyncThisPost( { postId }: { postId: number } ) {
	const [ hasNews, setNews ] = useState( false );
	const ask = useCallback( () => {
		setNews( false );
		return syncPost( postId );
	}, [ postId ] );
	const tell = useCallback(
		async ( askedMs: number ) => {
			const told = await fetchPostSync( postId, askedMs );
			setNews( told.outcomes.some( ( { outcome } ) => outcome === 'created' || outcome === 'updated' || outcome === 'withdrawn' ) );
			return told;
		},
		[ postId ]
	);
	return (
		<>
			<SyncShow ask={ ask } tell={ tell } />
			{ hasNews && (
				<Button variant="link" onClick={ () => window.location.reload() }>
					{ __( 'Reload the editor to see it here', 'callboard' ) }
				</Button>
			) }
		</>
	);
}

function LockedRow( { field }: { field: LockedField } ) {
	return (
		<li>
			<Icon icon={ lock } size={ 16 } className="callboard-padlock" />
			<span>
				<strong>{ field.label }</strong>
				<br />
				{ field.reason }
			</span>
		</li>
	);
}
