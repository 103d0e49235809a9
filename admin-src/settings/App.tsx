import { SnackbarList } from '@wordpress/components';
import { useCallback, useRef, useState } from '@wordpress/element';
import { fetchTenants } from '../api/tenants';
import { FailureNotice } from '../components/FailureNotice';
import { KeepsFocus } from '../components/KeepsFocus';
import { Loading } from '../components/Loading';
import { NavigationContext, SayContext } from '../store/contexts';
import { useResource } from '../store/useResource';
import { useView } from '../store/useView';
import { Header } from './Header';
import { findRoute } from './routes';
import { ViewTitle } from './ViewTitle';

interface Snack {
	id: string;
	content: string;
}

function useSnacks() {
	const [ snacks, setSnacks ] = useState< Snack[] >( [] );
	const number = useRef( 0 );
	const say = useCallback( ( content: string ) => setSnacks( ( list ) => [ ...list, { id: String( number.current++ ), content } ] ), [] );
	const remove = useCallback( ( id: string ) => setSnacks( ( list ) => list.filter( ( snack ) => snack.id !== id ) ), [] );
	return { snacks, say, remove };
}

export function App() {
	const navigation = useView();
	const { snacks, say, remove } = useSnacks();
	const tenants = useResource( 'tenants', fetchTenants );
	const route = findRoute( navigation.view.path );
	// One organisation is the rule; a switcher for several comes with the tenants screen.
	const tenant = tenants.data?.[ 0 ] ?? null;
	return (
		<NavigationContext.Provider value={ navigation }>
			<SayContext.Provider value={ say }>
				<Header current={ route.section } tenantName={ tenant?.name ?? null } />
				<ViewTitle path={ navigation.view.path } title={ route.title } />
				<FailureNotice problem={ tenants.problem } onRetry={ tenants.reload } />
				{ tenants.isLoading && <Loading /> }
				{ tenants.data && <KeepsFocus>{ route.render( { tenantId: tenant?.id ?? null, onTenantsChange: tenants.reload } ) }</KeepsFocus> }
				<SnackbarList notices={ snacks } onRemove={ remove } className="callboard-snackbars" />
			</SayContext.Provider>
		</NavigationContext.Provider>
	);
}
