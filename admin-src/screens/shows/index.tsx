import { __ } from '@wordpress/i18n';
import { fetchConnection } from '../../api/connection';
import { fetchMappings, fetchRetired } from '../../api/mappings';
import { EmptyState } from '../../components/EmptyState';
import { FailureNotice } from '../../components/FailureNotice';
import { Link } from '../../components/Link';
import { Loading } from '../../components/Loading';
import { useResource } from '../../store/useResource';
import { AdoptionForm } from './AdoptionForm';
import { MappingForm } from './MappingForm';
import { PresetForm } from './PresetForm';
import { Retired, RetireForm } from './RetireForm';

interface Props {
	tenantId: number;
}

const load = async ( tenantId: number ) => {
	const [ connection, mappings, retired ] = await Promise.all( [ fetchConnection( tenantId ), fetchMappings( tenantId ), fetchRetired( tenantId ) ] );
	return { isConnected: connection.consumer_key !== '' && connection.has_private_key, mappings, retired };
};

export function Shows( { tenantId }: Props ) {
	const shows = useResource( `shows/${ tenantId }`, () => load( tenantId ) );
	if ( shows.data === null ) {
		return shows.problem ? <FailureNotice problem={ shows.problem } onRetry={ shows.reload } /> : <Loading />;
	}
	if ( ! shows.data.isConnected ) {
		return (
			<EmptyState
				title={ __( 'Not connected yet', 'callboard' ) }
				text={ __( 'Callboard asks your org which fields it has, so it needs the connection first.', 'callboard' ) }
			>
				<Link to="/connect" className="components-button is-primary">
					{ __( 'Connect to Salesforce', 'callboard' ) }
				</Link>
			</EmptyState>
		);
	}
	return (
		<>
			<PresetForm tenantId={ tenantId } hasMappings={ shows.data.mappings.length > 0 } onChosen={ shows.reload } />
			{ shows.data.mappings.length === 0 && (
				<EmptyState
					title={ __( 'No shows chosen yet', 'callboard' ) }
					text={ __(
						'Choose the ticketing package you use; Callboard then knows which records are productions, performances and venues.',
						'callboard'
					) }
				/>
			) }
			{ shows.data.mappings.map( ( mapping ) => (
				<section key={ `${ mapping.id }/${ mapping.version }` } className="callboard-card" aria-label={ mapping.name }>
					<MappingForm tenantId={ tenantId } mapping={ mapping } onSaved={ shows.reload } />
					<AdoptionForm tenantId={ tenantId } mapping={ mapping } onSaved={ shows.reload } />
					<RetireForm tenantId={ tenantId } mapping={ mapping } onRetired={ shows.reload } />
				</section>
			) ) }
			{ shows.data.retired.length > 0 && <Retired tenantId={ tenantId } retired={ shows.data.retired } onRetired={ shows.reload } /> }
		</>
	);
}
