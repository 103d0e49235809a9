<?php
declare(strict_types=1);

namespace Callboard\Admin;

use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;

defined( 'ABSPATH' ) || exit;

/** The public page that carries the listing block. */
final class ListingPage {

	private const OPTION = 'callboard_listing_page';
	private const BLOCK  = 'callboard/listing';

	public function find(): ?int {
		$id = (int) get_option( self::OPTION, 0 );
		return $id > 0 && 'publish' === get_post_status( $id ) ? $id : null;
	}

	/** @throws Failure When WordPress refuses the page. */
	public function create(): int {
		$id = wp_insert_post(
			array(
				'post_type'    => 'page',
				'post_status'  => 'publish',
				'post_title'   => __( 'What’s on', 'callboard' ),
				'post_name'    => _x( 'whats-on', 'address of the listing page', 'callboard' ),
				'post_content' => '<!-- wp:' . self::BLOCK . ' {"align":"wide"} /-->',
			),
			true
		);
		if ( is_wp_error( $id ) ) {
			throw new Failure(
				FailureKind::CONFIG,
				'listing_page_refused',
				__( 'WordPress did not create the page.', 'callboard' ),
				array( __( 'Create a page yourself and add the block “Callboard listing”.', 'callboard' ) ),
				array( 'cause' => $id->get_error_message() )
			);
		}
		update_option( self::OPTION, $id, false );
		return $id;
	}
}
