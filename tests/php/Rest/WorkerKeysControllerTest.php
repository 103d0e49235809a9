<?php
declare(strict_types=1);

namespace Callboard\Tests\Rest;

use Callboard\Plugin;

final class WorkerKeysControllerTest extends AdminRestCase {
	public function test_a_key_shows_its_connection_once(): void {
		$created = $this->rest( 'POST', '/callboard/v1/worker-keys', array( 'label' => 'Basement server' ) );
		self::assertSame( 201, $created->get_status() );
		self::assertSame( 'no-store', $created->get_headers()['Cache-Control'] );
		$connection = json_decode( (string) base64_decode( strtr( $created->get_data()['connection'], '-_', '+/' ), true ), true );
		self::assertSame( $created->get_data()['key'], $connection['key'] );
		self::assertStringContainsString( $created->get_data()['connection'], $created->get_data()['command'] );

		$listed = $this->rest( 'GET', '/callboard/v1/worker-keys' )->get_data();
		self::assertSame( array( 'Basement server' ), array_column( $listed, 'label' ) );
		self::assertStringNotContainsString( $connection['secret'], (string) wp_json_encode( $listed ) );
		self::assertNull( $listed[0]['last_seen_ms'] );
	}

	public function test_a_revoked_key_is_gone_with_its_secret(): void {
		$key = $this->rest( 'POST', '/callboard/v1/worker-keys', array( 'label' => 'x' ) )->get_data()['key'];
		self::assertSame( 204, $this->rest( 'DELETE', "/callboard/v1/worker-keys/{$key}" )->get_status() );
		self::assertSame( 404, $this->rest( 'DELETE', "/callboard/v1/worker-keys/{$key}" )->get_status() );
		self::assertFalse( Plugin::instance()->secrets()->has( 0, "worker_key:{$key}" ) );
		self::assertSame( array(), $this->rest( 'GET', '/callboard/v1/worker-keys' )->get_data() );
	}

	public function test_a_label_is_stored_as_text(): void {
		$this->rest( 'POST', '/callboard/v1/worker-keys', array( 'label' => '<b>Worker</b><script>x</script>' ) );
		self::assertSame( 'Worker', $this->rest( 'GET', '/callboard/v1/worker-keys' )->get_data()[0]['label'] );
		self::assertSame( 400, $this->rest( 'POST', '/callboard/v1/worker-keys', array( 'secret' => 'mine' ) )->get_status() );
	}
}
