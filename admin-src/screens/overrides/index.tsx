import { __ } from '@wordpress/i18n';
import type { RefusedEdit } from '../../../sync-worker/src/contract/types';
import { fetchOverrides, fetchRefusedEdits } from '../../api/overrides';
import { EmptyState } from '../../components/EmptyState';
import { FailureNotice } from '../../components/FailureNotice';
import { Link } from '../../components/Link';
import { Loading } from '../../components/Loading';
import { Pagination } from '../../components/Pagination';
import { Table } from '../../components/Table';
import { useNavigation } from '../../store/contexts';
import { useResource } from '../../store/useResource';
import { pageOf } from '../runs/views';
import { refusedFields } from './fields';
import { GiveBack } from './GiveBack';

interface Props {
	tenantId: number;
}

const perPage = 50;
const mostRefused = 50;

const load = async ( tenantId: number, page: number ) => {
	const [ standing, refused ] = await Promise.all( [ fetchOverrides( tenantId, { page, per_page: perPage } ), fetchRefusedEdits( tenantId, mostRefused ) ] );
	return { standing, refused };
};

function Refused( { tenantId, edits }: { tenantId: number; edits: RefusedEdit[] } ) {
	return edits.length === 0 ? null : (
		<section className="callboard-card">
			<h2>{ __( 'Edits that were refused', 'callboard' ) }</h2>
			<p>
				{ __( 'Somebody wanted to change what Salesforce has the last word on. If a field should be yours, say so under', 'callboard' ) }{ ' ' }
				<Link to="/shows">{ __( 'Shows', 'callboard' ) }</Link>.{ ' ' }
				{ __( 'For one show alone: open it here, and take back what it said before.', 'callboard' ) }
			</p>
			<Table caption={ __( 'Edits that were refused', 'callboard' ) } fields={ refusedFields( tenantId ) } rows={ edits } keyOf={ ( edit ) => edit.id } />
		</section>
	);
}

/** Where people and Salesforce disagree: what people took back, and what they tried to change. */
export function Overrides( { tenantId }: Props ) {
	const { view } = useNavigation();
	const page = pageOf( view.query );
	const { data, problem, reload } = useResource( `overrides/${ tenantId }/${ page }`, () => load( tenantId, page ) );
	if ( data === null ) {
		return problem ? <FailureNotice problem={ problem } onRetry={ reload } /> : <Loading />;
	}
	const { standing, refused } = data;
	if ( standing.total === 0 && refused.length === 0 ) {
		return (
			<EmptyState
				title={ __( 'Nothing is taken back', 'callboard' ) }
				text={ __( 'Every field that Salesforce has the last word on shows what Salesforce says.', 'callboard' ) }
			>
				<Link to="/why">{ __( 'Find a show', 'callboard' ) }</Link>
			</EmptyState>
		);
	}
	return (
		<>
			<FailureNotice problem={ problem } onRetry={ reload } />
			<section className="callboard-card">
				<h2>{ __( 'Taken back from Salesforce', 'callboard' ) }</h2>
				<p>
					{ standing.total === 0
						? __( 'No field is taken back now.', 'callboard' )
						: __(
								'These fields show something else than Salesforce says, because a person decided so. Each ends by itself when Salesforce says something new about it.',
								'callboard'
							) }
				</p>
				{ standing.rows.length > 0 && <GiveBack tenantId={ tenantId } rows={ standing.rows } onChange={ reload } /> }
				<Pagination path="/overrides" query={ {} } page={ page } pages={ standing.pages } />
			</section>
			<Refused tenantId={ tenantId } edits={ refused } />
		</>
	);
}
