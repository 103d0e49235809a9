<?php
declare(strict_types=1);

namespace Callboard\Explain\Link;

use Callboard\Event\PostTypes;
use Callboard\Explain\ChainLink;

defined( 'ABSPATH' ) || exit;

/** The post and, for a performance, its production: both must be public. */
final class PostLink {
	public function of( ?int $post_id ): ChainLink {
		$post = null === $post_id ? null : get_post( $post_id );
		if ( ! $post instanceof \WP_Post ) {
			return ChainLink::broken( ChainLink::POST, null === $post_id ? __( 'It has no post.', 'callboard' ) : __( 'Its post was deleted.', 'callboard' ), __( 'Choose "Sync this show now": the post is made anew when the links before this one hold.', 'callboard' ) );
		}
		$wrong = $this->wrong( $post );
		if ( null !== $wrong ) {
			return $wrong;
		}
		$parent = PostTypes::performance() === $post->post_type ? get_post( $post->post_parent ) : $post;
		if ( ! $parent instanceof \WP_Post || 0 === (int) $parent->ID ) {
			return ChainLink::broken( ChainLink::POST, __( 'It belongs to no production on this site.', 'callboard' ), __( 'Name its production in Salesforce.', 'callboard' ) );
		}
		return 'publish' === $parent->post_status
			? ChainLink::ok( ChainLink::POST, __( 'It is published.', 'callboard' ) )
			/* translators: %s: title of a production. */
			: ChainLink::broken( ChainLink::POST, sprintf( __( 'Its production "%s" is not published.', 'callboard' ), $parent->post_title ), __( 'Ask the same question about the production.', 'callboard' ) );
	}

	private function wrong( \WP_Post $post ): ?ChainLink {
		$message = match ( $post->post_status ) {
			'publish' => null,
			'draft', 'pending' => __( 'Its post is a draft.', 'callboard' ),
			'private' => __( 'Its post is private.', 'callboard' ),
			'future'  => __( 'Its post is scheduled for later.', 'callboard' ),
			'trash'   => __( 'Its post is in the trash.', 'callboard' ),
			/* translators: %s: status of a post. */
			default   => sprintf( __( 'Its post has the status "%s".', 'callboard' ), $post->post_status ),
		};
		return null === $message ? null : ChainLink::broken(
			ChainLink::POST,
			$message,
			__( 'If the links before this one hold, choose "Sync this show now": it is published again unless its mapping says otherwise.', 'callboard' )
		);
	}
}
