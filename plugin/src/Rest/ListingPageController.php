<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Admin\ListingPage;

defined( 'ABSPATH' ) || exit;

final class ListingPageController {

	public function __construct( private readonly Door $door, private readonly ListingPage $page ) {}

	public function register(): void {
		Routes::add(
			'/listing-page',
			array(
				'GET'  => array( $this, 'read' ),
				'POST' => array( $this, 'create' ),
			)
		);
	}

	public function read(): \WP_REST_Response|\WP_Error {
		$id = $this->page->find();
		return null === $id
			? Answers::not_found( __( 'No published page carries the listing yet.', 'callboard' ) )
			: $this->view( $id, false );
	}

	/** Asked twice it answers the same page: a second listing page is nobody's wish. */
	public function create(): \WP_REST_Response|\WP_Error {
		return $this->door->run(
			function (): \WP_REST_Response|\WP_Error {
				$found = $this->page->find();
				return null === $found ? $this->view( $this->page->create(), true ) : $this->view( $found, false );
			}
		);
	}

	private function view( int $id, bool $created ): \WP_REST_Response|\WP_Error {
		return $this->door->answers()->one(
			'listing-page',
			array(
				'id'       => $id,
				'url'      => (string) get_permalink( $id ),
				'edit_url' => (string) get_edit_post_link( $id, 'raw' ),
				'created'  => $created,
			),
			$created ? 201 : 200
		);
	}
}
