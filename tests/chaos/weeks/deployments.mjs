/**
 * A new release in the middle of a run: the plugin's folder is replaced by one with another version and one more
 * migration, as WordPress's upgrader does it, PHP starts anew, and another worker, of the new version, does what is left.
 */
import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../stack/lib/cache.mjs';
import { makeChange } from '../events/org.mjs';
import { activate, deactivate } from '../lib/site-php.mjs';

const MINUTE = 60_000;
const FIRST_MIGRATION = 9000;

const open = "SELECT JSON_OBJECT( 'id', id, 'kind', kind, 'worker', worker_id ) FROM wp_callboard_run WHERE state = 'claimed' ORDER BY id";
const byId = ( id ) =>
	`SELECT JSON_OBJECT( 'state', state, 'worker', worker_id, 'takeovers', takeovers, 'failure', failure, 'finished', finished_ms ) FROM wp_callboard_run WHERE id = ${ id }`;
const schema = "SELECT JSON_OBJECT( 'version', option_value ) FROM wp_options WHERE option_name = 'callboard_db_version'";
const workers = "SELECT JSON_OBJECT( 'version', version ) FROM wp_callboard_worker";

function replaced( file, pattern, text ) {
	const before = readFileSync( file, 'utf8' );
	const after = before.replace( pattern, text );
	if ( after === before ) {
		throw new Error( `A release cannot be made: ${ file } has not what ${ pattern } looks for.` );
	}
	writeFileSync( file, after );
}

const migration = ( number ) => `<?php
declare(strict_types=1);

namespace Callboard\\Database\\Migration;

use Callboard\\Database\\Db;
use Callboard\\Database\\Migration;
use Callboard\\Database\\SchemaChange;

final class M${ number }Release implements Migration {
	public function up( Db $db ): void {
		SchemaChange::add_columns( $db, 'run', array( 'release_${ number }' => 'TINYINT NULL' ) );
		SchemaChange::add_key( $db, 'ledger', 'release_${ number }', 'tenant_id, updated_ms' );
	}

	public function tables(): array {
		return array();
	}
}
`;

/** The next release beside the installed one, then in its place. Each has the migrations of those before it. */
function install( { house, release, version } ) {
	const installed = join( house.folder, 'wp-content/plugins/callboard' );
	const next = `${ installed }.new`;
	cpSync( join( repository, 'plugin' ), next, { recursive: true, filter: ( path ) => path !== join( repository, 'plugin/worker' ) } );
	replaced( join( next, 'callboard.php' ), /0\.1\.0/g, version );
	for ( let number = FIRST_MIGRATION + 1; number <= FIRST_MIGRATION + release; number++ ) {
		writeFileSync( join( next, `src/Database/Migration/M${ number }Release.php` ), migration( number ) );
		replaced(
			join( next, 'src/Database/Migrations.php' ),
			/(const ALL = array\([^)]*)(\n\t\);)/,
			`$1\n\t\t${ number } => Migration\\M${ number }Release::class,$2`
		);
	}
	rmSync( installed, { recursive: true } );
	renameSync( next, installed );
}

async function release( life ) {
	life.release++;
	install( { house: life.house, release: life.release, version: life.version } );
	await life.house.pool.renew();
}

/** Something to deliver, of both kinds. */
function prepare( life ) {
	makeChange( life.tools, 'rename production' );
	makeChange( life.tools, 'add performance' );
	makeChange( life.tools, 'reschedule' );
}

async function look( life, { interrupted, how, from, takeovers } ) {
	const { database } = life.house;
	const [ run ] = await database.rows( byId( interrupted.id ) );
	const isDone = run.state === 'succeeded' && run.worker !== interrupted.worker && run.takeovers === takeovers;
	life.expect(
		isDone,
		`${ how }: run ${ interrupted.id } (${ interrupted.kind }) is ${ JSON.stringify( run ) }, and was to be ended well by another worker, taken over ${ takeovers } times.`
	);
	const [ { version } ] = await database.rows( schema );
	const isMigrated = life.expect( Number( version ) === FIRST_MIGRATION + life.release, `${ how }: the tables are of version ${ version }.` );
	const isSeen = life.expect(
		( await database.rows( workers ) ).some( ( row ) => row.version === life.version ),
		`${ how }: no worker of version ${ life.version } was seen.`
	);
	if ( isDone && isMigrated && isSeen ) {
		life.show( 'releases in mid-run' );
		life.show( takeovers > 0 ? 'runs taken over from a dead worker' : 'runs handed back', 1 );
		life.handovers.push( { from, until: run.finished, kind: interrupted.kind, how, takeovers } );
	}
}

