import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { Mapping } from '../../../sync-worker/src/contract/types';
import { saveOwners } from '../../api/mappings';
import { ActionForm } from '../../components/ActionForm';
import { Table } from '../../components/Table';
import { useSay } from '../../store/contexts';
import { useAction } from '../../store/useAction';
import { mappingFields, type Owners } from './fields';

interface Props {
	tenantId: number;
	mapping: Mapping;
	onSaved: () => void;
}

/** Only what differs from the stored owner is sent. */
const changedOwners = ( mapping: Mapping, owners: Owners ): Owners =>
	Object.fromEntries(
		mapping.fields
			.map( ( field ) => [ field.to, owners[ field.to ] ?? field.owner ] as const )
			.filter( ( [ to, owner ] ) => mapping.fields.some( ( field ) => field.to === to && field.owner !== owner ) )
	);

export function MappingForm( { tenantId, mapping, onSaved }: Props ) {
	const say = useSay();
	const [ owners, setOwners ] = useState< Owners >( {} );
	const changed = changedOwners( mapping, owners );
	/* translators: %d: version number */
	const version = sprintf( __( 'Version %d', 'callboard' ), mapping.version );
	/* translators: %s: "Productions" or "Performances" */
	const caption = sprintf( __( 'Fields of %s', 'callboard' ), mapping.name );
	const hasChanges = Object.keys( changed ).length > 0;
	const save = useAction(
		() => saveOwners( tenantId, mapping.id, changed ),
		() => {
			say( __( 'Saved. The next sync applies it to every show.', 'callboard' ) );
			onSaved();
		}
	);
	return (
		<ActionForm action={ save } onSend={ () => void save.run() } isReady={ hasChanges } label={ __( 'Save owners', 'callboard' ) }>
			<h2>{ mapping.name }</h2>
			<p>
				<code className="callboard-small">{ mapping.sobject }</code> { version }
			</p>
			{ mapping.filter && (
				<p className="description">
					{ __( 'Only records where', 'callboard' ) } <code>{ mapping.filter }</code>
				</p>
			) }
			<Table
				caption={ caption }
				fields={ mappingFields( owners, ( to, owner ) => setOwners( ( before ) => ( { ...before, [ to ]: owner } ) ) ) }
				rows={ mapping.fields }
				keyOf={ ( field ) => field.to }
			/>
		</ActionForm>
	);
}
