import { __ } from '@wordpress/i18n';
import { fetchRuns } from '../../api/runs';
import { FailureNotice } from '../../components/FailureNotice';
import { Link } from '../../components/Link';
import { Table } from '../../components/Table';
import { useResource } from '../../store/useResource';
import { runFields } from '../runs/fields';

interface Props {
	tenantId: number;
}

export function LastRuns( { tenantId }: Props ) {
	const runs = useResource( `last-runs/${ tenantId }`, () => fetchRuns( tenantId, { page: 1, per_page: 5 } ) );
	return (
		<section>
			<h2>{ __( 'Last syncs', 'callboard' ) }</h2>
			<FailureNotice problem={ runs.problem } onRetry={ runs.reload } />
			{ runs.data?.rows.length === 0 && <p>{ __( 'Nothing has run yet.', 'callboard' ) }</p> }
			{ runs.data && runs.data.rows.length > 0 && (
				<>
					<Table caption={ __( 'Last syncs', 'callboard' ) } fields={ runFields() } rows={ runs.data.rows } keyOf={ ( run ) => run.id } />
					<p>
						<Link to="/runs">{ __( 'All syncs', 'callboard' ) }</Link>
					</p>
				</>
			) }
		</section>
	);
}
