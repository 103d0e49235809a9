/** Which of the performances that a script wrote to are as they were. */

/** What a visitor is shown of one, in one line. */
const asStored = ( post ) => `
SELECT JSON_OBJECT( 'line', CONCAT_WS( '|', p.post_title, p.post_status, p.post_parent, ( SELECT meta_value FROM wp_postmeta WHERE post_id = p.ID AND meta_key = 'callboard_start' ),
	( SELECT GROUP_CONCAT( t.name ) FROM wp_term_relationships r JOIN wp_term_taxonomy x ON x.term_taxonomy_id = r.term_taxonomy_id JOIN wp_terms t ON t.term_id = x.term_id WHERE r.object_id = p.ID AND x.taxonomy = 'venue' ) ) )
FROM wp_posts p WHERE p.ID = ${ post }`;

export const stored = async ( { house }, post ) => ( await house.database.rows( asStored( post ) ) )[ 0 ]?.line;

/** After each visit: which of it is as it was. */
export async function seeRepairs( life ) {
	for ( const one of life.drift.filter( ( { repaired } ) => repaired === null ) ) {
		if ( ( await stored( life, one.post ) ) === one.before ) {
			one.repaired = life.now;
			life.show( 'drift repaired' );
		}
	}
}
