/**
 * Editors at work in WordPress meanwhile: on what is theirs, and on what is not.
 */
const published =
	"SELECT JSON_OBJECT( 'post', p.ID, 'sf_id', l.sf_id, 'title', p.post_title ) FROM wp_posts p JOIN wp_callboard_ledger l ON l.post_id = p.ID WHERE p.post_type = 'event' AND p.post_status = 'publish' ORDER BY l.sf_id";

/** The short description is WordPress's: what an editor writes there stays, whatever Salesforce says of the show. */
export async function writeExcerpt( { house, random, count, words } ) {
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
export async function writeTitle( { house, random, count } ) {
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

/** Somebody asks for more than the timetable gives: a part read again, a rehearsal, one show at once. A refusal is an answer. */
async function askForMore( { house, random, count } ) {
	const [ show ] = await house.database.rows( published );
	const bodies = [
		{},
		{ rehearsal: true },
		{ kind: 'backfill' },
		{ kind: 'backfill', options: { objects: [ 'performances' ] } },
		{ kind: 'backfill', options: { objects: [ 'productions' ], condition: "Name LIKE 'H%'" } },
	];
	const body = show && random.chance( 0.25 ) ? undefined : random.pick( bodies );
	const route = body === undefined ? `/callboard/v1/posts/${ show.post }/sync` : `/callboard/v1/tenants/${ house.tenantId }/runs`;
	const refused = await house.admin.rest( 'POST', route, body ?? {} ).then(
		() => '',
		( { message } ) => `, refused: ${ message }`
	);
	count( 'runs asked for' );
	return `${ body === undefined ? `“Sync this show now” for ${ show.sf_id }` : `a run is asked for: ${ JSON.stringify( body ) }` }${ refused }`;
}

/** A write by raw SQL, past every lock: drift, which the next backfill repairs. */
async function writeRawSql( { house, random, count, drift } ) {
	const rows = await house.database.rows( published );
	if ( rows.length === 0 ) {
		return 'raw SQL finds no show';
	}
	const { post, sf_id: id } = random.pick( rows );
	await house.database.sql( `UPDATE wp_posts SET post_title = 'Written by raw SQL' WHERE ID = ${ post }` );
	drift.push( id );
	count( 'writes by raw SQL' );
	return `raw SQL changes the title of ${ id }`;
}

const kinds = [
	[ 3, writeExcerpt ],
	[ 2, writeTitle ],
	[ 3, changeMapping ],
	[ 4, askForMore ],
	[ 1.5, writeRawSql ],
];

export const editorsWork = ( tools ) => tools.random.weighted( kinds )( tools );

/** What stands in the short descriptions against what editors wrote there. */
export function wordsLost( words, { records } ) {
	const byId = new Map( records.map( ( row ) => [ row.sf_id, row ] ) );
	return [ ...words ]
		.filter( ( [ id, text ] ) => byId.get( id )?.post_id && byId.get( id ).post_excerpt !== text )
		.map( ( [ id, text ] ) => `${ id }: an editor wrote “${ text }”, there stands “${ byId.get( id ).post_excerpt }”.` );
}
