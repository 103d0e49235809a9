<?php
declare(strict_types=1);

namespace Callboard\Listing;

use Callboard\Database\Db;
use Callboard\Database\Sql;
use Callboard\Event\Meta;
use Callboard\Event\Moment;
use Callboard\Event\PostTypes;
use Callboard\Event\Taxonomies;

defined( 'ABSPATH' ) || exit;

/** Posts → listing rows: published performances of published productions, from four queries for many. */
final class Derivation {
	public const GENRE       = 'genre';
	public const VENUE       = 'venue';
	public const SEASON      = 'season';
	public const CITY        = 'city';
	public const SALE_STATUS = 'sale_status';
	public const FACETS      = array( self::GENRE, self::VENUE, self::SEASON, self::CITY, self::SALE_STATUS );

	private const META_KEYS = array(
		Meta::START, Meta::END, Meta::TIMEZONE, Meta::SALE_STATUS, Meta::EVENT_STATUS, Meta::PURCHASE_URL,
		Meta::PRICE_MIN, Meta::PRICE_MAX, Meta::CITY, Meta::ACCESS, Meta::SUBTITLE,
	);

	public function __construct( private readonly Db $db ) {}

	/**
	 * @param list<int> $performance_ids
	 * @return array<int, ListingRow> Post → row; what is not to be listed is missing.
	 */
	public function of_performances( array $performance_ids ): array {
		$rows = array();
		foreach ( array_chunk( $performance_ids, 2000 ) as $ids ) {
			$posts = $this->posts( $ids );
			if ( array() !== $posts ) {
				$events = array_values( array_unique( array_map( static fn( array $post ) => (int) $post['event_id'], $posts ) ) );
				$all    = array( ...array_keys( $posts ), ...$events );
				$rows  += $this->rows( $posts, $this->meta( $all ), $this->terms( $all ) );
			}
		}
		return $rows;
	}

	/**
	 * As of_performances(), for posts that nobody else knows yet: the database is not asked.
	 *
	 * @return array<int, ListingRow>
	 */
	public function of_fresh( Fresh $fresh, Around $around, int $tenant_id ): array {
		$posts = array();
		foreach ( $this->listable( $fresh ) as $id ) {
			$event_id = (int) $fresh->columns[ $id ]['post_parent'];
			if ( isset( $around->titles[ $event_id ] ) ) {
				$posts[ $id ] = array(
					'ID'          => (string) $id,
					'post_title'  => $fresh->columns[ $id ]['post_title'],
					'event_id'    => (string) $event_id,
					'event_title' => $around->titles[ $event_id ],
					'tenant_id'   => (string) $tenant_id,
				);
			}
		}
		return $this->rows( $posts, $fresh->meta + $around->meta, $around->terms );
	}

	/**
	 * @param array<int|string, string|null> $hashes       Of rows that are there already.
	 * @param bool                           $fills_shadow Whether a rebuild is under way.
	 */
	public function around( Fresh $fresh, array $hashes, bool $fills_shadow ): Around {
		$parents = array();
		foreach ( $this->listable( $fresh ) as $id ) {
			$parents[ (int) $fresh->columns[ $id ]['post_parent'] ] = true;
		}
		if ( array() === $parents ) {
			return new Around( array(), array(), array(), $hashes, $fills_shadow );
		}
		$ids    = array_keys( $parents );
		$titles = array();
		foreach ( array_chunk( $ids, 2000 ) as $chunk ) {
			$rows = $this->db->rows(
				"SELECT ID, post_title FROM {$this->db->wpdb()->posts} WHERE ID IN (" . implode( ',', $chunk ) . ") AND post_type = %s AND post_status = 'publish'",
				array( PostTypes::event() )
			);
			foreach ( $rows as $row ) {
				$titles[ (int) $row['ID'] ] = (string) $row['post_title'];
			}
		}
		return new Around( $titles, $this->meta( $ids ), $this->terms( $ids ) + $this->terms_of_fresh( $fresh->term_ids ), $hashes, $fills_shadow );
	}

	/** @return list<int> */
	private function listable( Fresh $fresh ): array {
		$type = PostTypes::performance();
		return array_keys( array_filter( $fresh->columns, static fn( array $post ) => $type === $post['post_type'] && 'publish' === $post['post_status'] ) );
	}

	/**
	 * @param array<int, array<string, string|null>>           $posts
	 * @param array<int, array<string, string>>                $meta
	 * @param array<int, array<string, array<string, string>>> $terms
	 * @return array<int, ListingRow>
	 */
	private function rows( array $posts, array $meta, array $terms ): array {
		$rows = array();
		foreach ( $posts as $id => $post ) {
			$row = $this->row( $post, $meta, $terms );
			if ( null !== $row ) {
				$rows[ $id ] = $row;
			}
			$this->db->keep_going();
		}
		return $rows;
	}

