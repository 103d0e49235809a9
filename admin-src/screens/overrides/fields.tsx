import { CheckboxControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { OverriddenField, RefusedEdit } from '../../../sync-worker/src/contract/types';
import { Link } from '../../components/Link';
import { modernMargin } from '../../components/modern';
import type { Field } from '../../components/Table';
import { dateAndTime } from '../../format/time';
import { fieldAtAGlance } from '../../format/values';

export interface Selection {
	ids: readonly number[];
	onToggle: ( id: number, isOn: boolean ) => void;
}

/** By whom a machine-made edit was: the way it came. */
function doorLabel( door: string | null ): string {
	switch ( door ) {
		case null:
			return '–';
		case 'rest':
			return __( 'Editor or another program over REST', 'callboard' );
		case 'wp-cli':
			return 'WP-CLI';
		case 'xml-rpc':
			return 'XML-RPC';
		case 'cron':
			return __( 'Something scheduled', 'callboard' );
		case 'admin':
		case 'ajax':
			return __( 'WordPress’s own screens', 'callboard' );
		case 'code':
			return __( 'Another plugin', 'callboard' );
		default:
			return door;
	}
}

function Show( { tenantId, row }: { tenantId: number; row: Pick< OverriddenField, 'external_id' | 'title' > } ) {
	return <Link to={ `/why/${ tenantId }/${ row.external_id }` }>{ row.title ?? row.external_id }</Link>;
}

export const overrideFields = ( tenantId: number, { ids, onToggle }: Selection ): Field< OverriddenField >[] => [
	{
		id: 'choose',
		label: __( 'Give back', 'callboard' ),
		render: ( row ) => (
			<CheckboxControl
				/* translators: 1: name of a field, 2: name of a show */
				aria-label={ sprintf( __( 'Give back: %1$s of %2$s', 'callboard' ), row.label, row.title ?? row.external_id ) }
				checked={ ids.includes( row.id ) }
				onChange={ ( isOn ) => onToggle( row.id, isOn ) }
				{ ...modernMargin }
			/>
		),
	},
	{ id: 'show', label: __( 'Show or performance', 'callboard' ), isHeading: true, render: ( row ) => <Show tenantId={ tenantId } row={ row } /> },
	{ id: 'field', label: __( 'Field', 'callboard' ), render: ( row ) => row.label },
	{ id: 'value', label: __( 'On the site', 'callboard' ), render: ( row ) => fieldAtAGlance( row.target, row.value ) },
	{ id: 'replaced', label: __( 'In Salesforce', 'callboard' ), render: ( row ) => fieldAtAGlance( row.target, row.replaced ) },
	{ id: 'reason', label: __( 'Why', 'callboard' ), render: ( row ) => row.reason },
	{ id: 'by', label: __( 'By', 'callboard' ), render: ( row ) => `${ row.by ?? '–' }, ${ dateAndTime( row.created_ms ) }` },
];

export const refusedFields = ( tenantId: number ): Field< RefusedEdit >[] => [
	{ id: 'show', label: __( 'Show or performance', 'callboard' ), isHeading: true, render: ( row ) => <Show tenantId={ tenantId } row={ row } /> },
	{ id: 'field', label: __( 'Field', 'callboard' ), render: ( row ) => row.label },
	{ id: 'by', label: __( 'By', 'callboard' ), render: ( row ) => row.by ?? '–' },
	{ id: 'door', label: __( 'How', 'callboard' ), render: ( row ) => doorLabel( row.door ) },
	{ id: 'when', label: __( 'When', 'callboard' ), render: ( row ) => dateAndTime( row.at_ms ) },
];
