import { __ } from '@wordpress/i18n';
import type { Run } from '../../../sync-worker/src/contract/types';
import { fetchRunItems, fetchRunSheet } from '../../api/runs';
import { DownloadButton } from '../../components/DownloadButton';
import { FailureNotice } from '../../components/FailureNotice';
import { Loading } from '../../components/Loading';
import { Pagination } from '../../components/Pagination';
import { Table } from '../../components/Table';
import { useNavigation } from '../../store/contexts';
import { useResource } from '../../store/useResource';
import { itemFields, rehearsalFields } from './fields';
import { OutcomeFilters } from './filters';
import { itemQueryOf } from './views';

interface Props {
	run: Run;
}

const emptyText = ( isFiltered: boolean, run: Run ) => {
	if ( isFiltered ) {
		return __( 'No record had this outcome. Choose “All” to see the others.', 'callboard' );
	}
	return run.finished_ms === null
		? __( 'Nothing has been written yet.', 'callboard' )
		: __( 'This sync changed no show. Records that are as before are only counted.', 'callboard' );
};

export function Items( { run }: Props ) {
	const { view } = useNavigation();
	const query = itemQueryOf( view.query );
	const settled = Object.values( run.counts ).join( ',' );
	const items = useResource( `items/${ run.id }/${ query.outcome ?? '' }/${ query.page }/${ settled }`, () => fetchRunItems( run.id, query ) );
	return (
		<section>
			<h2>{ __( 'Shows and performances', 'callboard' ) }</h2>
			<OutcomeFilters runId={ run.id } current={ query.outcome } counts={ run.counts } />
			<FailureNotice problem={ items.problem } onRetry={ items.reload } />
			{ items.isLoading && items.data === null && <Loading /> }
			{ items.data?.rows.length === 0 && <p>{ emptyText( query.outcome !== undefined, run ) }</p> }
			{ items.data && items.data.rows.length > 0 && (
				<>
					<Table
						caption={ __( 'What happened to each record', 'callboard' ) }
						fields={ run.options?.rehearsal ? rehearsalFields() : itemFields() }
						rows={ items.data.rows }
						keyOf={ ( item ) => item.id }
					/>
					<Pagination
						path={ `/runs/${ run.id }` }
						query={ query.outcome ? { outcome: query.outcome } : {} }
						page={ query.page }
						pages={ items.data.pages }
					/>
					<DownloadButton name={ `callboard-sync-${ run.id }.csv` } load={ () => fetchRunSheet( run.id, query.outcome ) } />
				</>
			) }
		</section>
	);
}
