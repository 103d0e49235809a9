import { Button } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { WorkerKey, WorkerKeyCreated } from '../../../sync-worker/src/contract/types';
import { createWorkerKey, fetchSettings, fetchWorkerKeys, revokeWorkerKey } from '../../api/site';
import { CopyField } from '../../components/CopyField';
import { FailureNotice } from '../../components/FailureNotice';
import { Table } from '../../components/Table';
import { useSay } from '../../store/contexts';
import { useAction } from '../../store/useAction';
import { useResource } from '../../store/useResource';
import { keyFields } from './fields';
import { commandFor } from './modes';
import { WaitingForWorker } from './WaitingForWorker';

const isWaiting = ( created: WorkerKeyCreated | null, keys: WorkerKey[] | null ) =>
	created !== null && ! keys?.some( ( key ) => key.key === created.key && key.last_seen_ms !== null );

export function WorkerKeys() {
	const say = useSay();
	const [ created, setCreated ] = useState< ( WorkerKeyCreated & { line: string } ) | null >( null );
	const keys = useResource( 'worker-keys', fetchWorkerKeys, ( known ) => ( isWaiting( created, known ) ? 3_000 : 30_000 ) );
	const create = useAction(
		async () => {
			const [ key, settings ] = await Promise.all( [ createWorkerKey( __( 'Sync worker', 'callboard' ) ), fetchSettings() ] );
			return { ...key, line: commandFor( settings.worker_mode, key.command ) };
		},
		( key ) => {
			setCreated( key );
			keys.reload();
		}
	);
	const revoke = useAction( revokeWorkerKey, () => {
		keys.reload();
		say( __( 'The key is revoked. A worker that still uses it is refused.', 'callboard' ) );
	} );
	return (
		<section className="callboard-card">
			<h2>{ __( 'Workers', 'callboard' ) }</h2>
			<FailureNotice problem={ keys.problem } onRetry={ keys.reload } />
			<FailureNotice problem={ create.problem } />
			<FailureNotice problem={ revoke.problem } />
			<Button
				variant="secondary"
				isBusy={ create.isBusy }
				disabled={ create.isBusy }
				accessibleWhenDisabled
				onClick={ () => void create.run() }
				__next40pxDefaultSize
			>
				{ __( 'Create a worker key', 'callboard' ) }
			</Button>
			{ created && (
				<>
					<CopyField
						label={ __( 'Paste this line where the worker runs', 'callboard' ) }
						value={ created.line }
						rows={ 4 }
						help={ __(
							'It holds a secret and is shown only now. The file callboard-worker.js is in the folder “worker” of the plugin; it needs Node 20 or newer.',
							'callboard'
						) }
					/>
					<WaitingForWorker isWaiting={ isWaiting( created, keys.data ) } />
				</>
			) }
			{ keys.data?.length === 0 && <p>{ __( 'No worker has a key yet. Create one, and the sync can begin.', 'callboard' ) }</p> }
			{ keys.data && keys.data.length > 0 && (
				<Table
					caption={ __( 'Worker keys', 'callboard' ) }
					fields={ keyFields( Date.now(), ( key ) => void revoke.run( key ), revoke.isBusy ) }
					rows={ keys.data }
					keyOf={ ( key ) => key.key }
				/>
			) }
		</section>
	);
}
