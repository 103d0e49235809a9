import { __, _n, sprintf } from '@wordpress/i18n';
import type { Run } from '../../../sync-worker/src/contract/types';
import { runLabel, stateLabel, triggerLabel } from '../../format/runs';
import { dateAndTime, duration } from '../../format/time';

interface Props {
	run: Run;
}

/** What a person asked for, where it was less than everything. */
function limitsOf( { options }: Run ): [ string, string ][] {
	const limits: [ string, string | undefined ][] = [
		[ __( 'Only', 'callboard' ), options?.objects?.join( ', ' ) ],
		[ __( 'Created from', 'callboard' ), options?.created_from_ms === undefined ? undefined : dateAndTime( options.created_from_ms ) ],
		[ __( 'Created before', 'callboard' ), options?.created_to_ms === undefined ? undefined : dateAndTime( options.created_to_ms ) ],
		[ __( 'Condition', 'callboard' ), options?.condition ],
	];
	return limits.flatMap( ( [ name, value ] ) => ( value ? [ [ name, value ] as [ string, string ] ] : [] ) );
}

export function Facts( { run }: Props ) {
	const took = run.started_ms !== null && run.finished_ms !== null ? duration( run.started_ms, run.finished_ms ) : '–';
	const facts: [ string, string ][] = [
		[ __( 'What', 'callboard' ), runLabel( run ) ],
		[ __( 'State', 'callboard' ), stateLabel( run.state ) ],
		[ __( 'Asked for by', 'callboard' ), triggerLabel( run ) ],
		[ __( 'Asked for at', 'callboard' ), dateAndTime( run.created_ms ) ],
		[ __( 'Took', 'callboard' ), took ],
		/* translators: %d: number of calls */
		[ __( 'Salesforce API', 'callboard' ), sprintf( _n( '%d call', '%d calls', run.api_calls, 'callboard' ), run.api_calls ) ],
		...limitsOf( run ),
	];
	return (
		<dl className="callboard-facts">
			{ facts.map( ( [ name, value ] ) => (
				<div key={ name }>
					<dt>{ name }</dt>
					<dd>{ value }</dd>
				</div>
			) ) }
		</dl>
	);
}
