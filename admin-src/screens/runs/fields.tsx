import { __, sprintf } from '@wordpress/i18n';
import type { Run } from '../../../sync-worker/src/contract/types';
import { Link } from '../../components/Link';
import type { Field } from '../../components/Table';
import { isOpen, runLabel, stateLabel, triggerLabel } from '../../format/runs';
import { dateAndTime, duration } from '../../format/time';

/** Two syncs may begin in the same minute: read aloud, their links still differ. */
function numbered( id: number ): string {
	/* translators: %d: number of a run */
	return sprintf( __( ', sync %d', 'callboard' ), id );
}

export const runFields = (): Field< Run >[] => [
	{
		id: 'started',
		label: __( 'When', 'callboard' ),
		isHeading: true,
		render: ( run ) => (
			<Link to={ `/runs/${ run.id }` }>
				{ dateAndTime( run.created_ms ) }
				<span className="screen-reader-text">{ numbered( run.id ) }</span>
			</Link>
		),
	},
	{ id: 'kind', label: __( 'What', 'callboard' ), render: runLabel },
	{ id: 'trigger', label: __( 'Asked for by', 'callboard' ), render: triggerLabel },
	{
		id: 'state',
		label: __( 'State', 'callboard' ),
		render: ( run ) => <span className={ `callboard-state is-${ run.state }` }>{ stateLabel( run.state ) }</span>,
	},
	{
		id: 'result',
		label: __( 'Result', 'callboard' ),
		render: ( run ) => (
			<>
				{ run.sentence }
				{ run.failure?.actions[ 0 ] && <span className="callboard-action"> { run.failure.actions[ 0 ] }</span> }
			</>
		),
	},
	{
		id: 'duration',
		label: __( 'Took', 'callboard' ),
		render: ( run ) => ( isOpen( run ) || run.started_ms === null || run.finished_ms === null ? '–' : duration( run.started_ms, run.finished_ms ) ),
	},
];
