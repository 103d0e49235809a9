/**
 * Two mappings of one object, from the org through a worker to WordPress: shows of the main house are events, those of the
 * studio are pages. Records are made, move between the two filters and out of both, go and come back, and are asked for by
 * id, while workers are killed; after each round WordPress must have what the org's rows alone say.
 *
 * CALLBOARD_MAPPINGS_ROUNDS says how many rounds (12), CALLBOARD_MAPPINGS_SEED which ones (1); a failing round tells its story.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { dispose } from '../stack/lib/process.mjs';
import { openHouse } from './lib/house.mjs';
import { Line } from './lib/line.mjs';
import { PRODUCTION } from './lib/oracle.mjs';
import { seeded } from './lib/random.mjs';
import { runInSite } from './lib/site-php.mjs';
import { work } from './lib/worker.mjs';

const MINUTE = 60_000;
const ROUNDS = Number( process.env.CALLBOARD_MAPPINGS_ROUNDS ?? 12 );
const SEED = Number( process.env.CALLBOARD_MAPPINGS_SEED ?? 1 );
const HOUSE = 'PatronTicket__Season__c';
const MAPPINGS = {
	Main: { id: 'productions', type: 'event', withdrawal: 'draft' },
	Studio: { id: 'studio', type: 'page', withdrawal: 'trash' },
};

const stored = `
SELECT JSON_OBJECT( 'id', l.sf_id, 'mapping', l.mapping_id, 'state', l.state, 'post', CAST( p.ID AS CHAR ), 'title', p.post_title, 'type', p.post_type, 'status', p.post_status )
FROM wp_callboard_ledger l LEFT JOIN wp_posts p ON p.ID = l.post_id ORDER BY l.sf_id`;
const alone = `
SELECT JSON_OBJECT( 'post', CAST( p.ID AS CHAR ) ) FROM wp_posts p LEFT JOIN wp_callboard_ledger l ON l.post_id = p.ID
WHERE l.id IS NULL AND p.post_type IN ( 'event', 'page' ) AND p.post_title LIKE 'Show %'`;
const waiting = "SELECT JSON_OBJECT( 'id', sf_id, 'mapping', mapping_id ) FROM wp_callboard_inbox";
const brakes = "SELECT JSON_OBJECT( 'id', id ) FROM wp_callboard_brake WHERE state = 'open'";

let house;
let shows = 0;

before( async () => {
	house = await openHouse();
} );
after( dispose );

const rows = () => [ ...house.org.store.table( PRODUCTION ).all() ];
const living = () => rows().filter( ( { deleted, values } ) => ! deleted && ! values.Name.endsWith( 'stays' ) );
const add = ( where, name = `Show ${ ++shows }` ) =>
	house.org.writer.create( PRODUCTION, { Name: name, PatronTicket__Type__c: 'Tickets', PatronTicket__Active__c: true, [ HOUSE ]: where } );
const move = ( id, where ) => house.org.writer.update( PRODUCTION, id, { [ HOUSE ]: where } );

/** Order: which of the two is read first. */
async function mapBoth( studioOrder ) {
	await house.snapshots.restore( 'start' );
	rows()
		.filter( ( { deleted } ) => ! deleted )
		.forEach( ( { id } ) => house.org.writer.delete( PRODUCTION, id ) );
	await runInSite(
		house,
		`
		$mappings = Callboard\\Plugin::instance()->mappings();
		$body     = $mappings->find( ${ house.tenantId }, 'productions' )->to_array();
		$mappings->save( ${ house.tenantId }, Callboard\\Mapping\\Mapping::from_array( array( 'filter' => "${ HOUSE } = 'Main'" ) + $body ) );
		$mappings->save( ${ house.tenantId }, Callboard\\Mapping\\Mapping::from_array( array( 'id' => 'studio', 'name' => 'Studio', 'version' => 1, 'order' => ${ studioOrder }, 'filter' => "${ HOUSE } = 'Studio'", 'post_type' => 'page', 'withdrawal' => 'trash' ) + $body ) );`
	);
	// An empty source stops a mapping: one show of each never leaves.
	add( 'Main', 'Show of Main that stays' );
	add( 'Studio', 'Show of Studio that stays' );
}

const changes = {
	add: ( random ) => add( random.pick( [ 'Main', 'Studio', 'Elsewhere' ] ) ),
	'move over': ( random, { id, values } ) => move( id, values[ HOUSE ] === 'Main' ? 'Studio' : 'Main' ),
	'move out': ( random, { id } ) => move( id, 'Elsewhere' ),
	'move there and back': ( random, { id, values } ) => {
		const from = values[ HOUSE ];
		move( id, from === 'Main' ? 'Studio' : 'Main' );
		house.advance( 2000 );
		move( id, from );
	},
	rename: ( random, { id } ) => house.org.writer.update( PRODUCTION, id, { Name: `Show ${ ++shows }` } ),
	delete: ( random, { id } ) => house.org.writer.delete( PRODUCTION, id ),
	undelete: ( random ) => {
		const gone = rows().filter( ( { deleted, deletedWith } ) => deleted && deletedWith === null );
		return gone.length === 0 ? undefined : house.org.writer.undelete( PRODUCTION, random.pick( gone ).id );
	},
	// As a message of the org does, which names no mapping: both have it in their inbox.
	'ask for': ( random, { id } ) =>
		runInSite(
			house,
			`foreach ( array( 'productions', 'studio' ) as $mapping ) { Callboard\\Plugin::instance()->inbox()->add( ${ house.tenantId }, $mapping, array( '${ id }' ), 'test', ${ house.nowMs() } ); }`
		),
};

