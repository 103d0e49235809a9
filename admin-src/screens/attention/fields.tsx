import { __ } from '@wordpress/i18n';
import type { RunItem } from '../../../sync-worker/src/contract/types';
import { Link } from '../../components/Link';
import type { Field } from '../../components/Table';
import { dateAndTime } from '../../format/time';
import { itemFields } from '../run/fields';
import { RetryButtons } from './RetryButtons';
import { triesOf } from './tries';

export interface Retrying {
	tenantId: number;
	onChange: () => void;
}

/** Tries and buttons stand only where something is tried again. */
export const attentionFields = ( retrying: Retrying | null ): Field< RunItem >[] => [
	...itemFields().filter( ( field ) => field.id === 'record' ),
	{ id: 'reason', label: __( 'Reason', 'callboard' ), render: ( item ) => item.failure?.message ?? '–' },
	{ id: 'when', label: __( 'Since', 'callboard' ), render: ( item ) => <Link to={ `/runs/${ item.run_id }` }>{ dateAndTime( item.at_ms ) }</Link> },
	...( retrying === null ? [] : retryFields( retrying ) ),
];

const retryFields = ( { tenantId, onChange }: Retrying ): Field< RunItem >[] => [
	{ id: 'tries', label: __( 'Tries', 'callboard' ), render: triesOf },
	{
		id: 'actions',
		label: __( 'What to do', 'callboard' ),
		render: ( item ) =>
			item.retry && <RetryButtons tenantId={ tenantId } ids={ [ item.retry.id ] } of={ item.title ?? item.external_id } onChange={ onChange } />,
	},
];
