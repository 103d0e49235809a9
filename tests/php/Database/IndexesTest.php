<?php
declare(strict_types=1);

namespace Callboard\Tests\Database;

use Callboard\Database\Db;
use Callboard\Database\Migration\M0001State;
use Callboard\Delivery\Draft;
use Callboard\Delivery\PostsAlike;
use Callboard\Delivery\Wanted;
use Callboard\Mapping\Mapping;
use Callboard\Plugin;
use Callboard\Tests\CommittingTestCase;

/** Every query of the state's repositories finds its rows by a key, however many rows there are. */
final class IndexesTest extends CommittingTestCase {
	private Db $db;

	protected function setUp(): void {
		parent::setUp();
		$this->db = Plugin::instance()->db();
	}

	/** @dataProvider queries */
	public function test_the_query_uses_its_index( string $table, string $index, string $query ): void {
		if ( $this->is_sqlite() ) {
			self::assertTrue( $this->is_sqlite(), 'EXPLAIN is not in the SQLite dialect; the indexes are the same.' );
			return;
		}
		$this->fill();
		$plan = $this->db->rows( 'EXPLAIN ' . str_replace( '{table}', $this->db->table( $table ), $query ) );
		self::assertSame( $index, $plan[0]['key'], (string) wp_json_encode( $plan ) );
		self::assertLessThan( 500, (int) $plan[0]['rows'], (string) wp_json_encode( $plan ) );
	}

