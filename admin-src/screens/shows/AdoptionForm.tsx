import { RadioControl, SelectControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { Adoption, Mapping } from '../../../sync-worker/src/contract/types';
import { fetchAdoption, saveAdoption } from '../../api/mappings';
import { ActionForm } from '../../components/ActionForm';
import { FailureNotice } from '../../components/FailureNotice';
import { Loading } from '../../components/Loading';
import { modernMargin, modernSize } from '../../components/modern';
import { useSay } from '../../store/contexts';
import { useAction } from '../../store/useAction';
import { useResource } from '../../store/useResource';
import { adoptOf, choiceOf, keyOf, keyOptions, wayOptions, type Choice } from './adoption';

interface Props {
	tenantId: number;
	mapping: Mapping;
	onSaved: () => void;
}

function found( { posts }: Adoption ): string {
	return posts === 0
		? __( 'There is none now: everything listed here comes from Salesforce.', 'callboard' )
		: sprintf(
				/* translators: %d: number of listings */
				_n( '%d listing does not come from Salesforce.', '%d listings do not come from Salesforce.', posts, 'callboard' ),
				posts
			);
}

function Form( { tenantId, mapping, adoption, onSaved }: Props & { adoption: Adoption } ) {
	const say = useSay();
	const [ choice, setChoice ] = useState< Choice >( choiceOf( adoption ) );
	const keys = keyOptions( adoption );
	const adopt = adoptOf( choice );
	const save = useAction(
		( wanted: string ) => saveAdoption( tenantId, mapping.id, wanted ),
		() => {
			say( __( 'Saved. The next sync reads everything once more; a rehearsal shows beforehand what would be taken over.', 'callboard' ) );
			onSaved();
		}
	);
	return (
		<ActionForm
			action={ save }
			onSend={ () => void save.run( adopt ) }
			isReady={ adopt !== adoption.adopt }
			variant="secondary"
			label={
				<>
					{ __( 'Save', 'callboard' ) }
					<span className="screen-reader-text"> { mapping.name }</span>
				</>
			}
		>
			<p>
				{ found( adoption ) }{ ' ' }
				{ __(
					'A record that has no listing yet may take one over: it keeps its address and everything that is yours. Where several fit, you are asked.',
					'callboard'
				) }
			</p>
			<RadioControl
				/* translators: %s: "Productions" or "Performances" */
				label={ sprintf( __( 'What a new record of %s does', 'callboard' ), mapping.name ) }
				selected={ choice.way }
				options={ wayOptions( adoption ) }
				onChange={ ( way ) => setChoice( { key: keyOf( adoption ), way: way as Choice[ 'way' ] } ) }
			/>
			{ choice.way === 'meta' && (
				<SelectControl
					label={ __( 'Field with the Salesforce id', 'callboard' ) }
					help={ __( 'Offered are fields whose values look like Salesforce ids.', 'callboard' ) }
					value={ choice.key }
					options={ keys }
					onChange={ ( key ) => setChoice( { way: 'meta', key } ) }
					{ ...modernSize }
					{ ...modernMargin }
				/>
			) }
			{ keys.length === 0 && adoption.posts > 0 && (
				<p className="description">
					{ __( 'No field of these listings looks like a Salesforce id. If an import is to bring them, import first, then come back.', 'callboard' ) }
				</p>
			) }
		</ActionForm>
	);
}

function Loaded( props: Props ) {
	const { data, problem, reload } = useResource( `adoption/${ props.tenantId }/${ props.mapping.id }`, () =>
		fetchAdoption( props.tenantId, props.mapping.id )
	);
	if ( data === null ) {
		return problem ? <FailureNotice problem={ problem } onRetry={ reload } /> : <Loading />;
	}
	return <Form { ...props } adoption={ data } />;
}

/** Folded away, and asked for only when opened: most sites need it once, before the first sync. */
export function AdoptionForm( props: Props ) {
	const [ isOpen, setOpen ] = useState( false );
	return (
		<details onToggle={ ( event ) => setOpen( event.currentTarget.open ) }>
			<summary>
				{ __( 'Listings from before Callboard', 'callboard' ) }
				<span className="screen-reader-text"> { props.mapping.name }</span>
			</summary>
			{ isOpen && <Loaded { ...props } /> }
		</details>
	);
}
