/**
 * Broken promises, made by hand in a database that is right: the verdict must see each of them, or it sees nothing.
 */
import { storedOf } from './stored.mjs';
import { verdict } from './verdict.mjs';

const shown = ( type ) =>
	`( SELECT p.ID FROM wp_posts p WHERE p.post_type = '${ type }' AND p.post_status = 'publish' AND ( p.post_parent = 0 OR p.post_parent IN ( SELECT q.ID FROM wp_posts q WHERE q.post_status = 'publish' ) ) ORDER BY p.ID DESC LIMIT 1 )`;
const onto = ( type ) => `SET @post = ${ shown( type ) }`;

const sabotages = {
	'a show of yesterday’s title': `${ onto( 'event' ) }; UPDATE wp_posts SET post_title = CONCAT( post_title, ' (old)' ) WHERE ID = @post`,
	'a lost show': `${ onto( 'event' ) }; DELETE FROM wp_posts WHERE ID = @post`,
	'a hidden show': `${ onto( 'event' ) }; UPDATE wp_posts SET post_status = 'draft' WHERE ID = @post`,
	'a second post': `${ onto( 'event' ) }; INSERT INTO wp_posts ( post_title, post_content, post_excerpt, to_ping, pinged, post_content_filtered, post_type, post_status ) SELECT post_title, '', '', '', '', '', post_type, 'publish' FROM wp_posts WHERE ID = @post`,
	'a performance at another time': `${ onto( 'performance' ) }; UPDATE wp_postmeta SET meta_value = '2026-11-24T19:30:00+00:00' WHERE post_id = @post AND meta_key = 'callboard_start'`,
	'a performance without its venue': `${ onto( 'performance' ) }; UPDATE wp_postmeta SET meta_value = 'on_sale!' WHERE post_id = @post AND meta_key = 'callboard_sale_status'; DELETE FROM wp_term_relationships WHERE object_id = @post`,
	'a gap in the listing': `${ onto( 'performance' ) }; DELETE FROM wp_callboard_listing WHERE post_id = @post`,
	'a listing row of yesterday': `${ onto( 'performance' ) }; UPDATE wp_callboard_listing SET start_ms = start_ms - 60000 WHERE post_id = @post`,
	'a show withdrawn unasked': `${ onto( 'event' ) }; UPDATE wp_callboard_ledger SET state = 'outside', post_id = NULL WHERE post_id = @post`,
};

/** The names of those that went unseen. The database must be in step; it is left as it was. */
export async function unseen( house, expected ) {
	await house.snapshots.take( 'intact' );
	const missed = [];
	for ( const [ name, statements ] of Object.entries( sabotages ) ) {
		await house.database.sql( statements );
		if ( verdict( expected, await storedOf( house.database ) ).differed.length === 0 ) {
			missed.push( name );
		}
		await house.snapshots.restore( 'intact' );
	}
	return missed;
}
