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
	public const NO_SLUG    = array( 'draft', 'pending' );
	private const SLUG_MARK = 'callboard-slug-mark';

	public function __construct( private readonly Db $db, private readonly Slugs $slugs, private readonly RowUpdates $updates ) {}

	/**
	 * @param array<int, Wanted> $wanted
	 * @return array<int, StoredPost> The same keys → the posts as they were sent, without metas and terms.
	 */
	public function insert( string $post_type, array $wanted, int $now_ms ): array {
		if ( array() === $wanted ) {
			return array();
		}
		$names = $this->names( $post_type, $wanted );
		$link  = $this->link_of_published( $post_type );
		$same  = $this->same_of_all( $post_type, $now_ms );
		$this->db->insert_rows_meanwhile( $this->db->wpdb()->posts, self::COLUMNS, $this->rows( $post_type, $wanted, $names, $link, $same ) );
		// While they are stored: what needs no id.
		foreach ( $wanted as $one ) {
			$one->values_fingerprint( $post_type );
			$this->db->keep_going();
		}
		$ids = $this->read_back( $post_type, $names['stored'] );
		$final = $this->finish( $post_type, $wanted, $ids, $names, null !== $link );
		$posts = array();
		foreach ( $ids as $key => $id ) {
			$one = $wanted[ $key ];
			$gmt = self::is_draft( $one ) ? '0000-00-00 00:00:00' : $same['gmt'];

			$posts[ $key ] = new StoredPost(
				$id,
				array(
					'ID'                => (string) $id,
					'post_title'        => (string) ( $one->columns['post_title'] ?? '' ),
					'post_content'      => (string) ( $one->columns['post_content'] ?? '' ),
					'post_excerpt'      => (string) ( $one->columns['post_excerpt'] ?? '' ),
					'post_name'         => $final[ $key ],
					'post_status'       => $one->status(),
					'post_type'         => $post_type,
					'post_parent'       => (string) self::parent( $one ),
					'post_modified_gmt' => $gmt,
					'post_date_gmt'     => $gmt,
				)
			);
		}
		return $posts;
	}

	/**
	 * @param array<int, Wanted>                                                   $wanted
	 * @param array{stored: array<int, string>, final: array<int, string>}         $names
	 * @param array{local: string, gmt: string, comments: string, pings: string} $same
	 * @return \Generator<list<scalar>>
	 */
	private function rows( string $post_type, array $wanted, array $names, ?string $link, array $same ): \Generator {
		foreach ( $wanted as $key => $one ) {
			$guid = null !== $link && isset( $names['final'][ $key ] ) && 'publish' === $one->status()
				? self::guid( str_replace( self::SLUG_MARK, $names['final'][ $key ], $link ) )
				: '';
			yield $this->row( $one, $post_type, $names['stored'][ $key ], $guid, $same );
		}
	}

	/**
	 * Every row needs a slug of its own to be found by; one without such a slug gets a mark that finish() replaces.
	 *
	 * @param array<int, Wanted> $wanted
	 * @return array{stored: array<int, string>, final: array<int, string>}
	 */
	private function names( string $post_type, array $wanted ): array {
		$wishes  = array();
		$marks   = array();
		$in_tree = is_post_type_hierarchical( $post_type );
		foreach ( $wanted as $key => $one ) {
			$slug = $this->slug( $one );
			if ( $in_tree || '' === $slug || self::is_draft( $one ) ) {
				$marks[ $key ] = 'callboard-' . bin2hex( random_bytes( 12 ) );
			}
			if ( '' !== $slug ) {
				$wishes[ $key ] = new SlugWish( $slug, 0, self::parent( $one ), self::is_draft( $one ) );
			}
		}
		$final = $this->slugs->unique( $post_type, $wishes );
		// In a tree two posts may carry one slug, below different parents; so may drafts.
		return array(
			'stored' => $in_tree ? $marks : array_diff_key( $final, array_filter( $wanted, self::is_draft( ... ) ) ) + $marks,
			'final'  => $final,
		);
	}

	/** Empty for titles that give none, and for pending posts: core takes it from them when nobody with rights is there. */
	private function slug( Wanted $one ): string {
		$slug = 'pending' === $one->status() ? '' : (string) ( $one->columns['post_name'] ?? '' );
		return '' === $slug && ! self::is_draft( $one ) ? sanitize_title( (string) $one->columns['post_title'] ) : $slug;
	}

	/** A draft's slug may be anybody's, or none. */
	private static function is_draft( Wanted $one ): bool {
		return in_array( $one->status(), self::NO_SLUG, true );
	}

	private static function parent( Wanted $one ): int {
		return (int) ( $one->columns['post_parent'] ?? 0 );
	}

	/** @return array{local: string, gmt: string, comments: string, pings: string} What one batch says of every post. */
	private function same_of_all( string $post_type, int $now_ms ): array {
		$gmt = gmdate( 'Y-m-d H:i:s', intdiv( $now_ms, 1000 ) );
		return array(
			'local'    => get_date_from_gmt( $gmt ),
			'gmt'      => $gmt,
			'comments' => get_default_comment_status( $post_type ),
			'pings'    => get_default_comment_status( $post_type, 'pingback' ),
		);
	}

	/**
	 * @param array{local: string, gmt: string, comments: string, pings: string} $same
	 * @return list<scalar>
	 */
	private function row( Wanted $one, string $post_type, string $name, string $guid, array $same ): array {
		$gmt   = self::is_draft( $one ) ? '0000-00-00 00:00:00' : $same['gmt'];
		$value = $one->columns;
		return array(
			0,
			$same['local'],
			$gmt,
			$value['post_content'] ?? '',
			$value['post_title'] ?? '',
			$value['post_excerpt'] ?? '',
			$one->status(),
			$same['comments'],
			$same['pings'],
			'',
			$name,
			'',
			'',
			$same['local'],
			$gmt,
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
		foreach ( array_chunk( $names, Db::LOOKED_UP ) as $chunk ) {
			$rows = $this->db->objects( "SELECT ID, post_name FROM {$this->db->wpdb()->posts} WHERE post_type = {$this->db->sql->literal( $post_type )} AND post_name IN ({$this->db->sql->texts( $chunk )})" );
			foreach ( $rows as $row ) {
				$found[ (string) $row->post_name ][] = (int) $row->ID;
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
		ksort( $ids ); // In the order of the delivery, in which pictures are fetched.
		return $ids;
	}

	/**
	 * What needs the id: the slug of a post whose title gives none, and the guid of a post without a public address.
	 *
	 * @param array<int, Wanted>                                           $wanted
	 * @param array<int, int>                                              $ids
	 * @param array{stored: array<int, string>, final: array<int, string>} $names
	 * @return array<int, string> The slugs.
	 */
	private function finish( string $post_type, array $wanted, array $ids, array $names, bool $guids_known ): array {
		$changes = array();
		$final   = $names['final'] + $this->late_slugs( $post_type, array_diff_key( $wanted, $names['final'] ), $ids );
		foreach ( $wanted as $key => $one ) {
			if ( $final[ $key ] !== $names['stored'][ $key ] ) {
				$changes[ $ids[ $key ] ]['post_name'] = $final[ $key ];
			}
			if ( ! $guids_known || ! isset( $names['final'][ $key ] ) || 'publish' !== $one->status() ) {
				$changes[ $ids[ $key ] ]['guid'] = self::guid( (string) get_permalink( $this->unsaved( $post_type, $ids[ $key ], $final[ $key ], $one ) ) );
			}
		}
		$this->updates->by_id( $this->db->wpdb()->posts, 'ID', $changes );
		if ( array() !== $changes ) {
			wp_cache_delete_multiple( array_values( $ids ), 'posts' ); // For a private post get_permalink() looks at the row, mark and all.
		}
		return $final;
	}

	/**
	 * A title that gives no slug takes the id; a draft goes without.
	 *
	 * @param array<int, Wanted> $wanted
	 * @param array<int, int>    $ids
	 * @return array<int, string>
	 */
	private function late_slugs( string $post_type, array $wanted, array $ids ): array {
		$wishes = array();
		foreach ( $wanted as $key => $one ) {
			$slug           = self::is_draft( $one ) ? '' : sanitize_title( (string) ( $one->columns['post_title'] ?? '' ), (string) $ids[ $key ] );
			$wishes[ $key ] = new SlugWish( $slug, $ids[ $key ], self::parent( $one ), self::is_draft( $one ) );
		}
		return array() === $wishes ? array() : $this->slugs->unique( $post_type, $wishes );
	}

	/** The address of published posts of this type, with a mark for the slug; null when plugins have a say in it. */
	private function link_of_published( string $post_type ): ?string {
		if ( has_filter( 'post_type_link' ) || is_post_type_hierarchical( $post_type ) || in_array( $post_type, array( 'post', 'page' ), true ) ) {
			return null;
		}
		$link = (string) get_permalink( $this->unsaved( $post_type, PHP_INT_MAX, self::SLUG_MARK ) );
		return str_contains( $link, self::SLUG_MARK ) ? $link : null;
	}

	/** The column holds 255 characters; what is longer core refuses to store, and goes without. */
	private static function guid( string $link ): string {
		return mb_strlen( $link ) > 255 ? '' : $link;
	}

	/** A post object that core uses as it is, without asking the database. */
	private function unsaved( string $post_type, int $id, string $slug, ?Wanted $one = null ): \WP_Post {
		return new \WP_Post(
			(object) array(
				'ID'          => $id,
				'post_type'   => $post_type,
				'post_name'   => $slug,
				'post_status' => $one?->status() ?? 'publish',
				'post_parent' => (int) ( $one?->columns['post_parent'] ?? 0 ),
				'post_date'   => gmdate( 'Y-m-d H:i:s' ),
				'filter'      => 'raw',
			)
		);
	}
}