	/** @return array<string, array{0: string, 1: string, 2: string}> */
	public static function queries(): array {
		return array(
			'a page of runs'         => array( 'run', 'tenant_page', 'SELECT * FROM {table} WHERE tenant_id = 3 ORDER BY id DESC LIMIT 20' ),
			'the open run'           => array( 'run', 'open_key', "SELECT * FROM {table} WHERE open_key = '3:incremental'" ),
			'the latest of a kind'   => array( 'run', 'tenant_kind', "SELECT * FROM {table} WHERE tenant_id = 3 AND kind = 'rebuild' ORDER BY id DESC LIMIT 1" ),
			'runs to claim'          => array( 'run', 'state_created', "SELECT * FROM {table} WHERE state IN ('queued', 'claimed') ORDER BY created_ms, id FOR UPDATE" ),
			'runs to let go of'      => array( 'run', 'finished', 'DELETE FROM {table} WHERE finished_ms < 20' ),
			'current mappings'       => array( 'mapping', 'tenant_current', 'SELECT body FROM {table} WHERE tenant_id = 3 AND is_current = 1' ),
			'a version of a mapping' => array( 'mapping', 'PRIMARY', "SELECT body FROM {table} WHERE tenant_id = 3 AND mapping_id = 'm1' AND version = 1" ),
			'watermarks'             => array( 'watermark', 'PRIMARY', 'SELECT mapping_id, stamp_ms, deleted_covered_ms, swept_ms FROM {table} WHERE tenant_id = 3' ),
			'what a poll shows again' => array( 'ledger', 'mapping_stamp', "SELECT sf_id, stamp_ms, state FROM {table} WHERE tenant_id = 3 AND mapping_id = 'm1' AND stamp_ms >= 2990 AND read_ms >= stamp_ms + 2000 AND destination = 'wordpress' AND ( state IN ('tombstone', 'outside', 'excluded') OR ( state = 'live' AND mapping_version = 1 AND source_fingerprint <> '' ) ) ORDER BY stamp_ms DESC LIMIT 2000" ),
			'versions of a record'   => array( 'provenance', 'record', "SELECT * FROM {table} WHERE tenant_id = 3 AND sf_id = 'a01000000000003AAA' ORDER BY id DESC LIMIT 20" ),
			'new versions to prune'  => array( 'provenance', 'PRIMARY', 'SELECT id FROM {table} WHERE id > 1000000000 ORDER BY id LIMIT 400' ),
			'overrides of a batch'   => array( 'override', 'record', "SELECT * FROM {table} WHERE tenant_id = 3 AND ended_ms IS NULL AND sf_id IN ('a01000000000003AAA', 'a01000000000103AAA')" ),
			'the few that stand'     => array( 'override', 'standing', 'SELECT * FROM {table} WHERE tenant_id = 3 AND ended_ms IS NULL LIMIT 201' ),
			'overrides of a record'  => array( 'override', 'record', "SELECT * FROM {table} WHERE tenant_id = 3 AND sf_id = 'a01000000000003AAA' ORDER BY id DESC LIMIT 100" ),
			'retries that are due'   => array( 'retry', 'due', "SELECT subject, mapping_id FROM {table} WHERE tenant_id = 3 AND operation = 'pull' AND state = 'due' AND next_ms <= 20 AND mapping_id IN ('m1') ORDER BY next_ms, id LIMIT 50" ),
			'calls of a day'         => array( 'api_usage', 'PRIMARY', 'SELECT hour_ms, calls FROM {table} WHERE tenant_id = 3 AND hour_ms > 900 ORDER BY hour_ms' ),
			'hours to let go of'     => array( 'api_usage', 'hour_ms', 'DELETE FROM {table} WHERE hour_ms < 20' ),
			'calls of an org'        => array( 'org_limit', 'PRIMARY', "SELECT calls_used, calls_max, seen_ms FROM {table} WHERE org_id = '00D000000000103AAA'" ),
			'limits of an org'       => array( 'org_limit', 'PRIMARY', "SELECT limits, limits_ms FROM {table} WHERE org_id = '00D000000000103AAA'" ),
			'limits to be kept'      => array( 'org_limit', 'PRIMARY', "UPDATE {table} SET limits = '[]', limits_ms = 20 WHERE org_id = '00D000000000103AAA'" ),
			'a page of failed calls' => array( 'call_failure', 'tenant_page', 'SELECT * FROM {table} WHERE tenant_id = 3 ORDER BY id DESC LIMIT 20 OFFSET 0' ),
			'number of failed calls' => array( 'call_failure', 'tenant_page', 'SELECT COUNT(*) FROM {table} WHERE tenant_id = 3' ),
			'the last failed to keep' => array( 'call_failure', 'tenant_page', 'SELECT id FROM {table} WHERE tenant_id = 3 ORDER BY id DESC LIMIT 1 OFFSET 20' ),
			'failed calls of a month ago' => array( 'call_failure', 'at_ms', 'DELETE FROM {table} WHERE at_ms < 20' ),
			'runs the breaker looks at' => array( 'run', 'tenant_page', "SELECT * FROM {table} WHERE tenant_id = 3 AND kind <> 'rebuild' AND finished_ms IS NOT NULL ORDER BY id DESC LIMIT 12" ),
			'retries of a batch'     => array( 'retry', 'subject', "SELECT * FROM {table} WHERE tenant_id = 3 AND operation = 'pull' AND subject IN ('s3', 's103')" ),
			'inbox ids that are due' => array( 'inbox', 'due', "SELECT id, sf_id, mapping_id, next_ms FROM {table} WHERE tenant_id = 3 AND next_ms <= 900 AND next_ms >= 0 AND ( next_ms > 0 OR id > 0 ) AND mapping_id IN ('m1') ORDER BY next_ms, id LIMIT 2000" ),
			'pictures of a batch'    => array( 'picture', 'PRIMARY', "SELECT source, attachment_id FROM {table} WHERE tenant_id = 3 AND source IN ('picture-103', 'picture-203')" ),
			'pictures in trouble'    => array( 'picture', 'PRIMARY', 'SELECT source FROM {table} WHERE tenant_id = 3 AND failure IS NOT NULL' ),
			'a picture by its bytes' => array( 'picture', 'hash', "SELECT attachment_id FROM {table} WHERE tenant_id = 3 AND hash = 'bytes-103' ORDER BY attachment_id LIMIT 1" ),
			'a page of a mapping'    => array( 'ledger', 'mapping_page', "SELECT id, sf_id, state, unseen_ms FROM {table} WHERE tenant_id = 3 AND mapping_id = 'm1' AND id > 10 AND destination = 'wordpress' ORDER BY id LIMIT 5000" ),
			'what new rules missed'  => array( 'ledger', 'mapping_page', "SELECT id, sf_id, state, unseen_ms, stamp_ms FROM {table} WHERE tenant_id = 3 AND mapping_id = 'm1' AND id > 10 AND destination = 'wordpress' AND mapping_version < 2 AND state IN ('live', 'held', 'waiting') ORDER BY id LIMIT 5000" ),
			'what hangs on a mapping' => array( 'ledger', 'mapping_state', "SELECT state, COUNT(*) AS number FROM {table} WHERE tenant_id = 3 AND mapping_id = 'm1' AND destination = 'wordpress' GROUP BY state" ),
			'listings of a mapping'  => array( 'ledger', 'mapping_page', "SELECT * FROM {table} WHERE tenant_id = 3 AND mapping_id = 'm1' AND destination = 'wordpress' AND id > 10 AND state IN ('live', 'held', 'waiting') ORDER BY id LIMIT 2000" ),
			'refused by a mapping'   => array( 'retry', 'tenant_page', "SELECT * FROM {table} WHERE tenant_id = 3 AND operation = 'pull' AND mapping_id = 'm1' AND id > 10 ORDER BY id LIMIT 5000" ),
			'calls by whom'          => array( 'api_usage', 'PRIMARY', 'SELECT SUM(calls) AS calls, SUM(site_calls) AS site_calls FROM {table} WHERE tenant_id = 3 AND hour_ms > 900' ),
			'what ran at night'      => array( 'run', 'tenant_kind', "SELECT kind, state, CASE WHEN options IS NULL THEN 1 ELSE 0 END AS whole, MAX(created_ms) AS created_ms FROM {table} WHERE tenant_id = 3 AND kind IN ('reconciliation', 'refresh') GROUP BY kind, state, CASE WHEN options IS NULL THEN 1 ELSE 0 END" ),
			'mappings with records'  => array( 'ledger', 'mapping_stamp', 'SELECT DISTINCT mapping_id FROM {table} WHERE tenant_id = 3' ),
			'records that are held'  => array( 'ledger', 'mapping_state', "SELECT * FROM {table} WHERE tenant_id = 3 AND mapping_id IN ('m1') AND state = 'held' ORDER BY id LIMIT 20 OFFSET 0" ),
			'a secret'               => array( 'secret', 'PRIMARY', "SELECT ciphertext FROM {table} WHERE tenant_id = 3 AND field = 'f1'" ),
			'the audit of a tenant'  => array( 'audit', 'tenant', 'SELECT * FROM {table} WHERE tenant_id = 3 ORDER BY id DESC LIMIT 50' ),
			'nonces to let go of'    => array( 'nonce', 'at_ms', 'DELETE FROM {table} WHERE at_ms < 20' ),
			'the worker seen last'   => array( 'worker', 'last_seen', 'SELECT * FROM {table} ORDER BY last_seen_ms DESC LIMIT 1' ),
			'workers to let go of'   => array( 'worker', 'last_seen', 'DELETE FROM {table} WHERE last_seen_ms < 20' ),
		);
	}

