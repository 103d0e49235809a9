<?php
declare(strict_types=1);

namespace Callboard\Front;

use Callboard\Database\Db;
use Callboard\Event\PostTypes;

defined( 'ABSPATH' ) || exit;

/** What HiddenPerformances is to a page, to searches, archives, feeds, sitemaps, loops of themes and lists over REST. */
final class HiddenFromQueries {
	public function __construct( private readonly Db $db ) {}

	public function register(): void {
		add_filter( 'posts_where', array( $this, 'leave_out' ), 10, 2 );
	}

	public function leave_out( string $where, \WP_Query $query ): string {
		if ( ! self::is_for_visitors() || $query->is_singular() || ! self::may_find_performances( $query ) ) {
			return $where;
		}
		$posts = $this->db->wpdb()->posts;
		return $where . " AND NOT ( {$posts}.post_type = {$this->db->sql->literal( PostTypes::performance() )} AND {$posts}.post_parent <> 0
			AND NOT EXISTS ( SELECT 1 FROM {$posts} callboard_show WHERE callboard_show.ID = {$posts}.post_parent AND callboard_show.post_status = 'publish' ) )";
	}

	private static function is_for_visitors(): bool {
		$type = get_post_type_object( PostTypes::performance() );
		return ! is_admin() && ! wp_doing_cron() && ! ( defined( 'WP_CLI' ) && \WP_CLI ) && null !== $type && ! current_user_can( $type->cap->edit_others_posts );
	}

	private static function may_find_performances( \WP_Query $query ): bool {
		$types = array_filter( (array) $query->get( 'post_type' ) );
		return array() === $types || array() !== array_intersect( $types, array( 'any', PostTypes::performance() ) );
	}
}
