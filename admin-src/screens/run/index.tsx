import { fetchRun } from '../../api/runs';
import { FailureNotice } from '../../components/FailureNotice';
import { Loading } from '../../components/Loading';
import { ProgressBar } from '../../components/ProgressBar';
import { isOpen } from '../../format/runs';
import { useResource } from '../../store/useResource';
import { runPollMs } from '../overview/LiveRun';
import { RunActions } from './actions';
import { ApplyRehearsal } from './ApplyRehearsal';
import { Facts } from './Facts';
import { Items } from './Items';
import { Phases } from './Phases';

interface Props {
	runId: number;
}

export function RunDetail( { runId }: Props ) {
	const resource = useResource( `run/${ runId }`, () => fetchRun( runId ), runPollMs );
	const run = resource.data;
	if ( run === null ) {
		return resource.problem ? <FailureNotice problem={ resource.problem } onRetry={ resource.reload } /> : <Loading />;
	}
	return (
		<>
			<FailureNotice problem={ resource.problem } onRetry={ resource.reload } />
			<FailureNotice problem={ run.failure } />
			{ isOpen( run ) ? (
				<ProgressBar run={ run } nowMs={ run.heartbeat_ms ?? run.created_ms } />
			) : (
				! run.failure && <p className="callboard-sentence">{ run.sentence }</p>
			) }
			<Phases run={ run } />
			<RunActions run={ run } onChange={ resource.set } />
			<ApplyRehearsal run={ run } />
			<Facts run={ run } />
			<Items run={ run } />
		</>
	);
}