	public function test_adoption_looks_at_posts_of_its_own_type_only(): void {
		if ( $this->is_sqlite() ) {
			self::assertTrue( $this->is_sqlite(), 'EXPLAIN is not in the SQLite dialect; the indexes are the same.' );
			return;
		}
		$this->fill();
		$core = $this->db->wpdb();
		$rows = array_map( static fn( int $i ) => array( 1, '2026-01-01', '2026-01-01', '', "Show {$i}", '', 'publish', "show-{$i}", '', '', '2026-01-01', '2026-01-01', '', 0 === $i % 20 ? 'event' : 'post' ), range( 1, 4000 ) );
		$this->db->insert_rows( $core->posts, array( 'post_author', 'post_date', 'post_date_gmt', 'post_content', 'post_title', 'post_excerpt', 'post_status', 'post_name', 'to_ping', 'pinged', 'post_modified', 'post_modified_gmt', 'post_content_filtered', 'post_type' ), $rows );
		$this->db->query( "INSERT INTO {$core->postmeta} (post_id, meta_key, meta_value) SELECT ID, 'callboard_start', '2026-12-24T19:30:00Z' FROM {$core->posts}" );
		foreach ( array( $core->posts, $core->postmeta ) as $table ) {
			$this->db->query( "ANALYZE TABLE {$table}" );
		}
		$mapping = Mapping::from_array( array( 'adopt' => 'natural_key', 'post_type' => 'event' ) + Plugin::instance()->presets()->find( 'patronticket' )->mappings[1]->to_array() );
		$values  = array( 'title' => 'Show 20', 'parent' => 'a0E000000000001AAA', 'meta:callboard_start' => '2026-12-24T19:30:00Z', 'meta:callboard_natural_key' => 'K', 'taxonomy:venue' => '' );
		$wanted  = new Wanted( new Draft( 'a0P000000000001AAA', 1, 1, '', $values ), null, array( 'post_title' => 'Show 20' ), array(), array(), array(), null, null );
		$found   = array();
		wp_load_alloptions();
		$seen    = $this->queries_of(
			function () use ( &$found, $mapping, $wanted ): void {
				$found = ( new PostsAlike( $this->db ) )->of( $mapping, array( 7 => $wanted ) );
			}
		);
		self::assertSame( array( 7 ), array_keys( $found ) );
		self::assertCount( 2, $seen, implode( "\n", $seen ) );
		$plans = array_column( $this->db->rows( "EXPLAIN {$seen[0]}" ), null, 'table' );
		self::assertStringStartsWith( 'type_status', $plans['p']['key'], (string) wp_json_encode( $plans ) );
		self::assertSame( array( 'post', 'post_id' ), array( $plans['l']['key'], $plans['m']['key'] ), (string) wp_json_encode( $plans ) );
		self::assertLessThan( 500, (int) $plans['p']['rows'], (string) wp_json_encode( $plans ) );
		self::assertSame( array( 'PRIMARY' ), array_values( array_unique( array_filter( array_column( array_filter( $this->db->rows( "EXPLAIN {$seen[1]}" ), static fn( array $row ) => 'r' === $row['table'] ), 'key' ) ) ) ) );
	}

