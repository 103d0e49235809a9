<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;
use Callboard\Database\Sql;
use Callboard\Failure\Failure;

defined( 'ABSPATH' ) || exit;

/** Term names → term_taxonomy ids; creates a term when its name first appears. */
final class TermBook {
	/** @var array<string, array<string, int|Failure>> Taxonomy → name → id, or why WordPress refused it. */
	private array $known = array();

	/** @var list<int> Terms created since the last commit: forgotten, caches included, when the batch rolls back. */
	private array $created = array();

	/** @var ?array<string, array<string, int>> In a rehearsal: taxonomy → slug → id of a term nobody else will see. */
	private ?array $tried = null;

	public function __construct( private readonly Db $db ) {}

	/**
	 * For a rehearsal, whose rows are undone: terms appear as bare rows, without a hook and without a cache.
	 *
	 * @template T
	 * @param callable(): T $work
	 * @return T
	 */
	public function on_trial( callable $work ): mixed {
		$this->known = array();
		$this->tried = array();
		try {
			return $work();
		} finally {
			$this->known = array();
			$this->tried = null;
		}
	}

	/**
	 * @param array<string, list<string>> $terms Taxonomy → names.
	 * @return array<string, list<int>>
	 * @throws Failure When WordPress refuses a name.
	 */
	public function ids( array $terms ): array {
		$ids = array();
		foreach ( $terms as $taxonomy => $names ) {
			$ids[ $taxonomy ] = array();
			foreach ( $names as $name ) {
				$id = $this->known[ $taxonomy ][ $name ] ??= $this->find_or_create( $taxonomy, $name );
				if ( $id instanceof Failure ) {
					throw $id;
				}
				$ids[ $taxonomy ][] = $id;
			}
			$ids[ $taxonomy ] = array_values( array_unique( $ids[ $taxonomy ] ) );
		}
		return $ids;
	}

	/**
	 * One read a taxonomy for all the names of a batch.
	 *
	 * @param array<string, array<string, string>> $names Taxonomy → name → name.
	 */
	public function look_up( array $names ): void {
		$core = $this->db->wpdb();
		foreach ( $names as $taxonomy => $wanted ) {
			$slugs = array();
			foreach ( array_diff_key( $wanted, $this->known[ $taxonomy ] ?? array() ) as $name ) {
				$slugs[ sanitize_title( $name ) ][] = (string) $name;
			}
			if ( array() === $slugs ) {
				continue;
			}
			$rows = $this->db->rows(
				"SELECT t.slug, tt.term_taxonomy_id FROM {$core->terms} t INNER JOIN {$core->term_taxonomy} tt ON tt.term_id = t.term_id
				WHERE tt.taxonomy = %s AND t.slug IN (" . Sql::places( $slugs ) . ') ORDER BY t.term_id DESC',
				array( $taxonomy, ...array_map( 'strval', array_keys( $slugs ) ) )
			);
			foreach ( $rows as $row ) {
				foreach ( $slugs[ (string) $row['slug'] ] ?? array() as $name ) {
					$this->known[ $taxonomy ][ $name ] = (int) $row['term_taxonomy_id'];
				}
			}
		}
	}

	public function committed(): void {
		$this->created = array();
	}

	/** What a rolled back batch created is in no table, but still in the object cache. */
	public function rolled_back(): void {
		if ( array() !== $this->created ) {
			clean_term_cache( $this->created, '', false );
		}
		$this->known   = array();
		$this->created = array();
	}

	private function find_or_create( string $taxonomy, string $name ): int|Failure {
		$found = term_exists( wp_slash( $name ), $taxonomy );
		if ( is_array( $found ) ) {
			return (int) $found['term_taxonomy_id'];
		}
		if ( null !== $this->tried ) {
			return $this->tried[ $taxonomy ][ sanitize_title( $name ) ] ??= $this->bare_row( $taxonomy, $name );
		}
		$term = wp_insert_term( wp_slash( $name ), $taxonomy );
		if ( is_wp_error( $term ) ) {
			$same = get_term( (int) $term->get_error_data( 'term_exists' ), $taxonomy );
			return $same instanceof \WP_Term ? (int) $same->term_taxonomy_id : RecordFailures::term_refused( $name, $term->get_error_message() );
		}
		$this->created[] = (int) $term['term_id'];
		return (int) $term['term_taxonomy_id'];
	}

	private function bare_row( string $taxonomy, string $name ): int {
		$core = $this->db->wpdb();
		$this->db->query( "INSERT INTO {$core->terms} (name, slug, term_group) VALUES (%s, %s, 0)", array( $name, sanitize_title( $name ) ) );
		$this->db->query( "INSERT INTO {$core->term_taxonomy} (term_id, taxonomy, description, parent, count) VALUES (%d, %s, '', 0, 0)", array( $this->db->insert_id(), $taxonomy ) );
		return $this->db->insert_id();
	}
}
