<?php
declare(strict_types=1);

namespace Callboard\Tests\Rest;

final class ListingPageControllerTest extends AdminRestCase {
	public function test_it_creates_the_page_once(): void {
		self::assertSame( 404, $this->rest( 'GET', '/callboard/v1/listing-page' )->get_status() );
		$first = $this->rest( 'POST', '/callboard/v1/listing-page' );
		self::assertSame( 201, $first->get_status() );
		self::assertSame( 'publish', get_post_status( $first->get_data()['id'] ) );
		self::assertTrue( has_block( 'callboard/listing', $first->get_data()['id'] ) );
		$second = $this->rest( 'POST', '/callboard/v1/listing-page' );
		self::assertSame( array( 200, $first->get_data()['id'], false ), array( $second->get_status(), $second->get_data()['id'], $second->get_data()['created'] ) );
		self::assertSame( $first->get_data()['id'], $this->rest( 'GET', '/callboard/v1/listing-page' )->get_data()['id'] );
	}

	public function test_a_page_in_the_trash_is_not_the_page(): void {
		$id = $this->rest( 'POST', '/callboard/v1/listing-page' )->get_data()['id'];
		wp_trash_post( $id );
		self::assertNotSame( $id, $this->rest( 'POST', '/callboard/v1/listing-page' )->get_data()['id'] );
	}
}