async function change( random ) {
	const kind = random.pick( Object.keys( changes ) );
	const candidates = living();
	if ( candidates.length === 0 ) {
		add( 'Main' );
		return 'add';
	}
	const row = random.pick( candidates );
	await changes[ kind ]( random, row );
	house.advance( random.pick( [ 0, 500, 1000, 61_000 ] ) );
	return `${ kind } ${ row.id } (${ row.values.Name }, ${ row.values[ HOUSE ] })`;
}

const ways = {
	'a sync': () => work( house ),
	'two workers': () => Promise.all( [ work( house ), work( house ) ] ),
	'a worker killed': ( random ) => work( house, new Line( { plan: { at: random.between( 2, 9 ), moment: random.pick( [ 'before', 'after' ] ) } } ) ),
	'each delivery twice': () => work( house, new Line( { echo: 'after' } ) ),
	'all is read': async ( random ) => {
		await house.admin.rest( 'POST', `/callboard/v1/tenants/${ house.tenantId }/runs`, {
			kind: 'backfill',
			options: random.chance( 0.5 ) ? {} : { objects: [ random.pick( [ 'productions', 'studio' ] ) ] },
		} );
		await work( house );
	},
	'a night': async () => {
		house.advance( 26 * 60 * MINUTE );
		await work( house );
	},
};

/** What the org's rows alone say of each record. */
function expected() {
	const wanted = new Map();
	for ( const { id, deleted, values } of rows() ) {
		const mapping = deleted ? undefined : MAPPINGS[ values[ HOUSE ] ];
		wanted.set( id, mapping && { mapping: mapping.id, type: mapping.type, title: values.Name, status: 'publish', state: 'live' } );
	}
	return wanted;
}

async function look( posts, story ) {
	assert.deepEqual( await house.database.rows( brakes ), [], `A brake stands. ${ story }` );
	const ledger = await house.database.rows( stored );
	const wanted = expected();
	for ( const { id, post, ...is } of ledger ) {
		const should = wanted.get( id );
		if ( should ) {
			assert.deepEqual( is, should, `${ id }. ${ story }` );
		} else {
			assert.ok( is.status !== 'publish', `${ id } is public. ${ story }` );
			assert.ok( [ 'tombstone', 'outside' ].includes( is.state ), `${ id } is ${ is.state }. ${ story }` );
			assert.equal(
				is.status,
				Object.values( MAPPINGS ).find( ( one ) => one.id === is.mapping ).withdrawal,
				`${ id } left by the policy of its mapping. ${ story }`
			);
		}
		assert.equal( posts.get( id ) ?? post, post, `${ id } has another post. ${ story }` );
		posts.set( id, post );
		wanted.delete( id );
	}
	assert.deepEqual(
		[ ...wanted ].filter( ( [ , should ] ) => should ),
		[],
		`Missing. ${ story }`
	);
	assert.deepEqual( await house.database.rows( alone ), [], `Posts of no record. ${ story }` );
	assert.deepEqual( await house.database.rows( waiting ), [], `Somebody still waits. ${ story }` );
}

for ( const [ first, studioOrder ] of [
	[ 'main house', 15 ],
	[ 'studio', 5 ],
] ) {
	test( `two mappings of one object, the ${ first } read first, seed ${ SEED }`, async () => {
		await mapBoth( studioOrder );
		const random = seeded( SEED * 1000 + studioOrder );
		for ( let n = 0; n < 5; n++ ) {
			add( random.pick( [ 'Main', 'Studio', 'Elsewhere' ] ) );
		}
		const posts = new Map();
		const story = [];
		for ( let round = 1; round <= ROUNDS; round++ ) {
			for ( let n = random.between( 1, 5 ); n > 0; n-- ) {
				story.push( await change( random ) );
			}
			house.advance( random.pick( [ 1, 6, 20 ] ) * MINUTE );
			const way = random.pick( Object.keys( ways ) );
			story.push( way );
			await ways[ way ]( random );
			// The lease of a dead worker ends, and a plain sync follows.
			house.advance( 16 * MINUTE );
			const { failure, error } = await work( house );
			assert.deepEqual( [ failure, error ], [ null, null ], story.join( '; ' ) );
			await look( posts, `round ${ round }: ${ story.join( '; ' ) }` );
		}
	} );
}
