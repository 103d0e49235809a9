<?php
declare(strict_types=1);

namespace Callboard\Tests\Rest;

use Callboard\Brake\RetireMapping;
use Callboard\Cli\MappingCommand;
use Callboard\Mapping\Mapping;
use Callboard\Plugin;
use Callboard\Tests\Cli\RecordedOutput;

require_once __DIR__ . '/../Cli/RecordedOutput.php';

final class RetirementControllerTest extends AdminRestCase {
	public function test_numbers_come_first_and_the_choice_is_logged(): void {
		$tenant = $this->tenant_with_shows();
		self::assertSame( array( true, 0, 0 ), array_values( array_intersect_key( $this->ask( 'GET', $tenant->id )->get_data(), array_flip( array( 'is_current', 'listed', 'waiting' ) ) ) ) );
		self::assertFalse( $this->ask( 'POST', $tenant->id, array( 'listings' => 'keep' ) )->get_data()['is_current'] );
		self::assertSame( array( 'performances' ), array_column( $this->rest( 'GET', "/callboard/v1/tenants/{$tenant->id}/mappings" )->get_data(), 'id' ) );
		$entry = Plugin::instance()->audit()->of_event( $tenant->id, RetireMapping::EVENT, 1 )[0];
		self::assertSame( array( 'productions', 'keep', get_current_user_id() ), array( $entry->data['mapping_id'], $entry->data['listings'], $entry->user_id ) );
		self::assertSame( array(), $this->rest( 'GET', "/callboard/v1/tenants/{$tenant->id}/retired" )->get_data(), 'Nothing of it is on the site.' );
	}

	public function test_what_is_no_choice_or_no_mapping_is_refused_and_changes_nothing(): void {
		$tenant = $this->tenant_with_shows();
		self::assertSame( array( 400, 400, 404, 404, 404 ), array( $this->ask( 'POST', $tenant->id, array( 'listings' => 'delete' ) )->get_status(), $this->ask( 'POST', $tenant->id, array() )->get_status(), $this->ask( 'POST', 999, array( 'listings' => 'keep' ) )->get_status(), $this->ask( 'GET', $tenant->id, null, 'nothing' )->get_status(), $this->ask( 'POST', $tenant->id, array( 'listings' => 'keep' ), 'nothing' )->get_status() ) );
		self::assertNotNull( Plugin::instance()->mappings()->find( $tenant->id, 'productions' ) );
	}

	public function test_a_package_that_leaves_a_mapping_out_takes_it_out_of_the_sync_in_the_same_words(): void {
		$tenant = $this->tenant_with_shows();
		$plugin = Plugin::instance();
		$extra  = Mapping::from_array( array( 'id' => 'venues', 'name' => 'Venues' ) + $plugin->mappings()->current( $tenant->id )[0]->to_array() );
		$plugin->mappings()->save( $tenant->id, $extra );
		self::assertSame( 200, $this->rest( 'POST', "/callboard/v1/tenants/{$tenant->id}/preset", array( 'preset' => 'patronticket' ) )->get_status() );
		self::assertNull( $plugin->mappings()->find( $tenant->id, 'venues' ) );
		self::assertSame( 'venues', $plugin->audit()->of_event( $tenant->id, RetireMapping::EVENT, 1 )[0]->data['mapping_id'] );
	}

	public function test_the_command_says_what_it_would_do_before_it_does_it(): void {
		$tenant = $this->tenant_with_shows();
		$plugin = Plugin::instance();
		$output = new RecordedOutput();
		$wp     = new MappingCommand( $output, $plugin->tenants(), $plugin->mappings(), $plugin->retire_mapping() );
		$wp( array( 'retire', 'productions' ), array( 'listings' => 'draft' ) );
		self::assertStringContainsString( 'would become drafts. Nothing was changed: say --yes to do it.', $output->lines[0] );
		self::assertNotNull( $plugin->mappings()->find( $tenant->id, 'productions' ) );
		$wp( array( 'retire', 'productions' ), array( 'yes' => true ) );
		self::assertStringContainsString( 'is not read any more', $output->lines[1] );
		self::assertNull( $plugin->mappings()->find( $tenant->id, 'productions' ) );
		$wp( array( 'list' ) );
		self::assertSame( array( 'performances' ), array_column( $output->rows, 'mapping' ) );
		$wp( array( 'retire', 'nothing' ) );
		$wp( array( 'retire', 'performances' ), array( 'listings' => 'trash', 'yes' => true ) );
		$wp( array( 'drop' ) );
		self::assertCount( 3, $output->failures );
	}

	/** @param ?array<string, mixed> $body */
	private function ask( string $method, int $tenant_id, ?array $body = null, string $mapping_id = 'productions' ): \WP_REST_Response {
		return $this->rest( $method, "/callboard/v1/tenants/{$tenant_id}/mappings/{$mapping_id}/retirement", $body );
	}
}
