/** What people and scripts do by hand, in WordPress and in the org, beside the daily edits. */
import { runInSite } from '../lib/site-php.mjs';
import { writeExcerpt, writeTitle } from '../events/editors.mjs';
import { PERFORMANCE } from '../lib/oracle.mjs';
import { hide, showAll } from '../events/sharing.mjs';
import { COMPANIES } from './companies.mjs';
import { stored } from './repairs.mjs';

const shownPerformances = ( nowMs ) => `
SELECT JSON_OBJECT( 'post', p.ID, 'id', l.sf_id, 'title', p.post_title ) FROM wp_posts p JOIN wp_callboard_ledger l ON l.post_id = p.ID JOIN wp_callboard_listing i ON i.post_id = p.ID
JOIN wp_posts e ON e.ID = p.post_parent AND e.post_status = 'publish'
WHERE p.post_type = 'performance' AND p.post_status = 'publish' AND l.state = 'live' AND i.start_ms > ${ nowMs } AND i.venue <> '' ORDER BY l.sf_id`;

const SAID_BY_TWINS = [ 'Name', ...[ 'TicketableEvent', 'InstanceDate', 'Venue', 'Code' ].map( ( name ) => `PatronTicket__${ name }__c` ) ];

const DRIFTS = [
	[ 'the title written over', ( post ) => `UPDATE wp_posts SET post_title = 'Written by a script' WHERE ID = ${ post }` ],
	[ 'the time moved', ( post ) => `UPDATE wp_postmeta SET meta_value = '2027-01-01 12:00:00' WHERE meta_key = 'callboard_start' AND post_id = ${ post }` ],
	[ 'set to draft', ( post ) => `UPDATE wp_posts SET post_status = 'draft' WHERE ID = ${ post }` ],
	[
		'the venue taken off',
		( post ) =>
			`DELETE r FROM wp_term_relationships r JOIN wp_term_taxonomy x ON x.term_taxonomy_id = r.term_taxonomy_id WHERE x.taxonomy = 'venue' AND r.object_id = ${ post }`,
	],
	[ 'taken away from its show', ( post ) => `UPDATE wp_posts SET post_parent = 0 WHERE ID = ${ post }` ],
];

async function pickShown( life, fits = () => true ) {
	const rows = ( await life.house.database.rows( shownPerformances( life.now ) ) ).filter( fits );
	return life.expect( rows.length > 0, 'No performance is shown that somebody could write to.' ) ? life.random.pick( rows ) : undefined;
}

/** Half past three at night, past every lock: nobody sees it but the reading again. */
export async function driftByScript( life ) {
	life.until( life.now + 30 * 60_000 );
	const shown = await pickShown( life );
	if ( shown === undefined ) {
		return;
	}
	const [ what, sql ] = DRIFTS[ life.drift.length % DRIFTS.length ];
	const before = await stored( life, shown.post );
	await life.house.database.sql( sql( shown.post ) );
	life.expect( ( await stored( life, shown.post ) ) !== before, `Raw SQL changed nothing of ${ shown.id }.` );
	life.drift.push( { ...shown, what, before, at: life.now, repaired: null } );
}

export const chooseNightlyReadings = ( life ) =>
	runInSite( life.house, `Callboard\\Plugin::instance()->schedule()->backfill_times()->choose( ${ life.house.tenantId }, 'nightly' );` );

/** A throw is a promise broken: it makes the day a red one. */
const attempt = async ( life, name, work ) => {
	try {
		await work();
		life.show( name );
	} catch ( error ) {
		life.expect( false, error.message );
	}
};

export const editorDescribes = ( life ) => attempt( life, 'editors at their own words', () => writeExcerpt( life.tools ) );
export const editorTriesTitle = ( life ) => attempt( life, 'writes to what Salesforce owns, refused', () => writeTitle( life.tools ) );

async function staysAsItIs( life, shown, write, who ) {
	const before = await stored( life, shown.post );
	await write();
	const after = await stored( life, shown.post );
	if ( after !== before ) {
		throw new Error( `${ who } changed ${ shown.id } from ${ before } to ${ after ?? 'nothing' }.` );
	}
}

export const editorTrashes = ( life ) =>
	attempt( life, 'writes to what Salesforce owns, refused', async () => {
		const shown = await pickShown( life );
		const trash = () => life.house.admin.rest( 'DELETE', `/wp/v2/performance/${ shown.post }` ).catch( () => undefined );
		await staysAsItIs( life, shown, trash, 'An editor who put it into the trash' );
	} );

