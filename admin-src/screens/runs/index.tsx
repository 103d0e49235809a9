import { __ } from '@wordpress/i18n';
import type { Run } from '../../../sync-worker/src/contract/types';
import { fetchRuns } from '../../api/runs';
import { EmptyState } from '../../components/EmptyState';
import { FailureNotice } from '../../components/FailureNotice';
import { Link } from '../../components/Link';
import { Loading } from '../../components/Loading';
import { Pagination } from '../../components/Pagination';
import { Table } from '../../components/Table';
import { isOpen } from '../../format/runs';
import { useNavigation } from '../../store/contexts';
import { useResource } from '../../store/useResource';
import { runFields } from './fields';
import { ReadAgain } from './ReadAgain';
import { runQueryOf } from './views';

interface Props {
	tenantId: number;
}

/** The list moves while one of its syncs does. */
const pollMs = ( known: { rows: Run[] } | null ) => ( known === null || known.rows.some( isOpen ) ? 3_000 : null );

export function Runs( { tenantId }: Props ) {
	const { view } = useNavigation();
	const query = runQueryOf( view.query );
	const runs = useResource( `runs/${ tenantId }/${ query.page }`, () => fetchRuns( tenantId, query ), pollMs );
	if ( runs.data === null ) {
		return runs.problem ? <FailureNotice problem={ runs.problem } onRetry={ runs.reload } /> : <Loading />;
	}
	if ( runs.data.rows.length === 0 ) {
		return (
			<EmptyState
				title={ __( 'Nothing has run yet', 'callboard' ) }
				text={ __( 'Once Callboard is connected, every sync is listed here with what it did.', 'callboard' ) }
			>
				<Link to="/">{ __( 'To the overview', 'callboard' ) }</Link>
			</EmptyState>
		);
	}
	return (
		<>
			<FailureNotice problem={ runs.problem } onRetry={ runs.reload } />
			<p>
				<ReadAgain tenantId={ tenantId } onAsked={ runs.reload } />
			</p>
			<Table caption={ __( 'Syncs, newest first', 'callboard' ) } fields={ runFields() } rows={ runs.data.rows } keyOf={ ( run ) => run.id } />
			<Pagination path="/runs" query={ {} } page={ query.page } pages={ runs.data.pages } />
		</>
	);
}