	public function test_every_table_is_created_twice_without_complaint_and_named_for_uninstall(): void {
		( new M0001State() )->up( $this->db );
		$migrations = Plugin::instance()->migrations();
		self::assertSame( $migrations->latest(), $migrations->version() );
		foreach ( $migrations->tables() as $table ) {
			self::assertNotNull( $this->db->value( 'SHOW TABLES LIKE %s', array( $this->db->table( $table ) ) ), $table );
		}
	}

	private function fill(): void {
		$columns = array(
			'run'       => array( 'tenant_id', 'kind', 'trigger_name', 'state', 'open_key', 'counts', 'created_ms', 'finished_ms' ),
			'mapping'   => array( 'tenant_id', 'mapping_id', 'version', 'is_current', 'body', 'created_ms' ),
			'watermark' => array( 'tenant_id', 'mapping_id', 'updated_ms' ),
			'ledger'    => array( 'tenant_id', 'destination', 'sf_id', 'mapping_id', 'mapping_version', 'state', 'stamp_ms', 'read_ms', 'source_fingerprint', 'values_fingerprint', 'stored_fingerprint', 'created_ms', 'updated_ms' ),
			'provenance' => array( 'tenant_id', 'sf_id', 'post_id', 'run_id', 'mapping_id', 'mapping_version', 'stamp_ms', 'read_ms', 'at_ms' ),
			'override'  => array( 'tenant_id', 'sf_id', 'post_id', 'target', 'value', 'replaced', 'reason', 'created_ms', 'ended_ms' ),
			'retry'     => array( 'tenant_id', 'type', 'operation', 'subject', 'mapping_id', 'payload', 'state', 'attempts_left', 'failure', 'next_ms', 'created_ms', 'updated_ms' ),
			'api_usage' => array( 'tenant_id', 'hour_ms', 'calls' ),
			'org_limit' => array( 'org_id', 'calls_used', 'calls_max', 'seen_ms' ),
			'call_failure' => array( 'tenant_id', 'run_id', 'at_ms', 'method', 'endpoint', 'status', 'attempt', 'kind', 'code', 'request', 'answer' ),
			'inbox'     => array( 'tenant_id', 'sf_id', 'mapping_id', 'reason', 'next_ms', 'created_ms' ),
			'picture'   => array( 'tenant_id', 'source', 'hash', 'attachment_id', 'created_ms' ),
			'secret'    => array( 'tenant_id', 'field', 'ciphertext', 'updated_ms' ),
			'audit'     => array( 'tenant_id', 'event', 'data', 'at_ms' ),
			'nonce'     => array( 'nonce', 'at_ms' ),
			'worker'    => array( 'worker_id', 'key_id', 'version', 'node', 'mode', 'first_seen_ms', 'last_seen_ms' ),
		);
		foreach ( $columns as $table => $names ) {
			$rows = array_map( fn( int $i ) => $this->row_of( $table, $i ), range( 1, 3000 ) );
			$this->db->insert_rows( $this->db->table( $table ), $names, $rows );
			$this->db->query( "ANALYZE TABLE {$this->db->table( $table )}" );
		}
	}

