<?php
declare(strict_types=1);

namespace Callboard\Admin\Editor;

use Callboard\Admin\Capability;
use Callboard\Explain\Subjects;
use Callboard\Explain\SyncShow;
use Callboard\Failure\Failure;
use Callboard\Ownership\OwnedFields;

defined( 'ABSPATH' ) || exit;

/** In the list of shows: "Sync this show now", and for administrators the screen that explains it. */
final class RowActions {
	public const ACTION     = 'callboard_sync_show';
	private const PARAMETER = 'callboard_asked';

	/**
	 * @param \Closure(): Subjects $subjects
	 * @param \Closure(): SyncShow $sync_show
	 */
	public function __construct(
		private readonly OwnedFields $owned_fields,
		private readonly \Closure $subjects,
		private readonly \Closure $sync_show
	) {}

	public function register(): void {
		add_filter( 'post_row_actions', array( $this, 'add' ), 10, 2 );
		add_filter( 'page_row_actions', array( $this, 'add' ), 10, 2 );
		add_action( 'admin_post_' . self::ACTION, array( $this, 'sync' ) );
		add_filter( 'removable_query_args', array( $this, 'make_removable' ) );
		add_action( 'admin_notices', array( $this, 'print_notice' ) );
	}

	/**
	 * @param array<string, string> $actions
	 * @return array<string, string>
	 */
	public function add( array $actions, \WP_Post $post ): array {
		$owned = $this->owned_fields->of_post( $post->ID );
		if ( ! $owned->is_synced() || ! current_user_can( 'edit_post', $post->ID ) ) {
			return $actions;
		}
		$url = wp_nonce_url( add_query_arg( array( 'action' => self::ACTION, 'post' => $post->ID ), admin_url( 'admin-post.php' ) ), self::ACTION . $post->ID );

		$actions['callboard_sync'] = sprintf( '<a href="%s">%s</a>', esc_url( $url ), esc_html__( 'Sync this show now', 'callboard' ) );
		if ( current_user_can( Capability::MANAGE ) ) {
			$why = add_query_arg( 'view', rawurlencode( "/why/{$owned->tenant_id}/{$owned->external_id}" ), admin_url( 'admin.php?page=callboard' ) );

			$actions['callboard_why'] = sprintf( '<a href="%s">%s</a>', esc_url( $why ), esc_html__( 'Where it comes from', 'callboard' ) );
		}
		return $actions;
	}

	public function sync(): void {
		$post_id = absint( $_GET['post'] ?? 0 ); // phpcs:ignore WordPress.Security.NonceVerification.Recommended -- checked in the next line, whose action holds the number.
		check_admin_referer( self::ACTION . $post_id );
		$back = wp_get_referer() ?: admin_url();
		wp_safe_redirect( add_query_arg( self::PARAMETER, $this->ask( $post_id ), $back ) );
		$this->end();
	}

	/** @return string What to say: how many records are due, or the code of a failure. */
	public function ask( int $post_id ): string {
		$subject = current_user_can( 'edit_post', $post_id ) ? ( $this->subjects )()->of_post( $post_id ) : null;
		if ( null === $subject ) {
			return 'refused';
		}
		try {
			return (string) ( $this->sync_show )()->ask( $subject, get_current_user_id() )['asked'];
		} catch ( Failure $failure ) {
			return $failure->code_name;
		}
	}

	/**
	 * @param list<string> $parameters
	 * @return list<string>
	 */
	public function make_removable( array $parameters ): array {
		$parameters[] = self::PARAMETER;
		return $parameters;
	}

	public function print_notice(): void {
		// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- chooses words to show, changes nothing.
		$asked = isset( $_GET[ self::PARAMETER ] ) ? sanitize_key( wp_unslash( $_GET[ self::PARAMETER ] ) ) : '';
		if ( '' === $asked ) {
			return;
		}
		$worked = ctype_digit( $asked );
		printf(
			'<div class="notice notice-%s is-dismissible"><p>%s</p></div>',
			esc_attr( $worked ? 'success' : 'error' ),
			esc_html(
				$worked
					/* translators: %d: number of records. */
					? sprintf( _n( '%d record is read again now: reload this list in a moment.', '%d records are read again now: reload this list in a moment.', (int) $asked, 'callboard' ), (int) $asked )
					: __( 'This show cannot be read from Salesforce now. Open Callboard: it says what is missing.', 'callboard' )
			)
		);
	}

	private function end(): never {
		exit;
	}
}
