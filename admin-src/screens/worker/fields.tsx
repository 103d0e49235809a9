import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { WorkerKey } from '../../../sync-worker/src/contract/types';
import type { Field } from '../../components/Table';
import { ago, dateOnly } from '../../format/time';

export const keyFields = ( nowMs: number, onRevoke: ( key: string ) => void, isBusy: boolean ): Field< WorkerKey >[] => [
	{
		id: 'label',
		label: __( 'Worker', 'callboard' ),
		isHeading: true,
		render: ( key ) => (
			<>
				{ key.label } <code className="callboard-small">{ key.key }</code>
			</>
		),
	},
	{
		id: 'created',
		label: __( 'Created', 'callboard' ),
		render: ( key ) =>
			key.created_by === null
				? dateOnly( key.created_ms )
				: /* translators: 1: date, 2: name of a person */
					sprintf( __( '%1$s by %2$s', 'callboard' ), dateOnly( key.created_ms ), key.created_by ),
	},
	{
		id: 'seen',
		label: __( 'Last seen', 'callboard' ),
		render: ( key ) => ( key.last_seen_ms === null ? __( 'never', 'callboard' ) : ago( key.last_seen_ms, nowMs ) ),
	},
	{
		id: 'actions',
		label: __( 'Actions', 'callboard' ),
		render: ( key ) => (
			<Button variant="tertiary" isDestructive disabled={ isBusy } accessibleWhenDisabled onClick={ () => onRevoke( key.key ) } size="compact">
				{ __( 'Revoke', 'callboard' ) }
				<span className="screen-reader-text"> { key.key }</span>
			</Button>
		),
	},
];
