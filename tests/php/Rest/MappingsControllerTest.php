<?php
declare(strict_types=1);

namespace Callboard\Tests\Rest;

use Callboard\Plugin;

final class MappingsControllerTest extends AdminRestCase {
	public function test_owners_become_a_new_version_and_the_old_one_is_kept(): void {
		$tenant = $this->tenant_with_shows();
		$answer = $this->set_owners( $tenant->id, array( 'content' => 'wordpress' ) );
		self::assertSame( 200, $answer->get_status() );
		self::assertSame( 2, $answer->get_data()['version'] );
		$mappings = Plugin::instance()->mappings();
		self::assertSame( 'wordpress', $mappings->find( $tenant->id, 'productions' )->field( 'content' )->owner );
		self::assertSame( 'salesforce', $mappings->find( $tenant->id, 'productions' )->field( 'title' )->owner );
		self::assertSame( 'salesforce', $mappings->find( $tenant->id, 'productions', 1 )->field( 'content' )->owner );
	}

	public function test_equal_owners_change_nothing(): void {
		$tenant = $this->tenant_with_shows();
		self::assertSame( 1, $this->set_owners( $tenant->id, array( 'content' => 'salesforce' ) )->get_data()['version'] );
	}

	public function test_the_mapping_of_another_tenant_is_out_of_reach(): void {
		$this->tenant_with_shows();
		$other = $this->connected_tenant( 'Hillside Opera' );
		self::assertSame( 404, $this->set_owners( $other->id, array( 'content' => 'wordpress' ) )->get_status() );
		self::assertSame( array(), $this->rest( 'GET', "/callboard/v1/tenants/{$other->id}/mappings" )->get_data() );
	}

	/** @dataProvider refused_owners */
	public function test_owners_that_make_no_sense_are_refused( array $owners, int $status ): void {
		$tenant = $this->tenant_with_shows();
		self::assertSame( $status, $this->set_owners( $tenant->id, $owners )->get_status() );
		self::assertSame( 1, Plugin::instance()->mappings()->find( $tenant->id, 'productions' )->version );
	}

	/** @return array<string, array{0: array<string, mixed>, 1: int}> */
	public static function refused_owners(): array {
		return array(
			'an unknown field'                  => array( array( 'meta:nothing' => 'wordpress' ), 422 ),
			'an owner that does not exist'      => array( array( 'title' => 'nobody' ), 400 ),
			'a field Salesforce has nothing for' => array( array( 'excerpt' => 'salesforce' ), 422 ),
		);
	}

	public function test_the_parent_of_a_performance_stays_with_salesforce(): void {
		$tenant = $this->tenant_with_shows();
		$answer = $this->rest( 'PUT', "/callboard/v1/tenants/{$tenant->id}/mappings/performances/owners", array( 'owners' => array( 'parent' => 'wordpress' ) ) );
		self::assertSame( 422, $answer->get_status() );
	}

	private function set_owners( int $tenant_id, array $owners ): \WP_REST_Response {
		return $this->rest( 'PUT', "/callboard/v1/tenants/{$tenant_id}/mappings/productions/owners", array( 'owners' => $owners ) );
	}
}
