import { ExternalLink } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { addQueryArgs } from '@wordpress/url';
import type { ReactNode } from 'react';
import type { HeldRecord } from '../../../sync-worker/src/contract/types';
import type { Field } from '../../components/Table';
import { statusLabel } from '../../format/posts';
import { dateAndZone } from '../../format/time';

/** One of the shows that may be the same: the record that waits, or what is on the site. */
export interface Side {
	key: string;
	isHeld: boolean;
	externalId: string | null;
	postId: number | null;
	title: string | null;
	startMs: number | null;
	venue: string;
	status: string | null;
	permalink: string | null;
	recordUrl: string | null;
}

/** The record that waits comes first. */
export function sidesOf( held: HeldRecord ): Side[] {
	const waiting: Side = {
		key: held.external_id,
		isHeld: true,
		externalId: held.external_id,
		postId: null,
		title: held.title,
		startMs: held.start_ms,
		venue: held.venue,
		status: null,
		permalink: null,
		recordUrl: held.record_url,
	};
	return [
		waiting,
		...held.others.map( ( other ) => ( {
			key: other.external_id ?? `post-${ other.post_id }`,
			isHeld: false,
			externalId: other.external_id,
			postId: other.post_id,
			title: other.title,
			startMs: other.start_ms,
			venue: other.venue,
			status: other.status,
			permalink: other.permalink,
			recordUrl: other.record_url,
		} ) ),
	];
}

function OnSite( { side }: { side: Side } ) {
	if ( side.postId === null ) {
		return side.isHeld ? __( 'Waits for you', 'callboard' ) : __( 'Not on this site', 'callboard' );
	}
	/* translators: 1: number of a post, 2: its status */
	const name = sprintf( __( 'Post %1$d (%2$s)', 'callboard' ), side.postId, statusLabel( side.status ) );
	return (
		<>
			<a href={ addQueryArgs( 'post.php', { post: side.postId, action: 'edit' } ) }>{ name }</a>{ ' ' }
			{ side.permalink !== null && <ExternalLink href={ side.permalink }>{ __( 'See the listing', 'callboard' ) }</ExternalLink> }
		</>
	);
}

function InSalesforce( { side }: { side: Side } ) {
	if ( side.externalId === null ) {
		return __( 'From before Callboard', 'callboard' );
	}
	return (
		<>
			<code className="callboard-small">{ side.externalId }</code>{ ' ' }
			{ side.recordUrl !== null && <ExternalLink href={ side.recordUrl }>{ __( 'Open in Salesforce', 'callboard' ) }</ExternalLink> }
		</>
	);
}

export const twinFields = ( sameButton: ( side: Side ) => ReactNode ): Field< Side >[] => [
	{
		id: 'title',
		label: __( 'Show or performance', 'callboard' ),
		isHeading: true,
		render: ( side ) => side.title ?? __( 'Without a title', 'callboard' ),
	},
	{
		id: 'venue',
		label: __( 'Venue', 'callboard' ),
		render: ( side ) => ( side.venue === '' ? '–' : side.venue ),
	},
	{
		id: 'start',
		label: __( 'Start', 'callboard' ),
		render: ( side ) => ( side.startMs === null ? '–' : dateAndZone( side.startMs ) ),
	},
	{
		id: 'site',
		label: __( 'On the site', 'callboard' ),
		render: ( side ) => <OnSite side={ side } />,
	},
	{
		id: 'salesforce',
		label: __( 'In Salesforce', 'callboard' ),
		render: ( side ) => <InSalesforce side={ side } />,
	},
	{ id: 'actions', label: __( 'What to do', 'callboard' ), render: sameButton },
];
