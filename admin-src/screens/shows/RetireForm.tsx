import { RadioControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { Mapping, Retirement, RetirementRequest } from '../../../sync-worker/src/contract/types';
import { fetchRetirement, retireMapping } from '../../api/mappings';
import { ActionForm } from '../../components/ActionForm';
import { FailureNotice } from '../../components/FailureNotice';
import { Loading } from '../../components/Loading';
import { useSay } from '../../store/contexts';
import { useAction } from '../../store/useAction';
import { useResource } from '../../store/useResource';

type Listings = RetirementRequest[ 'listings' ];

interface Props {
	tenantId: number;
	mapping: Pick< Mapping, 'id' | 'name' >;
	onRetired: () => void;
}

function listedInWords( { listed, waiting }: Retirement ): string {
	/* translators: %d: number of listings */
	const some = sprintf( _n( '%d listing on the site comes from it.', '%d listings on the site come from it.', listed, 'callboard' ), listed );
	/* translators: %d: number of records */
	const left = _n( '%d record waits for a listing, and will not any more.', '%d records wait for a listing, and will not any more.', waiting, 'callboard' );
	const shown = listed === 0 ? __( 'Nothing on the site comes from it now.', 'callboard' ) : some;
	return waiting === 0 ? shown : `${ shown } ${ sprintf( left, waiting ) }`;
}

const options: { value: Listings; label: string; description: string }[] = [
	{
		value: 'keep',
		label: __( 'Keep them as they are', 'callboard' ),
		description: __( 'They stay on the site, follow Salesforce no more, and every field can be edited here.', 'callboard' ),
	},
	{
		value: 'draft',
		label: __( 'Take them off the site', 'callboard' ),
		description: __( 'They become drafts. Nothing is deleted, and they come back if this is read again.', 'callboard' ),
	},
];

/** What becomes of its listings is asked with their number, and nothing goes unless it is chosen. */
function Form( { tenantId, mapping, retirement, onRetired }: Props & { retirement: Retirement } ) {
	const say = useSay();
	const [ listings, setListings ] = useState< Listings >( 'keep' );
	const retire = useAction(
		( chosen: Listings ) => retireMapping( tenantId, mapping.id, chosen ),
		( after ) => {
			say( after.listed === 0 ? __( 'Done. It is not read any more.', 'callboard' ) : after.sentence );
			onRetired();
		}
	);
	return (
		<ActionForm
			action={ retire }
			onSend={ () => void retire.run( listings ) }
			isReady={ retirement.is_current || listings === 'draft' }
			variant="secondary"
			label={
				<>
					{ retirement.is_current ? __( 'Stop reading it', 'callboard' ) : __( 'Do it', 'callboard' ) }
					<span className="screen-reader-text"> { mapping.name }</span>
				</>
			}
		>
			<p>{ listedInWords( retirement ) }</p>
			{ retirement.listed > 0 && (
				<RadioControl
					/* translators: %s: "Productions" or "Performances" */
					label={ sprintf( __( 'What becomes of the listings of %s', 'callboard' ), mapping.name ) }
					selected={ listings }
					options={ options }
					onChange={ ( value ) => setListings( value as Listings ) }
				/>
			) }
		</ActionForm>
	);
}

function Loaded( props: Props ) {
	const { data, problem, reload } = useResource( `retirement/${ props.tenantId }/${ props.mapping.id }`, () =>
		fetchRetirement( props.tenantId, props.mapping.id )
	);
	if ( data === null ) {
		return problem ? <FailureNotice problem={ problem } onRetry={ reload } /> : <Loading />;
	}
	return <Form { ...props } retirement={ data } />;
}

export function RetireForm( props: Props ) {
	const [ isOpen, setOpen ] = useState( false );
	return (
		<details onToggle={ ( event ) => setOpen( event.currentTarget.open ) }>
			<summary>
				{ __( 'Stop reading this from Salesforce', 'callboard' ) }
				<span className="screen-reader-text"> { props.mapping.name }</span>
			</summary>
			{ isOpen && <Loaded { ...props } /> }
		</details>
	);
}

/** What left the sync and is still on the site: the choice may be made again. */
export function Retired( { tenantId, retired, onRetired }: { tenantId: number; retired: Retirement[]; onRetired: () => void } ) {
	return (
		<section className="callboard-card" aria-label={ __( 'Not read any more', 'callboard' ) }>
			<h2>{ __( 'Not read any more', 'callboard' ) }</h2>
			{ retired.map( ( one ) => (
				<details key={ one.mapping_id }>
					<summary>{ one.sentence }</summary>
					<Form tenantId={ tenantId } mapping={ { id: one.mapping_id, name: one.name } } retirement={ one } onRetired={ onRetired } />
				</details>
			) ) }
		</section>
	);
}
