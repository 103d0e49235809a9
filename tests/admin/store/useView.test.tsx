import { act, renderHook } from '@testing-library/react';
import { readView, useView, viewUrl } from '../../../admin-src/store/useView';

const page = 'https://harbour.example/wp-admin/admin.php?page=callboard';

it.each( [
	[ page, { path: '/', query: {} } ],
	[ `${ page }&view=/runs/12`, { path: '/runs/12', query: {} } ],
	[ `${ page }&view=%2Fruns%2F12&outcome=rejected&paged=3`, { path: '/runs/12', query: { outcome: 'rejected', paged: '3' } } ],
	[ `${ page }&view=runs&other=1`, { path: '/runs', query: {} } ],
	[ `${ page }&view[]=a`, { path: '/', query: {} } ],
] )( 'reads %s', ( url, view ) => {
	expect( readView( url ) ).toEqual( view );
} );

it( 'writes what it reads', () => {
	expect( readView( viewUrl( '/runs/12', { outcome: 'held' } ) ) ).toEqual( { path: '/runs/12', query: { outcome: 'held' } } );
	expect( viewUrl( '/' ) ).toBe( page );
} );

it( 'follows the browser’s back button', () => {
	window.callboardSettings.page_url = '/wp-admin/admin.php?page=callboard';
	const { result } = renderHook( () => useView() );
	act( () => result.current.navigate( '/runs' ) );
	expect( [ result.current.view.path, window.location.search ] ).toEqual( [ '/runs', '?page=callboard&view=%2Fruns' ] );
	act( () => {
		window.history.replaceState( null, '', '/wp-admin/admin.php?page=callboard&view=/shows' );
		window.dispatchEvent( new PopStateEvent( 'popstate' ) );
	} );
	expect( result.current.view.path ).toBe( '/shows' );
} );