	/** @return list<scalar|null> */
	private function row_of( string $table, int $i ): array {
		$tenant = $i % 100;
		$open   = $i <= 100;
		return match ( $table ) {
			'run'       => array( $tenant, 0 === $i % 2 ? 'rebuild' : 'incremental', 'schedule', $open ? 'queued' : 'succeeded', $open ? "{$i}:incremental" : null, '{}', $i, $open ? null : $i ),
			'mapping'   => array( $tenant, 'm' . intdiv( $i, 100 ), 1, (int) ( $i < 300 ), '{}', $i ),
			'watermark' => array( $tenant, 'm' . intdiv( $i, 100 ), $i ),
			'ledger'    => array( $tenant, 'wordpress', sprintf( 'a01%012dAAA', $i ), 'm1', 1, 'live', $i, $i + 5000, 'a', 'a', 'a', $i, $i ),
			'picture' => array( $tenant, "picture-{$i}", "bytes-{$i}", $i, $i ),
			'provenance' => array( $tenant, sprintf( 'a01%012dAAA', $i ), $i, 1, 'm1', 1, $i, $i, $i ),
			'override'  => array( $tenant, sprintf( 'a01%012dAAA', $i ), $i, 'title', '"a"', '"b"', 'why', $i, 0 === $i % 9 ? null : $i ),
			'retry'     => array( $tenant, 'record', 'pull', "s{$i}", 'm1', '{}', 'due', 4, '{}', $i, $i, $i ),
			'api_usage' => array( $tenant, $i, 1 ),
			'org_limit' => array( sprintf( '00D%012dAAA', $i ), 1, 2, $i ),
			'call_failure' => array( $tenant, $i, $i, 'GET', '/', 503, 1, 'transient', 'c', 'r', 'a' ),
			'inbox'     => array( $tenant, sprintf( 'a01%012dAAA', $i ), 'm1', 'drift', $i, $i ),
			'secret'    => array( $tenant, 'f' . intdiv( $i, 100 ), 'v1', $i ),
			'audit'     => array( $tenant, 'event', '{}', $i ),
			'nonce'     => array( md5( (string) $i ), $i ),
			default     => array( "w{$i}", 'k', '1', '20', 'pull', $i, $i ),
		};
	}
}