/** A plugin that imports, by WordPress's functions and without a user. */
export const importerWrites = ( life ) =>
	attempt( life, 'writes to what Salesforce owns, refused', async () => {
		const shown = await pickShown( life );
		const code = `wp_set_current_user( 0 ); wp_update_post( array( 'ID' => ${ shown.post }, 'post_title' => 'Imported', 'post_status' => 'private' ) ); update_post_meta( ${ shown.post }, 'callboard_start', '2027-01-01 12:00:00' ); wp_set_object_terms( ${ shown.post }, 'Elsewhere', 'venue' );`;
		await staysAsItIs( life, shown, () => runInSite( life.house, code ), 'An importer' );
	} );

/** A listed performance once more, as a second box office would enter it. */
export async function enterTwin( life ) {
	const { org } = life.house;
	const coded = ( { id } ) => org.store.table( PERFORMANCE ).get( id ).values.PatronTicket__Code__c;
	const shown = await pickShown( life, coded );
	if ( shown !== undefined ) {
		const { values } = org.store.table( PERFORMANCE ).get( shown.id );
		org.writer.create( PERFORMANCE, Object.fromEntries( SAID_BY_TWINS.map( ( name ) => [ name, values[ name ] ] ) ) );
		life.show( 'twins entered' );
	}
}

/** Somebody looks at the list of held records and says that the first is a performance of its own. */
export async function decideTwin( life ) {
	await enterTwin( life );
	await life.sync();
	const { admin, tenantId } = life.house;
	const [ first ] = await admin.rest( 'GET', `/callboard/v1/tenants/${ tenantId }/twins?page=1&per_page=10` );
	if ( ! life.expect( first !== undefined, 'No record is held that somebody could decide on.' ) ) {
		return;
	}
	await admin.rest( 'POST', `/callboard/v1/tenants/${ tenantId }/twins/${ first.external_id }`, { decision: 'separate' } );
	life.held.get( first.external_id ) && ( life.held.get( first.external_id ).decision = 'a person listed it beside the other' );
	life.separate.add( first.external_id );
	life.person( `listed the held record ${ first.external_id } beside its twin` );
	life.show( 'twins decided' );
}

/** Two companies turn out to be one: the page of the one leads on to the other's. */
export async function mergeCompanies( life ) {
	const { org, database, siteUrl } = life.house;
	const rows = [ ...org.store.table( COMPANIES ).all() ].filter( ( { deleted } ) => ! deleted );
	const [ master, loser ] = rows.slice( -2 );
	const [ { post } ] = await database.rows( `SELECT JSON_OBJECT( 'post', post_id ) FROM wp_callboard_ledger WHERE sf_id = '${ loser.id }'` );
	const ask = async ( url ) => {
		const answer = await fetch( url, { redirect: 'manual' } );
		return { status: answer.status, location: answer.headers.get( 'location' ), text: await answer.text() };
	};
	org.writer.merge( COMPANIES, master.id, [ loser.id ] );
	await life.sync();
	const { status, location } = await ask( `${ siteUrl }/?page_id=${ post }` );
	const target = location === null ? undefined : await ask( location );
	const leadsOn = status === 301 && target.status === 200 && target.text.includes( `<title>${ master.values.Name } ` );
	if ( life.expect( leadsOn, `The page of the merged company answers ${ status } ${ location ?? '' }, and that ${ target?.status }.` ) ) {
		life.show( 'merges' );
	}
}

export async function hideOne( life ) {
	const shown = await pickShown( life );
	if ( shown !== undefined ) {
		hide( life.house.org, shown.id );
		life.hidden = shown.id;
	}
}

/** After a night: still listed, and named for a person. */
export async function showHidden( life ) {
	const [ row ] = await life.house.database.rows(
		`SELECT JSON_OBJECT( 'state', state, 'unseen', unseen_ms ) FROM wp_callboard_ledger WHERE sf_id = '${ life.hidden }'`
	);
	const isKept = row?.state === 'live' && row.unseen !== null;
	if ( life.expect( isKept, `${ life.hidden } was hidden for a night, and was to be kept and named: ${ JSON.stringify( row ) }` ) ) {
		life.show( 'hidden records kept and named' );
	}
	showAll( life.house.org );
}
