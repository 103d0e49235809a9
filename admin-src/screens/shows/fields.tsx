import { SelectControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { Owner } from '../../api/mappings';
import type { Field } from '../../components/Table';
import { ownerLabel, ownersFor, sourceDetail, sourceOf, targetLabel, type MappedField } from '../../format/fields';
import { modernMargin, modernSize } from '../../components/modern';

export type Owners = Record< string, Owner >;

const nameOf = ( field: MappedField ) => field.label ?? targetLabel( field.to );

export const mappingFields = ( owners: Owners, onOwner: ( to: string, owner: Owner ) => void ): Field< MappedField >[] => [
	{
		id: 'to',
		label: __( 'On this site', 'callboard' ),
		isHeading: true,
		render: ( field ) => (
			<>
				{ nameOf( field ) } <code className="callboard-small">{ field.to }</code>
			</>
		),
	},
	{
		id: 'from',
		label: __( 'From Salesforce', 'callboard' ),
		render: ( field ) => {
			const source = sourceOf( field );
			const detail = sourceDetail( field );
			if ( source === null ) {
				return __( 'nothing: written here', 'callboard' );
			}
			return detail === null ? (
				<code>{ source }</code>
			) : (
				<details>
					<summary>{ source }</summary>
					<code>{ detail }</code>
				</details>
			);
		},
	},
	{
		id: 'owner',
		label: __( 'Who has the last word', 'callboard' ),
		render: ( field ) => (
			<SelectControl
				/* translators: %s: name of a field */
				label={ sprintf( __( 'Who has the last word on %s', 'callboard' ), nameOf( field ) ) }
				hideLabelFromVision
				value={ owners[ field.to ] ?? field.owner }
				options={ ownersFor( field ).map( ( owner ) => ( { value: owner, label: ownerLabel( owner ) } ) ) }
				onChange={ ( owner ) => onOwner( field.to, owner ) }
				disabled={ ownersFor( field ).length < 2 }
				{ ...modernSize }
				{ ...modernMargin }
			/>
		),
	},
];
