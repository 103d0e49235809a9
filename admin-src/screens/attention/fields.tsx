import { __ } from '@wordpress/i18n';
import type { RunItem } from '../../../sync-worker/src/contract/types';
import { Link } from '../../components/Link';
import type { Field } from '../../components/Table';
import { dateAndTime } from '../../format/time';
import { itemFields } from '../run/fields';

export const attentionFields = (): Field< RunItem >[] => [
	...itemFields().filter( ( field ) => field.id === 'record' ),
	{ id: 'reason', label: __( 'Reason', 'callboard' ), render: ( item ) => item.failure?.message ?? '–' },
	{ id: 'when', label: __( 'Since', 'callboard' ), render: ( item ) => <Link to={ `/runs/${ item.run_id }` }>{ dateAndTime( item.at_ms ) }</Link> },
];
