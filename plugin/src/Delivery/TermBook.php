<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;
use Callboard\Database\Sql;
use Callboard\Failure\Failure;
use Callboard\Ownership\SyncContext;

defined( 'ABSPATH' ) || exit;

/** Term names → term_taxonomy ids; creates a term when its name first appears. */
final class TermBook {
	/** @var array<string, array<string, int|Failure>> Taxonomy → name → id, or why WordPress refused it. */
	private array $known = array();

	/** @var list<array{term_id: int, tt_id: int, taxonomy: string, args: array<string, mixed>}> Terms created since the last commit: forgotten, caches included, when the batch rolls back. */
	private array $created = array();

	/** @var ?array<string, array<string, int>> In a rehearsal: taxonomy → slug → id of a term nobody else will see. */
	private ?array $tried = null;

	public function __construct( private readonly Db $db, private readonly Listeners $listeners ) {}

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

	/** @return list<array{term_id: int, tt_id: int, taxonomy: string, args: array<string, mixed>}> Since the last commit; listeners are told after the next. */
	public function created(): array {
		return $this->created;
	}

	public function committed(): void {
		$this->created = array();
	}

	/** What a rolled back batch created is in no table, but still in the object cache. */
	public function rolled_back(): void {
		if ( array() !== $this->created ) {
			clean_term_cache( array_column( $this->created, 'term_id' ), '', false );
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
		$term = $this->insert( $taxonomy, $name );
		if ( is_wp_error( $term ) ) {
			$same = get_term( (int) $term->get_error_data( 'term_exists' ), $taxonomy );
			return $same instanceof \WP_Term ? (int) $same->term_taxonomy_id : RecordFailures::term_refused( $name, $term->get_error_message() );
		}
		return (int) $term['term_taxonomy_id'];
	}

	/**
	 * By core, so that the term is core's in every detail; whoever listens hears of it after the commit.
	 *
	 * @return array{term_id: int|string, term_taxonomy_id: int|string}|\WP_Error
	 */
	private function insert( string $taxonomy, string $name ): array|\WP_Error {
		$note = function ( int $term_id, int $tt_id, string $of, array $args ): void {
			$this->created[] = array( 'term_id' => $term_id, 'tt_id' => $tt_id, 'taxonomy' => $of, 'args' => $args ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing.AssociativeArrayFound -- a row.
		};
		add_action( 'created_term', $note, 10, 4 );
		try {
			return SyncContext::closed(
				fn() => $this->listeners->without_foreign( TermHooks::of( $taxonomy ), static fn() => wp_insert_term( wp_slash( $name ), $taxonomy ) )
			);
		} finally {
			remove_action( 'created_term', $note );
		}
	}

	private function bare_row( string $taxonomy, string $name ): int {
		$core = $this->db->wpdb();
		$this->db->query( "INSERT INTO {$core->terms} (name, slug, term_group) VALUES (%s, %s, 0)", array( $name, sanitize_title( $name ) ) );
		$this->db->query( "INSERT INTO {$core->term_taxonomy} (term_id, taxonomy, description, parent, count) VALUES (%d, %s, '', 0, 0)", array( $this->db->insert_id(), $taxonomy ) );
		return $this->db->insert_id();
	}
}
