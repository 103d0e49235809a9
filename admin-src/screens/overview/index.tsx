import { Button, Notice } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { Overview as OverviewAnswer, Run } from '../../../sync-worker/src/contract/types';
import { syncNow } from '../../api/runs';
import { fetchOverview } from '../../api/tenants';
import { FailureNotice } from '../../components/FailureNotice';
import { Link } from '../../components/Link';
import { Loading } from '../../components/Loading';
import { dateAndTime } from '../../format/time';
import { useSay } from '../../store/contexts';
import { useAction } from '../../store/useAction';
import { useResource } from '../../store/useResource';
import { canSync, nextStep, pollMs, toneOf } from './standing';
import { CopiedSite } from './CopiedSite';
import { LastRuns } from './LastRuns';
import { ListingPagePanel } from './ListingPagePanel';
import { LiveRun } from './LiveRun';
import { RehearseButton } from './RehearseButton';

interface Props {
	tenantId: number;
}

function lastGoodSync( ms: number ): string {
	/* translators: %s: date and time */
	return sprintf( __( 'Last good sync: %s.', 'callboard' ), dateAndTime( ms ) );
}

/** What came of it, not only that it is over. */
const endOf = ( run: Run ): string =>
	/* translators: %s: what a sync did, as a sentence */
	run.kind === 'rebuild' ? run.sentence : sprintf( __( 'The sync has ended. %s', 'callboard' ), run.sentence );

function Verdict( { standing }: { standing: OverviewAnswer } ) {
	const step = nextStep( standing );
	return (
		<Notice status={ toneOf( standing.state ) } isDismissible={ false } className="callboard-standing" politeness="polite">
			<p className="callboard-sentence">{ standing.sentence }</p>
			{ step && <Link to={ step.path }>{ step.label }</Link> }
		</Notice>
	);
}

export function Overview( { tenantId }: Props ) {
	const say = useSay();
	const overview = useResource( `overview/${ tenantId }`, () => fetchOverview( tenantId ), pollMs );
	// A quick run is over before the overview is read again; whoever asked for it is told of its end all the same.
	const [ asked, setAsked ] = useState< number | null >( null );
	const sync = useAction(
		() => syncNow( tenantId ),
		( run ) => {
			setAsked( run.id );
			overview.reload();
		}
	);
	const onEnd = ( run: Run ) => {
		setAsked( ( id ) => ( id === run.id ? null : id ) );
		overview.reload();
		say( endOf( run ) );
	};
	const standing = overview.data;
	if ( standing === null ) {
		return overview.problem ? <FailureNotice problem={ overview.problem } onRetry={ overview.reload } /> : <Loading />;
	}
	// While a run is open its own progress says the sentence.
	const isRunning = standing.state === 'running' && standing.run_id !== null;
	const live = isRunning ? standing.run_id : asked;
	return (
		<>
			<FailureNotice problem={ overview.problem } onRetry={ overview.reload } />
			<FailureNotice problem={ sync.problem } />
			{ ! isRunning && <Verdict standing={ standing } /> }
			{ standing.state === 'copied' && <CopiedSite tenantId={ tenantId } onAnswered={ overview.reload } /> }
			{ live !== null && <LiveRun key={ live } runId={ live } onEnd={ onEnd } /> }
			{ canSync( standing ) && (
				<p>
					<Button
						variant="primary"
						onClick={ () => void sync.run() }
						isBusy={ sync.isBusy }
						disabled={ sync.isBusy || standing.state === 'running' }
						accessibleWhenDisabled
						__next40pxDefaultSize
					>
						{ __( 'Sync now', 'callboard' ) }
					</Button>{ ' ' }
					<RehearseButton tenantId={ tenantId } />
				</p>
			) }
			{ standing.last_success_ms !== null && <p className="description">{ lastGoodSync( standing.last_success_ms ) }</p> }
			<ListingPagePanel url={ standing.listing_url } onCreated={ overview.reload } />
			<LastRuns key={ `${ standing.run_id }/${ standing.state }` } tenantId={ tenantId } />
		</>
	);
}
