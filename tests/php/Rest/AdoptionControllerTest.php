<?php
declare(strict_types=1);

namespace Callboard\Tests\Rest;

use Callboard\Ledger\LedgerEntry;
use Callboard\Plugin;

final class AdoptionControllerTest extends AdminRestCase {
	private const ROUTE = '/callboard/v1/tenants/%d/mappings/%s/adoption';

	public function test_only_keys_that_hold_salesforce_ids_of_listings_from_before_are_offered(): void {
		$tenant = $this->tenant_with_shows();
		$first  = $this->listing( array( 'sf_id' => 'a0E5e000000100xEAA', 'old_id' => 'a0E5e000000100x', 'phone' => '+43 1 5123456789', 'mood' => 'unmistakeables', 'word' => 'characteristics', 'odd key' => 'a0E5e000000100x' ) );
		$this->listing( array( 'sf_id' => 'a0E5e000000101xEAA', 'colour' => 'red' ) );
		$ours = $this->listing( array( 'ours_only' => 'a0E5e000000102xEAA' ) );
		$this->listing( array( 'of_a_page' => 'a0E5e000000103xEAA' ), 'page' );
		$this->listing( array( 'binned' => 'a0E5e000000104xEAA' ), 'event', 'trash' );
		$this->give_to_a_record( $tenant->id, $ours );
		$answer = $this->read( $tenant->id, 'productions' );
		self::assertSame( 200, $answer->get_status(), (string) wp_json_encode( $answer->get_data() ) );
		self::assertSame(
			array(
				'adopt'        => 'off',
				'may_be_alike' => false,
				'posts'        => 2,
				'keys'         => array(
					array( 'key' => 'sf_id', 'posts' => 2, 'example' => 'a0E5e000000100xEAA' ),
					array( 'key' => 'old_id', 'posts' => 1, 'example' => 'a0E5e000000100x' ),
				),
			),
			$answer->get_data()
		);
		self::assertNotNull( get_post( $first ) );
	}

	public function test_the_choice_becomes_a_version_that_is_kept_when_the_preset_is_chosen_again(): void {
		$tenant = $this->tenant_with_shows();
		self::assertSame( array( 200, 'meta:sf_id' ), array( $this->choose( $tenant->id, 'productions', 'meta:sf_id' )->get_status(), $this->read( $tenant->id, 'productions' )->get_data()['adopt'] ) );
		self::assertSame( 2, Plugin::instance()->mappings()->find( $tenant->id, 'productions' )->version );
		self::assertSame( array( 'adoption_chosen', 'meta:sf_id' ), array( Plugin::instance()->audit()->page( $tenant->id )[0]->event, Plugin::instance()->audit()->page( $tenant->id )[0]->data['adopt'] ) );
		self::assertSame( 200, $this->rest( 'POST', "/callboard/v1/tenants/{$tenant->id}/preset", array( 'preset' => 'patronticket' ) )->get_status() );
		self::assertSame( 'meta:sf_id', $this->read( $tenant->id, 'productions' )->get_data()['adopt'] );
		$this->choose( $tenant->id, 'productions', 'off' );
		self::assertArrayNotHasKey( 'adopt', Plugin::instance()->mappings()->find( $tenant->id, 'productions' )->to_array() );
	}

	public function test_alike_is_for_records_with_a_start_or_a_code(): void {
		$tenant = $this->tenant_with_shows();
		self::assertTrue( $this->read( $tenant->id, 'performances' )->get_data()['may_be_alike'] );
		self::assertSame( 'natural_key', $this->choose( $tenant->id, 'performances', 'natural_key' )->get_data()['adopt'] );
		self::assertSame( 422, $this->choose( $tenant->id, 'productions', 'natural_key' )->get_status() );
		self::assertSame( 1, Plugin::instance()->mappings()->find( $tenant->id, 'productions' )->version );
	}

	public function test_what_makes_no_sense_or_is_another_tenants_is_refused(): void {
		$tenant = $this->tenant_with_shows();
		foreach ( array( 'meta:', 'meta:a b', "meta:a' OR 1=1", 'title', '' ) as $adopt ) {
			self::assertSame( 400, $this->choose( $tenant->id, 'productions', $adopt )->get_status(), $adopt );
		}
		self::assertSame( 404, $this->read( $tenant->id, 'nothing' )->get_status() );
		$other = $this->connected_tenant( 'Hillside Opera' );
		self::assertSame( array( 404, 404 ), array( $this->read( $other->id, 'productions' )->get_status(), $this->choose( $other->id, 'productions', 'off' )->get_status() ) );
	}

	private function read( int $tenant_id, string $mapping_id ): \WP_REST_Response {
		return $this->rest( 'GET', sprintf( self::ROUTE, $tenant_id, $mapping_id ) );
	}

	private function choose( int $tenant_id, string $mapping_id, string $adopt ): \WP_REST_Response {
		return $this->rest( 'PUT', sprintf( self::ROUTE, $tenant_id, $mapping_id ), array( 'adopt' => $adopt ) );
	}

	/** @param array<string, string> $meta */
	private function listing( array $meta, string $type = 'event', string $status = 'publish' ): int {
		$post_id = (int) wp_insert_post( array( 'post_type' => $type, 'post_status' => $status, 'post_title' => 'By hand' ) );
		foreach ( $meta as $key => $value ) {
			add_post_meta( $post_id, $key, $value );
		}
		return $post_id;
	}

	private function give_to_a_record( int $tenant_id, int $post_id ): void {
		Plugin::instance()->ledger()->save( array( new LedgerEntry( 0, $tenant_id, 'wordpress', 'a0E5e000000102xEAA', 'productions', 1, 'live', $post_id, null, 1, 1, '', '', '', null, null, null, self::NOW_MS, self::NOW_MS ) ) );
	}
}
