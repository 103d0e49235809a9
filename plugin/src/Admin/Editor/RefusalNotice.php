<?php
declare(strict_types=1);

namespace Callboard\Admin\Editor;

use Callboard\Ownership\Lock;
use Callboard\Ownership\OwnedFields;
use Callboard\Ownership\Refusal;

defined( 'ABSPATH' ) || exit;

/** After a save from a form: what was kept as it is, and why. The refused targets travel in the redirect. */
final class RefusalNotice {
	private const PARAMETER = 'callboard_refused';

	public function __construct(
		private readonly Lock $lock,
		private readonly OwnedFields $owned_fields,
	) {}

	public function register(): void {
		add_filter( 'redirect_post_location', array( $this, 'carry' ) );
		add_filter( 'wp_redirect', array( $this, 'carry_after_bulk_edit' ) );
		add_filter( 'removable_query_args', array( $this, 'make_removable' ) );
		add_action( 'admin_notices', array( $this, 'print_notice' ) );
	}

	public function carry( string $location ): string {
		$targets = array_map( static fn( Refusal $refusal ): string => $refusal->target, $this->lock->refusals() );
		return array() === $targets ? $location : add_query_arg( self::PARAMETER, rawurlencode( implode( ',', array_unique( $targets ) ) ), $location );
	}

	public function carry_after_bulk_edit( string $location ): string {
		$is_list = is_admin() && str_contains( $location, 'edit.php' ) && ! str_contains( $location, self::PARAMETER );
		return $is_list ? $this->carry( $location ) : $location;
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
		$targets = isset( $_GET[ self::PARAMETER ] ) ? explode( ',', sanitize_text_field( wp_unslash( $_GET[ self::PARAMETER ] ) ) ) : array();
		$labels  = $this->labels( $targets );
		if ( array() === $targets || array() === $labels ) {
			return;
		}
		printf(
			'<div class="notice notice-warning"><p>%s</p></div>',
			esc_html(
				sprintf(
					/* translators: %s: list of field names. */
					__( 'Saved, except what is kept in Salesforce: %s. Change it there, and it changes here.', 'callboard' ),
					implode( ', ', $labels )
				)
			)
		);
	}

	/**
	 * Only the names of known fields are printed: nobody makes this notice say anything else through a link.
	 *
	 * @param list<string> $targets
	 * @return list<string>
	 */
	private function labels( array $targets ): array {
		return array_values( array_intersect_key( $this->owned_fields->known_labels(), array_flip( $targets ) ) );
	}
}
