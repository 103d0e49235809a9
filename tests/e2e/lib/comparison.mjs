/**
 * "The listing equals the org": what should be public according to SOQL, against posts, listing index and run items.
 */
import { orgTruth, words } from '../../demo/lib/truth.mjs';

const LONGEST_TITLE = 1000;

/** What can be listed, and what must instead be named with its cause: `{ listed, named }` of `{ id, title, parent, start, sale }`. */
export async function expectedOf( org ) {
	const truth = await orgTruth( org );
	const fits = ( { title } ) => title.length <= LONGEST_TITLE;
	const productions = truth.productions.filter( fits );
	const parents = new Set( productions.map( ( { id } ) => id ) );
	return {
		listed: [
			...productions.map( ( { id, title } ) => ( { id, title, parent: '', start: '', sale: '' } ) ),
			...truth.performances
				.filter( ( { production } ) => parents.has( production ) )
				.map( ( { id, title, production, start, sale } ) => ( { id, title, parent: production, start: String( start ), sale } ) ),
		],
		named: [ ...truth.productions.filter( ( row ) => ! fits( row ) ), ...truth.unlistable.filter( ( { cause } ) => cause === 'has no date' ) ].map(
			( { id } ) => id
		),
	};
}

const query = {
	posts: `SELECT l.sf_id id, p.ID post, p.post_title title, COALESCE( l2.sf_id, '' ) parent,
		COALESCE( MAX( CASE WHEN m.meta_key = 'callboard_start' THEN m.meta_value END ), '' ) start,
		COALESCE( MAX( CASE WHEN m.meta_key = 'callboard_sale_status' THEN m.meta_value END ), '' ) sale
		FROM wp_posts p LEFT JOIN wp_callboard_ledger l ON l.post_id = p.ID LEFT JOIN wp_callboard_ledger l2 ON l2.post_id = p.post_parent AND p.post_parent > 0
		LEFT JOIN wp_postmeta m ON m.post_id = p.ID
		WHERE p.post_type IN ( 'event', 'performance' ) AND p.post_status = 'publish' GROUP BY p.ID, l.sf_id, p.post_title, l2.sf_id`,
	index: 'SELECT l.sf_id id, i.title, i.start_ms start, i.sale_status sale FROM wp_callboard_listing i LEFT JOIN wp_callboard_ledger l ON l.post_id = i.post_id',
	named: "SELECT DISTINCT external_id id FROM wp_callboard_run_item WHERE outcome = 'rejected' AND failure IS NOT NULL",
};

const rows = async ( stack, name ) =>
	JSON.parse( await stack.php( `global $wpdb; echo wp_json_encode( $wpdb->get_results( ${ JSON.stringify( query[ name ] ) }, ARRAY_A ) );` ) );

/**
 * Everything that differs, in words; an empty list when all is well.
 * @param {{ org: object, php: (code: string) => Promise<string> }} stack
 */
export async function differences( stack ) {
	const { listed, named } = await expectedOf( stack.org );
	const posts = ( await rows( stack, 'posts' ) ).map( ( row ) => ( {
		...row,
		title: words( row.title ),
		start: row.start && String( Date.parse( row.start ) ),
	} ) );
	const told = new Set( ( await rows( stack, 'named' ) ).map( ( { id } ) => id ) );
	return [
		...compare( listed, posts, 'post', [ 'title', 'parent', 'start', 'sale' ] ),
		...compare(
			listed.filter( ( { start } ) => start !== '' ),
			await rows( stack, 'index' ),
			'listing row',
			[ 'start', 'sale' ]
		),
		...named.filter( ( id ) => ! told.has( id ) ).map( ( id ) => `${ id } is neither listed nor named with its cause` ),
	];
}

function compare( expected, found, what, fields ) {
	const differing = [];
	const byRecord = new Map();
	for ( const row of found ) {
		if ( byRecord.has( row.id ) ) {
			differing.push( `${ row.id }: a second ${ what }` );
		}
		byRecord.set( row.id, row );
	}
	for ( const wanted of expected ) {
		const row = byRecord.get( wanted.id );
		byRecord.delete( wanted.id );
		if ( row === undefined ) {
			differing.push( `${ wanted.id } "${ wanted.title.slice( 0, 60 ) }": no ${ what }` );
			continue;
		}
		fields
			.filter( ( field ) => String( row[ field ] ) !== wanted[ field ] )
			.forEach( ( field ) => differing.push( `${ wanted.id } ${ what }: ${ field } is "${ row[ field ] }", the org says "${ wanted[ field ] }"` ) );
	}
	byRecord.forEach( ( row ) => differing.push( `${ row.id ?? 'no record' } "${ row.title }": a ${ what } the org does not list` ) );
	return differing;
}
