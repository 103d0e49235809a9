import { useState } from '@wordpress/element';
import { fetchConnection } from '../../api/connection';
import { FailureNotice } from '../../components/FailureNotice';
import { Loading } from '../../components/Loading';
import { useResource } from '../../store/useResource';
import { CopiedSite } from '../overview/CopiedSite';
import { ConnectedBy } from './ConnectedBy';
import { Setup } from './Setup';

interface Props {
	tenantId: number | null;
	onTenantsChange: () => void;
}

export function Connect( { tenantId, onTenantsChange }: Props ) {
	// The organisation may come into being while this form is open: what was typed must survive that.
	const [ firstId ] = useState( tenantId );
	const connection = useResource( `connection/${ firstId ?? 'none' }`, () => ( firstId === null ? Promise.resolve( null ) : fetchConnection( firstId ) ) );
	if ( connection.isLoading ) {
		return <Loading />;
	}
	if ( connection.problem ) {
		return <FailureNotice problem={ connection.problem } onRetry={ connection.reload } />;
	}
	return (
		<>
			{ connection.data && <ConnectedBy connection={ connection.data } /> }
			{ firstId !== null && connection.data?.site_state === 'copied' && <CopiedSite tenantId={ firstId } onAnswered={ connection.reload } /> }
			<Setup tenantId={ tenantId } connection={ connection.data } onChange={ connection.set } onTenantsChange={ onTenantsChange } />
		</>
	);
}
