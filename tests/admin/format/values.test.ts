import { fieldAtAGlance, fieldInWords } from '../../../admin-src/format/values';

describe( 'what a field of a listing says', () => {
	it.each( [
		[ 'meta:callboard_sale_status', 'not_yet', 'Not on sale yet' ],
		[ 'meta:callboard_sale_status', 'of_their_own', 'of_their_own' ],
		[ 'meta:callboard_event_status', 'moved_online', 'Online' ],
		[ 'status', 'publish', 'Published' ],
		[ 'meta:callboard_start', '2026-11-22T12:00:00Z', 'November 22, 2026 at 12:00 PM UTC' ],
		[ 'meta:callboard_start', 'soon', 'soon' ],
		[ 'title', 'not_yet', 'not_yet' ],
		[ 'meta:callboard_sale_status', '', '—' ],
		[ 'taxonomy:genre', [ 'Comedy', 'Musical' ], 'Comedy, Musical' ],
	] )( '%s: %j is “%s”', ( target, value, words ) => {
		expect( fieldInWords( target, value ).replace( /\u202f/g, ' ' ) ).toBe( words );
	} );

	it( 'is at a glance its beginning, without markup', () => {
		expect(
			fieldAtAGlance( 'content', '<p>One night &mdash; choose <strong>well</strong>.</p><ul><li>Ages 8</li></ul><img src="x" onerror="alert(1)">' )
		).toBe( 'One night — choose well. Ages 8' );
		expect( fieldAtAGlance( 'title', 'Tom &amp; Jerry' ) ).toBe( 'Tom & Jerry' );
		expect( fieldAtAGlance( 'content', 'a '.repeat( 500 ) ) ).toBe( `${ 'a '.repeat( 100 ).trim() }…` );
	} );
} );
