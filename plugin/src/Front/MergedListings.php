<?php
declare(strict_types=1);

namespace Callboard\Front;

use Callboard\Ledger\Merges;

defined( 'ABSPATH' ) || exit;

/**
 * The address of a listing whose record was merged into another leads on to that one's listing.
 *
 * Only where WordPress found nothing to show, so that no page pays for it: a listing that its mapping keeps in place stays.
 */
final class MergedListings {
	public function __construct( private readonly Merges $merges ) {}

	public function register(): void {
		// Before redirect_canonical(), which guesses at something with a similar name.
		add_action( 'template_redirect', array( $this, 'redirect' ), 5 );
		add_action( 'before_delete_post', array( $this, 'keep_address' ), 10, 2 );
	}

	/** With its post the loser's slug goes, in the trash after thirty days: the winner's listing keeps it as an earlier address of its own. */
	public function keep_address( int $post_id, \WP_Post $post ): void {
		$loser  = 'revision' === $post->post_type ? null : $this->merges->loser_by_post( $post_id );
		$winner = null === $loser ? null : $this->merges->winner_of( $loser );
		// In the trash a post gives its slug back.
		$slug = (string) ( get_post_meta( $post_id, '_wp_desired_post_slug', true ) ?: $post->post_name );
		if ( null !== $winner?->post_id && '' !== $slug && ! in_array( $slug, get_post_meta( $winner->post_id, '_wp_old_slug' ), true ) ) {
			add_post_meta( $winner->post_id, '_wp_old_slug', $slug );
		}
	}

	public function redirect(): void {
		$address = is_404() ? $this->address( $GLOBALS['wp_query'] ) : null;
		if ( null !== $address && wp_safe_redirect( $address, 301, 'Callboard' ) ) {
			exit;
		}
	}

	/** Where a request that found nothing should go; null when it is not about a merged listing. */
	public function address( \WP_Query $query ): ?string {
		$id    = max( (int) $query->get( 'p' ), (int) $query->get( 'page_id' ) );
		$path  = (string) ( $query->get( 'name' ) ?: $query->get( 'pagename' ) );
		$loser = null;
		if ( $id > 0 ) {
			$loser = $this->merges->loser_by_post( $id );
		} elseif ( '' !== $path ) {
			$type  = $query->get( 'post_type' );
			$loser = $this->merges->loser_by_slug( sanitize_title( wp_basename( $path ) ), is_string( $type ) && '' !== $type ? $type : null );
		}
		$winner = null === $loser ? null : $this->merges->winner_of( $loser );
		$link   = null !== $winner?->post_id && 'publish' === get_post_status( $winner->post_id ) ? get_permalink( $winner->post_id ) : false;
		return is_string( $link ) ? $link : null;
	}
}