	/**
	 * @param list<int> $ids
	 * @return array<int, array<string, string|null>>
	 */
	private function posts( array $ids ): array {
		$posts = $this->db->wpdb()->posts;
		$list  = implode( ',', array_map( 'intval', $ids ) );
		$rows  = $this->db->rows(
			"SELECT p.ID, p.post_title, e.ID AS event_id, e.post_title AS event_title, l.tenant_id
			FROM {$posts} p INNER JOIN {$posts} e ON e.ID = p.post_parent
			LEFT JOIN {$this->db->table( 'ledger' )} l ON l.post_id = p.ID
			WHERE p.ID IN ({$list}) AND p.post_type = %s AND p.post_status = 'publish' AND e.post_type = %s AND e.post_status = 'publish'",
			array( PostTypes::performance(), PostTypes::event() )
		);
		$found = array();
		foreach ( $rows as $row ) {
			$found[ (int) $row['ID'] ] = $row;
		}
		return $found;
	}

	/**
	 * @param list<int> $ids
	 * @return array<int, array<string, string>> Post → key → first value.
	 */
	private function meta( array $ids ): array {
		$list = implode( ',', array_map( 'intval', $ids ) );
		$meta = array();
		$ids_of = array();
		$rows = $this->db->objects(
			"SELECT meta_id, post_id, meta_key, meta_value FROM {$this->db->wpdb()->postmeta} WHERE post_id IN ({$list}) AND meta_key IN (" . Sql::places( self::META_KEYS ) . ')',
			self::META_KEYS
		);
		foreach ( $rows as $row ) {
			$post_id = (int) $row->post_id;
			$meta_id = (int) $row->meta_id;
			// The oldest row of a key counts; the database would sort all for the few that have several.
			if ( $meta_id < ( $ids_of[ $post_id ][ $row->meta_key ] ?? PHP_INT_MAX ) ) {
				$ids_of[ $post_id ][ $row->meta_key ] = $meta_id;
				$meta[ $post_id ][ $row->meta_key ]   = (string) $row->meta_value;
			}
		}
		return $meta;
	}

	/**
	 * @param list<int> $ids
	 * @return array<int, array<string, array<string, string>>> Post → facet → slug → name.
	 */
	private function terms( array $ids ): array {
		$core   = $this->db->wpdb();
		$facets = $this->facets_of_taxonomies();
		$list   = implode( ',', array_map( 'intval', $ids ) );
		$terms  = array();
		$rows   = $this->db->objects(
			"SELECT {$this->db->in_this_order()}r.object_id, tt.taxonomy, t.slug, t.name FROM {$core->term_relationships} r
			INNER JOIN {$core->term_taxonomy} tt ON tt.term_taxonomy_id = r.term_taxonomy_id INNER JOIN {$core->terms} t ON t.term_id = tt.term_id
			WHERE r.object_id IN ({$list}) AND tt.taxonomy IN (%s, %s, %s) ORDER BY t.name, t.term_id",
			array_keys( $facets )
		);
		foreach ( $rows as $row ) {
			$terms[ (int) $row->object_id ][ $facets[ $row->taxonomy ] ][ (string) $row->slug ] = $this->text( (string) $row->name, 200 );
		}
		return $terms;
	}

