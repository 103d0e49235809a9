import { fetchSettings } from '../../api/site';
import { FailureNotice } from '../../components/FailureNotice';
import { Loading } from '../../components/Loading';
import { useResource } from '../../store/useResource';
import { ModeForm } from './ModeForm';
import { WorkerKeys } from './WorkerKeys';

export function Worker() {
	const settings = useResource( 'settings', fetchSettings );
	if ( settings.data === null ) {
		return settings.problem ? <FailureNotice problem={ settings.problem } onRetry={ settings.reload } /> : <Loading />;
	}
	return (
		<>
			<ModeForm settings={ settings.data } onSaved={ settings.set } />
			<WorkerKeys />
		</>
	);
}
