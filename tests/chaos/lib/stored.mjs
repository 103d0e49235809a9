/**
 * What WordPress has, read past all of its PHP: ledger, posts, metas, terms, listing index, and what is said of the rest.
 */
const posts = `
SELECT JSON_OBJECT( 'sf_id', l.sf_id, 'state', l.state, 'mapping_id', l.mapping_id, 'stamp_ms', l.stamp_ms, 'read_ms', l.read_ms,
	'post_id', CAST( p.ID AS CHAR ), 'post_title', p.post_title, 'post_status', p.post_status, 'post_parent', CAST( p.post_parent AS CHAR ), 'post_excerpt', p.post_excerpt,
	'meta', ( SELECT JSON_OBJECTAGG( m.meta_key, JSON_ARRAY( m.meta_value ) ) FROM wp_postmeta m WHERE m.post_id = p.ID AND m.meta_key LIKE 'callboard\\\\_%' ),
	'terms', ( SELECT JSON_ARRAYAGG( JSON_ARRAY( x.taxonomy, t.name ) ) FROM wp_term_relationships r
		JOIN wp_term_taxonomy x ON x.term_taxonomy_id = r.term_taxonomy_id JOIN wp_terms t ON t.term_id = x.term_id WHERE r.object_id = p.ID ) )
FROM wp_callboard_ledger l LEFT JOIN wp_posts p ON p.ID = l.post_id ORDER BY l.id`;

const alone = `
SELECT JSON_OBJECT( 'id', p.ID ) FROM wp_posts p LEFT JOIN wp_callboard_ledger l ON l.post_id = p.ID
WHERE l.id IS NULL AND p.post_type IN ( 'event', 'performance' ) AND p.post_status NOT IN ( 'auto-draft', 'inherit' )`;

// A row of a hidden production's performance may stand in the index or not: nobody sees it.
const index = `
SELECT JSON_OBJECT( 'id', l.sf_id, 'start', i.start_ms, 'sale', i.sale_status ) FROM wp_callboard_listing i LEFT JOIN wp_callboard_ledger l ON l.post_id = i.post_id`;

const named = "SELECT JSON_OBJECT( 'id', external_id, 'outcome', outcome ) FROM wp_callboard_run_item WHERE failure IS NOT NULL AND external_id <> ''";

const byTaxonomy = ( pairs ) => {
	const terms = {};
	( pairs ?? [] ).forEach( ( [ taxonomy, name ] ) => ( terms[ taxonomy ] = [ ...( terms[ taxonomy ] ?? [] ), name ] ) );
	return terms;
};

/** `{ records, alone, index, named }` */
export async function storedOf( database ) {
	const records = await database.rows( posts );
	return {
		records: records.map( ( row ) => ( { ...row, meta: row.meta ?? {}, terms: byTaxonomy( row.terms ) } ) ),
		alone: ( await database.rows( alone ) ).map( ( { id } ) => id ),
		index: await database.rows( index ),
		named: new Set( ( await database.rows( named ) ).map( ( { id } ) => id ) ),
	};
}

/** `sf_id` → `[ stamp_ms, read_ms ]`: what may never fall. */
export async function versionsOf( database ) {
	const rows = await database.rows( "SELECT JSON_OBJECT( 'id', sf_id, 'stamp', stamp_ms, 'read', read_ms ) FROM wp_callboard_ledger" );
	return new Map( rows.map( ( { id, stamp, read } ) => [ id, [ stamp, read ] ] ) );
}
