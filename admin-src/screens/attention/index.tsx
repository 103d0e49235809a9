import { __, _n, sprintf } from '@wordpress/i18n';
import type { RunItem } from '../../../sync-worker/src/contract/types';
import { fetchBrakes } from '../../api/brakes';
import { fetchUnsettled, fetchUnsettledSheet } from '../../api/runs';
import { fetchOverview, fetchProblems } from '../../api/tenants';
import { fetchHeld, fetchLeftOut } from '../../api/twins';
import { DownloadButton } from '../../components/DownloadButton';
import { EmptyState } from '../../components/EmptyState';
import { FailureNotice } from '../../components/FailureNotice';
import { Link } from '../../components/Link';
import { Loading } from '../../components/Loading';
import { NextSteps } from '../../components/NextSteps';
import { Pagination } from '../../components/Pagination';
import { Table } from '../../components/Table';
import { useNavigation } from '../../store/contexts';
import { useResource } from '../../store/useResource';
import { pageOf } from '../runs/views';
import { BrakeCard } from './BrakeCard';
import { groupByCause, type Cause } from './causes';
import { attentionFields, type Retrying } from './fields';
import { ProblemCard } from './ProblemCard';
import { RetryButtons } from './RetryButtons';
import { retryIdsOf } from './tries';
import { LeftOut } from './LeftOut';
import { Twins } from './Twins';

interface Props {
	tenantId: number;
}

const perPage = 100;

const load = async ( tenantId: number, page: number ) => {
	const [ items, overview, brakes, held, leftOut, problems ] = await Promise.all( [
		fetchUnsettled( tenantId, { page, per_page: perPage } ),
		fetchOverview( tenantId ),
		fetchBrakes( tenantId ),
		fetchHeld( tenantId, { page: 1, per_page: 1 } ),
		fetchLeftOut( tenantId, { page: 1, per_page: 1 } ),
		fetchProblems( tenantId ),
	] );
	return { items, brakes, problems, twins: held.total, leftOut: leftOut.total, hasRun: overview.run_id !== null };
};

function Empty( { hasRun }: { hasRun: boolean } ) {
	return hasRun ? (
		<EmptyState title={ __( 'Nothing needs you', 'callboard' ) } text={ __( 'Every record found its place.', 'callboard' ) } />
	) : (
		<EmptyState
			title={ __( 'Nothing has run yet', 'callboard' ) }
			text={ __( 'What the sync cannot settle by itself will stand here, with its cure.', 'callboard' ) }
		>
			<Link to="/">{ __( 'To the overview', 'callboard' ) }</Link>
		</EmptyState>
	);
}

/** What a brake holds, and what may be the same show, stands on cards of its own, all of it. */
const onCards = [ 'brake_on', 'twin_found', 'adoption_ambiguous', 'adoption_alike', 'adoption_shared' ];
const isDecidedHere = ( { failure }: RunItem ) => ! onCards.includes( failure?.code ?? '' );

function counted( records: number ): string {
	/* translators: %d: number of records */
	return sprintf( _n( '%d record', '%d records', records, 'callboard' ), records );
}

function CauseCard( { cause, retrying }: { cause: Cause; retrying: Retrying } ) {
	const ids = retryIdsOf( cause.items );
	return (
		<section className="callboard-card">
			<h2>{ cause.title }</h2>
			<p>
				{ counted( cause.items.length ) } <code className="callboard-small">{ cause.code }</code>
			</p>
			<NextSteps actions={ cause.actions } />
			{ ids.length > 1 && <RetryButtons { ...retrying } ids={ ids } of={ cause.title } /> }
			<Table caption={ cause.title } fields={ attentionFields( ids.length > 0 ? retrying : null ) } rows={ cause.items } keyOf={ ( item ) => item.id } />
		</section>
	);
}

export function Attention( { tenantId }: Props ) {
	const { view } = useNavigation();
	const page = pageOf( view.query );
	const { data, problem, reload } = useResource( `attention/${ tenantId }/${ page }`, () => load( tenantId, page ) );
	if ( data === null ) {
		return problem ? <FailureNotice problem={ problem } onRetry={ reload } /> : <Loading />;
	}
	const isEmpty = data.items.rows.length === 0 && data.brakes.length === 0 && data.problems.length === 0 && data.twins === 0;
	return (
		<>
			<FailureNotice problem={ problem } onRetry={ reload } />
			{ isEmpty && <Empty hasRun={ data.hasRun } /> }
			{ data.problems.map( ( one ) => (
				<ProblemCard key={ `${ one.code }/${ one.message }` } tenantId={ tenantId } problem={ one } onChange={ reload } />
			) ) }
			{ data.brakes.map( ( brake ) => (
				<BrakeCard key={ brake.id } brake={ brake } onChange={ reload } />
			) ) }
			{ data.twins > 0 && <Twins tenantId={ tenantId } total={ data.twins } onChange={ reload } /> }
			{ groupByCause( data.items.rows.filter( isDecidedHere ) ).map( ( cause ) => (
				<CauseCard key={ cause.code } cause={ cause } retrying={ { tenantId, onChange: reload } } />
			) ) }
			{ ( data.items.rows.length > 0 || data.brakes.length > 0 ) && (
				<DownloadButton name="callboard-needs-attention.csv" load={ () => fetchUnsettledSheet( tenantId ) } />
			) }
			<Pagination path="/attention" query={ {} } page={ page } pages={ data.items.pages } />
			{ data.leftOut > 0 && <LeftOut tenantId={ tenantId } total={ data.leftOut } onChange={ reload } /> }
		</>
	);
}
