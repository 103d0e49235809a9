import { __ } from '@wordpress/i18n';
import type { RunItem } from '../../../sync-worker/src/contract/types';
import { Link } from '../../components/Link';
import { outcomeLabel, outcomes } from '../../format/runs';

type Outcome = RunItem[ 'outcome' ];

export const outcomeOf = ( query: Record< string, string > ): Outcome | undefined => outcomes.find( ( outcome ) => outcome === query.outcome );

interface Props {
	runId: number;
	current: Outcome | undefined;
	counts: Record< string, number >;
}

/** Only outcomes that occurred can be asked for. */
export function OutcomeFilters( { runId, current, counts }: Props ) {
	const path = `/runs/${ runId }`;
	return (
		<nav aria-label={ __( 'Filter by outcome', 'callboard' ) }>
			<ul className="subsubsub callboard-filters">
				<li>
					<Link to={ path } isCurrent={ current === undefined }>
						{ __( 'All', 'callboard' ) }
					</Link>
				</li>
				{ outcomes
					.filter( ( outcome ) => ( counts[ outcome ] ?? 0 ) > 0 || outcome === current )
					.map( ( outcome ) => (
						<li key={ outcome }>
							<Link to={ path } query={ { outcome } } isCurrent={ outcome === current }>
								{ `${ outcomeLabel( outcome ) } (${ counts[ outcome ] ?? 0 })` }
							</Link>
						</li>
					) ) }
			</ul>
		</nav>
	);
}