	/**
	 * @param array<int, list<int>> $term_ids Post → term_taxonomy ids.
	 * @return array<int, array<string, array<string, string>>> As terms(), from one query for the distinct terms.
	 */
	private function terms_of_fresh( array $term_ids ): array {
		$wanted = array();
		foreach ( $term_ids as $post_id => $ids ) {
			foreach ( $ids as $id ) {
				$wanted[ $id ][] = $post_id;
			}
		}
		if ( array() === $wanted ) {
			return array();
		}
		$core   = $this->db->wpdb();
		$facets = $this->facets_of_taxonomies();
		$rows   = $this->db->rows(
			"SELECT tt.term_taxonomy_id, tt.taxonomy, t.slug, t.name FROM {$core->term_taxonomy} tt INNER JOIN {$core->terms} t ON t.term_id = tt.term_id
			WHERE tt.term_taxonomy_id IN (" . implode( ',', array_keys( $wanted ) ) . ') AND tt.taxonomy IN (%s, %s, %s) ORDER BY t.name, t.term_id',
			array_keys( $facets )
		);
		$terms  = array();
		foreach ( $rows as $row ) {
			$facet = $facets[ (string) $row['taxonomy'] ];
			$name  = $this->text( (string) $row['name'], 200 );
			foreach ( $wanted[ (int) $row['term_taxonomy_id'] ] as $post_id ) {
				$terms[ $post_id ][ $facet ][ (string) $row['slug'] ] = $name;
			}
		}
		return $terms;
	}

	/** @return array<string, string> */
	private function facets_of_taxonomies(): array {
		return array(
			Taxonomies::genre()  => self::GENRE,
			Taxonomies::venue()  => self::VENUE,
			Taxonomies::season() => self::SEASON,
		);
	}

	/**
	 * @param array<string, string|null>                       $post
	 * @param array<int, array<string, string>>                $meta
	 * @param array<int, array<string, array<string, string>>> $terms
	 */
	private function row( array $post, array $meta, array $terms ): ?ListingRow {
		$id       = (int) $post['ID'];
		$event_id = (int) $post['event_id'];
		$own      = $meta[ $id ] ?? array();
		$event    = $meta[ $event_id ] ?? array();
		$start_ms = Moment::to_ms( $own[ Meta::START ] ?? '' );
		if ( null === $start_ms ) {
			return null; // A performance without a date has no place in a calendar.
		}
		$facets = $this->facets( $own, $terms[ $id ] ?? array(), $terms[ $event_id ] ?? array() );
		$short  = static fn( string $key, int $length ): string => mb_substr( $own[ $key ] ?? '', 0, $length );
		$venue  = mb_substr( implode( ', ', $facets[ self::VENUE ] ?? array() ), 0, 200 );
		$city   = $this->text( $short( Meta::CITY, 1000 ), 191 );
		$title  = $this->text( (string) $post['post_title'], 255 );
		$show   = $this->text( (string) $post['event_title'], 255 );
		$more   = $this->text( $event[ Meta::SUBTITLE ] ?? '', 255 );
		$ticket = $short( Meta::PURCHASE_URL, 1000 );
		return new ListingRow(
			$id,
			(int) $post['tenant_id'],
			$event_id,
			$title,
			$show,
			$more,
			$start_ms,
			Moment::to_ms( $short( Meta::END, 64 ) ),
			$short( Meta::TIMEZONE, 64 ),
			$venue,
			$city,
			$short( Meta::SALE_STATUS, 32 ),
			$short( Meta::EVENT_STATUS, 32 ),
			$short( Meta::PRICE_MIN, 32 ),
			$short( Meta::PRICE_MAX, 32 ),
			'' === $ticket ? mb_substr( $event[ Meta::PURCHASE_URL ] ?? '', 0, 1000 ) : $ticket,
			$this->text( $short( Meta::ACCESS, 1000 ), 255 ),
			self::search_text( array( $show, $more, $title, $venue, $city, ...array_values( $facets[ self::GENRE ] ?? array() ) ) ),
			$facets
		);
	}

	/**
	 * @param array<string, string>                $own
	 * @param array<string, array<string, string>> $terms
	 * @param array<string, array<string, string>> $event_terms
	 * @return array<string, array<string, string>>
	 */
	private function facets( array $own, array $terms, array $event_terms ): array {
		$facets = array();
		foreach ( array( self::GENRE, self::VENUE, self::SEASON ) as $facet ) {
			// A performance may say its own venue or genre; what it leaves out is the production's.
			$facets[ $facet ] = ( $terms[ $facet ] ?? array() ) ?: ( $event_terms[ $facet ] ?? array() );
		}
		foreach ( array( self::CITY => Meta::CITY, self::SALE_STATUS => Meta::SALE_STATUS ) as $facet => $key ) {
			$value = $this->text( $own[ $key ] ?? '', 191 );
			if ( '' !== $value ) {
				$facets[ $facet ] = array( $value => $value );
			}
		}
		return array_filter( $facets );
	}

	/** Titles are stored with entities ("Rock &amp; Roll"); the listing holds text, and its template escapes. */
	private function text( string $stored, int $length ): string {
		if ( false === strpbrk( $stored, '<&' ) ) {
			return mb_substr( trim( $stored ), 0, $length );
		}
		return mb_substr( trim( html_entity_decode( wp_strip_all_tags( $stored ), ENT_QUOTES | ENT_HTML5, 'UTF-8' ) ), 0, $length );
	}

	/** @param list<string> $parts */
	public static function search_text( array $parts ): string {
		$text = mb_strtolower( remove_accents( implode( ' ', array_filter( $parts ) ) ) );
		return mb_substr( trim( (string) preg_replace( '/\s+/u', ' ', $text ) ), 0, 2000 );
	}
}
