<?php
declare(strict_types=1);

namespace Callboard\Tests\Rest;

final class SettingsControllerTest extends AdminRestCase {
	public function test_the_default_waits_for_a_worker_and_deletes_nothing(): void {
		$data = $this->rest( 'GET', '/callboard/v1/settings' )->get_data();
		self::assertSame( array( 'pull', null, false ), array( $data['worker_mode'], $data['ping_url'], $data['delete_data_on_uninstall'] ) );
	}

	public function test_what_is_absent_stays_and_null_clears(): void {
		$this->rest( 'PUT', '/callboard/v1/settings', array( 'worker_mode' => 'ping', 'ping_url' => 'http://127.0.0.1:9123' ) );
		$data = $this->rest( 'PUT', '/callboard/v1/settings', array( 'delete_data_on_uninstall' => true ) )->get_data();
		self::assertSame( array( 'ping', 'http://127.0.0.1:9123', true ), array( $data['worker_mode'], $data['ping_url'], $data['delete_data_on_uninstall'] ) );
		$data = $this->rest( 'PUT', '/callboard/v1/settings', array( 'worker_mode' => 'pull', 'ping_url' => null ) )->get_data();
		self::assertNull( $data['ping_url'] );
		self::assertEquals( $data, $this->rest( 'GET', '/callboard/v1/settings' )->get_data() );
	}

	public function test_saving_the_same_again_is_no_failure(): void {
		$body = array( 'worker_mode' => 'pull' );
		self::assertSame( 200, $this->rest( 'PUT', '/callboard/v1/settings', $body )->get_status() );
		self::assertSame( 200, $this->rest( 'PUT', '/callboard/v1/settings', $body )->get_status() );
	}

	/** @dataProvider bad_bodies */
	public function test_a_bad_body_changes_nothing( array $body, int $status ): void {
		$before = $this->rest( 'GET', '/callboard/v1/settings' )->get_data();
		self::assertSame( $status, $this->rest( 'PUT', '/callboard/v1/settings', $body )->get_status() );
		self::assertEquals( $before, $this->rest( 'GET', '/callboard/v1/settings' )->get_data() );
	}

	/** @return array<string, array{0: array<string, mixed>, 1: int}> */
	public static function bad_bodies(): array {
		return array(
			'an unknown mode'          => array( array( 'worker_mode' => 'telepathy' ), 400 ),
			'an unknown setting'       => array( array( 'colour' => 'red' ), 400 ),
			'ping without an address'  => array( array( 'worker_mode' => 'ping' ), 422 ),
			'a private network'        => array( array( 'ping_url' => 'https://10.1.2.3/' ), 422 ),
			'plain http to the world'  => array( array( 'ping_url' => 'http://worker.example' ), 422 ),
			'not an address'           => array( array( 'ping_url' => 'javascript:alert(1)' ), 422 ),
			'a word for true'          => array( array( 'delete_data_on_uninstall' => 'maybe' ), 400 ),
		);
	}
}
