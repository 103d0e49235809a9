/**
 * Editors at work in WordPress meanwhile: on what is theirs, and on what is not.
 */
const published =
	"SELECT JSON_OBJECT( 'post', p.ID, 'sf_id', l.sf_id, 'title', p.post_title ) FROM wp_posts p JOIN wp_callboard_ledger l ON l.post_id = p.ID WHERE p.post_type = 'event' AND p.post_status = 'publish' ORDER BY l.sf_id";

/** The short description is WordPress's: what an editor writes there stays, whatever Salesforce says of the show. */
async function writeExcerpt( { house, random, count, words } ) {
	const rows = await house.database.rows( published );
	if ( rows.length === 0 ) {
		return 'an editor finds no show';
	}
	const { post, sf_id: id } = random.pick( rows );
	const text = `Short ${ random.below( 1e6 ) }`;
	await house.admin.rest( 'POST', `/wp/v2/event/${ post }`, { excerpt: text } );
	words.set( id, text );
	count( 'edits of editors' );
	return `an editor describes ${ id }`;
}

/** The title is Salesforce's: the answer is 200 without a change, or a refusal. */
async function writeTitle( { house, random, count } ) {
	const rows = await house.database.rows( published );
	if ( rows.length === 0 ) {
		return 'an editor finds no show';
	}
	const { post, sf_id: id, title } = random.pick( rows );
	const answer = await house.admin.rest( 'POST', `/wp/v2/event/${ post }`, { title: 'Typed by an editor', status: 'draft' } ).catch( ( error ) => error );
	const [ now ] = ( await house.database.rows( published ) ).filter( ( row ) => row.post === post );
	if ( now?.title !== title ) {
		throw new Error(
			`An editor changed the title or the status of ${ id }, which are Salesforce’s: ${ JSON.stringify( now ) } ${ answer?.message ?? '' }`
		);
	}
	count( 'refused edits' );
	return `an editor tries the title of ${ id }`;
}

/** An administrator gives the ticket link to WordPress, or back: a new version of the mapping, read from the start. */
async function changeMapping( { house, random, count } ) {
	const mapping = random.pick( [ 'productions', 'performances' ] );
	const owner = random.pick( [ 'wordpress', 'salesforce' ] );
	await house.admin.rest( 'PUT', `/callboard/v1/tenants/${ house.tenantId }/mappings/${ mapping }/owners`, {
		owners: { 'meta:callboard_purchase_url': owner },
	} );
	count( 'changes of a mapping' );
	return `the ticket link of ${ mapping } goes to ${ owner }`;
}

export const editorsWork = ( tools ) =>
	tools.random.weighted( [
		[ 3, writeExcerpt ],
		[ 2, writeTitle ],
		[ 3, changeMapping ],
	] )( tools );

/** What stands in the short descriptions against what editors wrote there. */
export function wordsLost( words, { records } ) {
	const byId = new Map( records.map( ( row ) => [ row.sf_id, row ] ) );
	return [ ...words ]
		.filter( ( [ id, text ] ) => byId.get( id )?.post_id && byId.get( id ).post_excerpt !== text )
		.map( ( [ id, text ] ) => `${ id }: an editor wrote “${ text }”, there stands “${ byId.get( id ).post_excerpt }”.` );
}
