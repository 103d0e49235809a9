<?php
declare(strict_types=1);

namespace Callboard\Tests\Rest;

use Callboard\Mapping\FieldMapping;
use Callboard\Plugin;

final class PresetsControllerTest extends AdminRestCase {
	public function test_presets_are_listed_with_their_mappings(): void {
		$presets = $this->rest( 'GET', '/callboard/v1/presets' )->get_data();
		self::assertContains( 'patronticket', array_column( $presets, 'id' ) );
	}

	public function test_a_preset_the_org_can_fill_is_saved_whole(): void {
		$tenant = $this->connected_tenant();
		$answer = $this->choose( $tenant->id );
		self::assertSame( 200, $answer->get_status() );
		self::assertSame( array(), $answer->get_data()['missing_fields'] );
		self::assertSame( array( 'productions', 'performances' ), array_column( $this->rest( 'GET', "/callboard/v1/tenants/{$tenant->id}/mappings" )->get_data(), 'id' ) );
	}

	public function test_choosing_it_again_makes_no_new_version(): void {
		$tenant = $this->connected_tenant();
		$this->choose( $tenant->id );
		self::assertSame( array( 1, 1 ), array_column( $this->choose( $tenant->id )->get_data()['mappings'], 'version' ) );
	}

	public function test_a_missing_object_refuses_the_preset_by_name(): void {
		$tenant = $this->connected_tenant();
		$this->org->without_object( 'PatronTicket__EventInstance__c' );
		$answer = $this->choose( $tenant->id );
		self::assertSame( 422, $answer->get_status() );
		self::assertSame( 'preset_objects_missing', $answer->get_data()['code'] );
		self::assertStringContainsString( 'PatronTicket__EventInstance__c', $answer->get_data()['message'] );
		self::assertStringNotContainsString( 'TicketableEvent', $answer->get_data()['message'] );
		self::assertSame( array(), Plugin::instance()->mappings()->current( $tenant->id ) );
	}

	public function test_a_missing_field_is_left_out_and_named(): void {
		$tenant = $this->connected_tenant();
		$this->org->without_field( 'PatronTicket__TicketableEvent__c', 'PatronTicket__Subtitle__c' );
		$answer = $this->choose( $tenant->id );
		self::assertSame( 200, $answer->get_status() );
		self::assertSame( array( 'PatronTicket__TicketableEvent__c.PatronTicket__Subtitle__c' ), $answer->get_data()['missing_fields'] );
		self::assertStringContainsString( 'Subtitle', $answer->get_data()['warnings'][0] );
		$productions = Plugin::instance()->mappings()->find( $tenant->id, 'productions' );
		self::assertNull( $productions->field( 'meta:callboard_subtitle' ) );
		self::assertInstanceOf( FieldMapping::class, $productions->field( 'excerpt' ), 'What WordPress owns has no source to miss.' );
	}

	public function test_a_field_behind_a_relationship_is_looked_for_in_the_other_object(): void {
		$tenant = $this->connected_tenant();
		$this->org->without_field( 'PatronTicket__Venue__c', 'PatronTicket__City__c' );
		$answer = $this->choose( $tenant->id );
		self::assertSame( array( 'PatronTicket__EventInstance__c.PatronTicket__Venue__r.PatronTicket__City__c' ), $answer->get_data()['missing_fields'] );
		self::assertNull( Plugin::instance()->mappings()->find( $tenant->id, 'performances' )->field( 'meta:callboard_city' ) );
	}

	public function test_an_expression_with_one_field_left_still_answers(): void {
		$tenant = $this->connected_tenant();
		$this->org->without_field( 'PatronTicket__TicketableEvent__c', 'PatronTicket__LongTitle__c' );
		self::assertSame( 200, $this->choose( $tenant->id )->get_status() );
		self::assertNotNull( Plugin::instance()->mappings()->find( $tenant->id, 'productions' )->field( 'title' ) );
	}

	public function test_a_natural_key_without_its_field_is_given_up(): void {
		$tenant = $this->connected_tenant();
		$this->org->without_field( 'PatronTicket__EventInstance__c', 'PatronTicket__Code__c' );
		$this->choose( $tenant->id );
		self::assertNull( Plugin::instance()->mappings()->find( $tenant->id, 'performances' )->natural_key );
	}

	/** @dataProvider indispensable */
	public function test_what_no_show_can_be_listed_without_refuses_the_preset( string $object, string $field ): void {
		$tenant = $this->connected_tenant();
		$this->org->without_field( $object, $field );
		$answer = $this->choose( $tenant->id );
		self::assertSame( array( 422, 'preset_fields_missing' ), array( $answer->get_status(), $answer->get_data()['code'] ) );
		self::assertStringContainsString( $field, $answer->get_data()['message'] );
	}

	/** @return array<string, array{0: string, 1: string}> */
	public static function indispensable(): array {
		return array(
			'the start'           => array( 'PatronTicket__EventInstance__c', 'PatronTicket__InstanceDate__c' ),
			'the production'      => array( 'PatronTicket__EventInstance__c', 'PatronTicket__TicketableEvent__c' ),
			'a field of a filter' => array( 'PatronTicket__TicketableEvent__c', 'PatronTicket__Active__c' ),
		);
	}

	public function test_an_org_that_does_not_answer_keeps_the_mappings_as_they_are(): void {
		$tenant = $this->tenant_with_shows();
		$this->org->answers['/services/data/v66.0/sobjects/PatronTicket__TicketableEvent__c/describe'] = array( 503, array( array( 'errorCode' => 'SERVER_UNAVAILABLE', 'message' => 'busy' ) ) );
		self::assertSame( 503, $this->choose( $tenant->id )->get_status() );
		self::assertCount( 2, Plugin::instance()->mappings()->current( $tenant->id ) );
	}

	public function test_an_unknown_preset_is_not_found(): void {
		$tenant = $this->connected_tenant();
		self::assertSame( 404, $this->rest( 'POST', "/callboard/v1/tenants/{$tenant->id}/preset", array( 'preset' => '../secrets' ) )->get_status() );
		self::assertSame( 400, $this->rest( 'POST', "/callboard/v1/tenants/{$tenant->id}/preset", array() )->get_status() );
	}

	private function choose( int $tenant_id ): \WP_REST_Response {
		return $this->rest( 'POST', "/callboard/v1/tenants/{$tenant_id}/preset", array( 'preset' => 'patronticket' ) );
	}
}
