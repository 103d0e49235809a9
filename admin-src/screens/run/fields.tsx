import { __ } from '@wordpress/i18n';
import { addQueryArgs } from '@wordpress/url';
import type { RunItem } from '../../../sync-worker/src/contract/types';
import type { Field } from '../../components/Table';
import { outcomeLabel } from '../../format/runs';
import { DiffList } from './DiffList';

/** What was turned away before it had a title is told apart by its id in small print; its reason names it. */
const nameOf = ( item: RunItem ) => {
	if ( item.title !== null && item.title !== '' ) {
		return item.title;
	}
	if ( item.external_id === '' ) {
		return __( 'The whole sync', 'callboard' );
	}
	return item.post_id === null ? __( 'Not on this site yet', 'callboard' ) : __( 'On this site as before', 'callboard' );
};

/** Only a rehearsal has something to say here. */
export const rehearsalFields = (): Field< RunItem >[] => [
	...itemFields(),
	{ id: 'diff', label: __( 'What would change', 'callboard' ), render: ( item ) => ( item.diff?.length ? <DiffList diff={ item.diff } /> : '–' ) },
];

export const itemFields = (): Field< RunItem >[] => [
	{
		id: 'record',
		label: __( 'Show or performance', 'callboard' ),
		isHeading: true,
		render: ( item ) => (
			<>
				{ item.post_id === null ? (
					nameOf( item )
				) : (
					<a href={ addQueryArgs( 'post.php', { post: item.post_id, action: 'edit' } ) }>{ nameOf( item ) }</a>
				) }{ ' ' }
				{ item.external_id !== '' && <code className="callboard-small">{ item.external_id }</code> }
			</>
		),
	},
	{
		id: 'outcome',
		label: __( 'Outcome', 'callboard' ),
		render: ( item ) => <span className={ `callboard-outcome is-${ item.outcome }` }>{ outcomeLabel( item.outcome ) }</span>,
	},
	{
		id: 'reason',
		label: __( 'Reason and what to do', 'callboard' ),
		render: ( item ) => ( item.failure ? [ item.failure.message, ...item.failure.actions ].join( ' ' ) : '–' ),
	},
];
