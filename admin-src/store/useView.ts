import { useCallback, useEffect, useState } from '@wordpress/element';
import { addQueryArgs, getQueryArg } from '@wordpress/url';

export interface View {
	path: string;
	query: Record< string, string >;
}

const knownQuery = [ 'outcome', 'paged', 'show' ];

/** The view lives in the URL: `admin.php?page=callboard&view=/runs/123&outcome=rejected`. */
export function readView( url: string ): View {
	const text = ( name: string ) => {
		const value: unknown = getQueryArg( url, name );
		return typeof value === 'string' ? value : '';
	};
	const path = text( 'view' ) || '/';
	const query = Object.fromEntries( knownQuery.map( ( name ): [ string, string ] => [ name, text( name ) ] ).filter( ( [ , value ] ) => value !== '' ) );
	return { path: path.startsWith( '/' ) ? path : `/${ path }`, query };
}

export const viewUrl = ( path: string, query: Record< string, string > = {} ) =>
	addQueryArgs( window.callboardSettings.page_url, { ...( path === '/' ? {} : { view: path } ), ...query } );

export interface Navigation {
	view: View;
	navigate: ( path: string, query?: Record< string, string > ) => void;
}

export function useView(): Navigation {
	const [ view, setView ] = useState( () => readView( window.location.href ) );
	useEffect( () => {
		const onPop = () => setView( readView( window.location.href ) );
		window.addEventListener( 'popstate', onPop );
		return () => window.removeEventListener( 'popstate', onPop );
	}, [] );
	const navigate = useCallback( ( path: string, query: Record< string, string > = {} ) => {
		window.history.pushState( null, '', viewUrl( path, query ) );
		setView( { path, query } );
	}, [] );
	return { view, navigate };
}
