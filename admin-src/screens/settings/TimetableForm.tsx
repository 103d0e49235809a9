import { RadioControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { Timetable } from '../../../sync-worker/src/contract/types';
import { saveTimetable } from '../../api/limits';
import { ActionForm } from '../../components/ActionForm';
import { Link } from '../../components/Link';
import { dateAndTime, dateAndTimeIn } from '../../format/time';
import { useSay } from '../../store/contexts';
import { useAction } from '../../store/useAction';

type Every = Timetable[ 'every' ];

interface Props {
	tenantId: number;
	timetable: Timetable;
	onSaved: ( timetable: Timetable ) => void;
}

function labelOf( every: Every ): string {
	switch ( every ) {
		case 'nightly':
			return __( 'Every night at four', 'callboard' );
		case 'weekly':
			return __( 'Every Monday at four in the morning', 'callboard' );
		default:
			return __( 'Never by itself', 'callboard' );
	}
}

const options = ( { default: usual }: Timetable ): { value: Every; label: string }[] =>
	( [ 'nightly', 'weekly', 'off' ] as const ).map( ( value ) => ( {
		value,
		/* translators: %s: how often something happens */
		label: value === usual ? sprintf( __( '%s (as it comes)', 'callboard' ), labelOf( value ) ) : labelOf( value ),
	} ) );

function nextInWords( { next_ms: nextMs, timezone }: Timetable ): string {
	return nextMs === null
		? __( 'What is changed past WordPress then stays until somebody reads again by hand.', 'callboard' )
		: sprintf(
				/* translators: 1: date and time, 2: name of a time zone */
				__( 'Next time: %1$s, by the clock of this site (%2$s).', 'callboard' ),
				dateAndTimeIn( nextMs, timezone ),
				timezone
			);
}

export function TimetableForm( { tenantId, timetable, onSaved }: Props ) {
	const say = useSay();
	const [ every, setEvery ] = useState< Every >( timetable.every );
	const save = useAction(
		( chosen: Every ) => saveTimetable( tenantId, chosen ),
		( saved ) => {
			onSaved( saved );
			say( __( 'Saved.', 'callboard' ) );
		}
	);
	return (
		<ActionForm
			className="callboard-card"
			action={ save }
			onSend={ () => void save.run( every ) }
			isReady={ every !== timetable.every }
			label={ __( 'Save timetable', 'callboard' ) }
		>
			<h2>{ __( 'Repairing what drifted', 'callboard' ) }</h2>
			<p>
				{ __(
					'Changes arrive within a minute without this. Now and then every record is read again all the same, to mend listings that were changed past WordPress, in the database for example.',
					'callboard'
				) }
			</p>
			<RadioControl
				label={ __( 'Read everything again', 'callboard' ) }
				selected={ every }
				options={ options( timetable ) }
				onChange={ ( value ) => setEvery( value as Every ) }
			/>
			<p className="description">
				{ nextInWords( timetable ) }{ ' ' }
				{ timetable.last_run_id !== null && timetable.last_ms !== null && (
					/* translators: %s: date and time */
					<Link to={ `/runs/${ timetable.last_run_id }` }>{ sprintf( __( 'Last time: %s', 'callboard' ), dateAndTime( timetable.last_ms ) ) }</Link>
				) }
			</p>
		</ActionForm>
	);
}
