<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;
use Callboard\Database\DatabaseError;

defined( 'ABSPATH' ) || exit;

/** Inserts posts as wp_insert_post() would, many in one statement, and reads their ids back by their slugs. */
final class NewPosts {
	private const COLUMNS   = array(
		'post_author', 'post_date', 'post_date_gmt', 'post_content', 'post_title', 'post_excerpt', 'post_status',
		'comment_status', 'ping_status', 'post_password', 'post_name', 'to_ping', 'pinged', 'post_modified',
		'post_modified_gmt', 'post_content_filtered', 'post_parent', 'guid', 'menu_order', 'post_type', 'post_mime_type',
		'comment_count',
	);
	private const NO_SLUG   = array( 'draft', 'pending' );
	private const SLUG_MARK = 'callboard-slug-mark';

	public function __construct( private readonly Db $db, private readonly Slugs $slugs, private readonly RowUpdates $updates ) {}

	/**
	 * @param array<int, Wanted> $wanted
	 * @return array<int, int> The same keys → post ids.
	 */
	public function insert( string $post_type, array $wanted, int $now_ms ): array {
		if ( array() === $wanted ) {
			return array();
		}
		$names = $this->names( $post_type, $wanted );
		$rows  = array();
		$link  = $this->link_of_published( $post_type );
		foreach ( $wanted as $key => $one ) {
			$guid   = null !== $link && isset( $names['final'][ $key ] ) && 'publish' === $one->status()
				? str_replace( self::SLUG_MARK, $names['final'][ $key ], $link )
				: '';
			$rows[] = $this->row( $one, $post_type, $names['stored'][ $key ], $guid, $now_ms );
		}
		$this->db->insert_rows( $this->db->wpdb()->posts, self::COLUMNS, $rows );
		$ids = $this->read_back( $post_type, $names['stored'] );
		$this->finish( $post_type, $wanted, $ids, $names['final'], null !== $link );
		return $ids;
	}

	/**
	 * Every row needs a slug of its own to be found by; one without a final slug gets a mark that finish() replaces.
	 *
	 * @param array<int, Wanted> $wanted
	 * @return array{stored: array<int, string>, final: array<int, string>}
	 */
	private function names( string $post_type, array $wanted ): array {
		$sluggable = array();
		$stored    = array();
		foreach ( $wanted as $key => $one ) {
			$slug           = (string) ( $one->columns['post_name'] ?? '' );
			$slug           = '' !== $slug || in_array( $one->status(), self::NO_SLUG, true ) ? $slug : sanitize_title( (string) $one->columns['post_title'] );
			$stored[ $key ] = 'callboard-' . bin2hex( random_bytes( 12 ) );
			if ( '' !== $slug && ! in_array( $one->status(), self::NO_SLUG, true ) ) {
				$sluggable[ $key ] = $slug;
			}
		}
		$final = $this->slugs->unique( $post_type, $sluggable );
		return array(
			'stored' => $final + $stored,
			'final'  => $final,
		);
	}

	/** @return list<scalar> */
	private function row( Wanted $one, string $post_type, string $name, string $guid, int $now_ms ): array {
		$gmt   = gmdate( 'Y-m-d H:i:s', intdiv( $now_ms, 1000 ) );
		$local = get_date_from_gmt( $gmt );
		$value = $one->columns;
		return array(
			0,
			$local,
			in_array( $one->status(), self::NO_SLUG, true ) ? '0000-00-00 00:00:00' : $gmt,
			$value['post_content'] ?? '',
			$value['post_title'] ?? '',
			$value['post_excerpt'] ?? '',
			$one->status(),
			get_default_comment_status( $post_type ),
			get_default_comment_status( $post_type, 'pingback' ),
			'',
			$name,
			'',
			'',
			$local,
			in_array( $one->status(), self::NO_SLUG, true ) ? '0000-00-00 00:00:00' : $gmt,
			'',
			$value['post_parent'] ?? 0,
			$guid,
			0,
			$post_type,
			'',
			0,
		);
	}

	/**
	 * @param array<int, string> $names
	 * @return array<int, int>
	 */
	private function read_back( string $post_type, array $names ): array {
		$found = array();
		foreach ( array_chunk( $names, 2000 ) as $chunk ) {
			$rows = $this->db->rows(
				"SELECT ID, post_name FROM {$this->db->wpdb()->posts} WHERE post_type = %s AND post_name IN (" . implode( ',', array_fill( 0, count( $chunk ), '%s' ) ) . ')',
				array( $post_type, ...$chunk )
			);
			foreach ( $rows as $row ) {
				$found[ (string) $row['post_name'] ][] = (int) $row['ID'];
			}
		}
		$ids = array();
		foreach ( $names as $key => $name ) {
			if ( 1 !== count( $found[ $name ] ?? array() ) ) {
				// An editor took the slug between our look and our insert: 1213 makes the transaction start again.
				throw new DatabaseError( 'A slug was taken by somebody else meanwhile.', 1213, 'SELECT ID, post_name' );
			}
			$ids[ $key ] = $found[ $name ][0];
		}
		return $ids;
	}

	/**
	 * What needs the id: the slug of a post whose title gives none, and the guid of a post without a public address.
	 *
	 * @param array<int, Wanted> $wanted
	 * @param array<int, int>    $ids
	 * @param array<int, string> $final
	 */
	private function finish( string $post_type, array $wanted, array $ids, array $final, bool $guids_known ): void {
		$changes = array();
		foreach ( $wanted as $key => $one ) {
			$slug = $final[ $key ] ?? null;
			if ( null === $slug ) {
				$slug                                = in_array( $one->status(), self::NO_SLUG, true )
					? (string) ( $one->columns['post_name'] ?? '' )
					: $this->slugs->unique( $post_type, array( sanitize_title( (string) ( $one->columns['post_title'] ?? '' ), (string) $ids[ $key ] ) ) )[0];
				$changes[ $ids[ $key ] ]['post_name'] = $slug;
			}
			if ( ! $guids_known || ! isset( $final[ $key ] ) || 'publish' !== $one->status() ) {
				$changes[ $ids[ $key ] ]['guid'] = (string) get_permalink( $this->unsaved( $post_type, $ids[ $key ], $slug, $one->status() ) );
			}
		}
		$this->updates->by_id( $this->db->wpdb()->posts, 'ID', $changes );
	}

	/** The address of published posts of this type, with a mark for the slug; null when plugins have a say in it. */
	private function link_of_published( string $post_type ): ?string {
		if ( has_filter( 'post_type_link' ) || is_post_type_hierarchical( $post_type ) || in_array( $post_type, array( 'post', 'page' ), true ) ) {
			return null;
		}
		$link = (string) get_permalink( $this->unsaved( $post_type, PHP_INT_MAX, self::SLUG_MARK, 'publish' ) );
		return str_contains( $link, self::SLUG_MARK ) ? $link : null;
	}

	/** A post object that core uses as it is, without asking the database. */
	private function unsaved( string $post_type, int $id, string $slug, string $status ): \WP_Post {
		return new \WP_Post(
			(object) array(
				'ID'          => $id,
				'post_type'   => $post_type,
				'post_name'   => $slug,
				'post_status' => $status,
				'post_date'   => gmdate( 'Y-m-d H:i:s' ),
				'filter'      => 'raw',
			)
		);
	}
}