/** The worker dies there; `settle`: what happens to the plugin, `waits`: minutes until its run may be taken. */
async function interrupt( life, { how, plan, settle, waits, takeovers } ) {
	const old = life.line( { plan } );
	await life.sync( old );
	const from = life.now;
	const claimed = await life.house.database.rows( open );
	if ( ! life.expect( old.struck && claimed.length === 1, `${ how }: the worker was to leave one run behind and left ${ claimed.length }.` ) ) {
		await settle();
		return;
	}
	await settle();
	for ( const minutes of waits ) {
		life.house.advance( minutes * MINUTE );
		await life.sync();
	}
	await look( life, { interrupted: claimed[ 0 ], how, from, takeovers } );
}

/** The lease of the dead one lasts a quarter of an hour: until then nobody else may work on the run. */
const killed = ( how, plan ) => ( life ) => interrupt( life, { how, plan, settle: () => release( life ), waits: [ 2, 15, 2 ], takeovers: 1 } );

export async function deployKilledInDelivery( life ) {
	prepare( life );
	await killed( 'Killed after a delivery', { call: 'deliver', moment: 'after' } )( life );
}

export async function deployKilledAtTheEnd( life ) {
	prepare( life );
	await killed( 'Killed before it settled its run', { call: 'complete', moment: 'before' } )( life );
}

export async function deployKilledInRebuild( life ) {
	prepare( life );
	await killed( 'Killed in a rebuild', { call: 'rebuild', moment: 'before' } )( life );
}

export async function deployKilledInBackfill( life ) {
	await life.sync();
	await life.house.admin.rest( 'POST', `/callboard/v1/tenants/${ life.house.tenantId }/runs`, { kind: 'backfill' } );
	await killed( 'Killed while it read all again', { call: 'offer', moment: 'after' } )( life );
}

/** Deactivation takes all leases back: who comes next need not wait. */
export async function deployDeactivated( life ) {
	prepare( life );
	const settle = async () => {
		await deactivate( life.house );
		await release( life );
		await activate( life.house );
	};
	await interrupt( life, { how: 'Deactivated in a delivery', plan: { call: 'deliver', moment: 'after' }, settle, waits: [ 1, 2 ], takeovers: 0 } );
}

/** SIGTERM: the worker ends its run in words, and the next one goes on. */
export async function deployToldToStop( life ) {
	prepare( life );
	const stop = new AbortController();
	const [ { id } ] = await life.house.database.rows( "SELECT JSON_OBJECT( 'id', MAX( id ) ) FROM wp_callboard_run" );
	await life.sync( life.line( { stop: stop.signal, meet: { call: 'offer', then: async () => stop.abort() } } ) );
	const from = life.now;
	await release( life );
	const isWell = await life.untilWell();
	const [ stopped ] = await life.house.database.rows(
		`SELECT JSON_OBJECT( 'id', id, 'kind', kind, 'failure', failure ) FROM wp_callboard_run WHERE id > ${ id } AND state = 'failed' ORDER BY id LIMIT 1`
	);
	const said = JSON.parse( stopped?.failure ?? '{}' ).code;
	if ( life.expect( said === 'worker_stopped', `Told to stop: the run ended as ${ said ?? 'if nothing had been' }.` ) && isWell ) {
		life.show( 'releases in mid-run' );
		life.show( 'runs handed back' );
		life.handovers.push( { from, until: life.now, kind: stopped.kind, how: 'Told to stop in a run', takeovers: 0 } );
	}
}
