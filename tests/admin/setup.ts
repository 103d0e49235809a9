import { configure } from '@testing-library/react';
import apiFetch from '@wordpress/api-fetch';

// Real components on a busy machine: a wait ends when the text is there, so only a failing test is slow.
jest.setTimeout( 60_000 );
configure( { asyncUtilTimeout: 15_000 } );

window.callboardSettings = { page_url: 'https://harbour.example/wp-admin/admin.php?page=callboard', site_url: 'https://harbour.example/', version: '0.1.0' };
apiFetch.use( apiFetch.createRootURLMiddleware( 'https://harbour.example/wp-json/' ) );
// Asked by @wordpress/components; jsdom has neither.
window.matchMedia = ( media: string ) =>
	( { media, matches: false, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} } ) as unknown as MediaQueryList;
globalThis.ResizeObserver = class {
	observe() {}
	unobserve() {}
	disconnect() {}
};
