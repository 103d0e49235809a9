<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** Where posts from before Callboard may carry the Salesforce id of their record: what a person chooses from. */
final class AdoptableKeys {
	/** Newest posts that are looked at: the answer is for a person who waits, on a site of any size. */
	public const POSTS = 2000;
	private const KEYS = 20;

	public function __construct( private readonly Db $db ) {}

	/** Posts of the type that come from no record. */
	public function count_posts( string $post_type ): int {
		return (int) $this->db->value( "SELECT COUNT(*) {$this->posts_before()}", array( $post_type ) );
	}

	/** @return list<array{key: string, posts: int, example: string}> The most frequent first. */
	public function of( string $post_type ): array {
		$rows = $this->db->rows(
			"SELECT m.meta_key, COUNT(DISTINCT m.post_id) AS posts, MIN(m.meta_value) AS example FROM {$this->db->wpdb()->postmeta} m
			INNER JOIN ( SELECT p.ID {$this->posts_before()} ORDER BY p.ID DESC LIMIT %d ) before_us ON before_us.ID = m.post_id
			WHERE m.meta_value REGEXP %s AND m.meta_value REGEXP %s AND m.meta_key REGEXP %s
			GROUP BY m.meta_key ORDER BY posts DESC, m.meta_key LIMIT %d",
			// A word of fifteen letters is no id; each id that an org gives has a digit somewhere.
			array( $post_type, self::POSTS, '^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$', '[0-9]', '^[A-Za-z0-9_-]{1,195}$', self::KEYS )
		);
		return array_map(
			static fn( array $row ) => array(
				'key'     => (string) $row['meta_key'],
				'posts'   => (int) $row['posts'],
				'example' => (string) $row['example'],
			),
			$rows
		);
	}

	private function posts_before(): string {
		return "FROM {$this->db->wpdb()->posts} p LEFT JOIN {$this->db->table( 'ledger' )} l ON l.post_id = p.ID
			WHERE p.post_type = %s AND p.post_status NOT IN ('trash', 'auto-draft', 'inherit') AND l.id IS NULL";
	}
}
