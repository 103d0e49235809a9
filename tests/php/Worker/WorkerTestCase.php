<?php
declare(strict_types=1);

namespace Callboard\Tests\Worker;

use Callboard\Mapping\Mapping;
use Callboard\Plugin;
use Callboard\Tenant\Tenant;
use Callboard\Tests\CommittingTestCase;
use Callboard\Vault\ConnectionDetails;
use Callboard\Worker\Signature;
use Callboard\Worker\SignedMessage;
use WP_REST_Request;
use WP_REST_Response;

require_once __DIR__ . '/FakeOrg.php';

/** A connected tenant, an org that verifies, and a worker that signs. */
abstract class WorkerTestCase extends CommittingTestCase {
	protected Plugin $plugin;
	protected FakeOrg $org;
	protected string $key_id;
	protected string $secret;

	protected function setUp(): void {
		parent::setUp();
		$this->plugin = Plugin::instance();
		$this->org    = new FakeOrg();
		$connection   = $this->decoded( $this->plugin->worker_keys()->create( 'Worker of the tests' )->connection );
		$this->key_id = $connection['key'];
		$this->secret = $connection['secret'];
	}

	/** @return array<string, string> */
	protected function decoded( string $connection ): array {
		return (array) json_decode( (string) base64_decode( strtr( $connection, '-_', '+/' ), true ), true );
	}

	protected function connected_tenant( string $name = 'Playhouse' ): Tenant {
		$tenant = $this->plugin->tenants()->create( $name );
		$this->plugin->connections()->save(
			$tenant->id,
			new ConnectionDetails( FakeOrg::LOGIN, 'consumer-key', 'sync@playhouse.example', null, FakeOrg::private_key() )
		);
		$this->plugin->mappings()->save( $tenant->id, $this->mapping() );
		return $tenant;
	}

	/** @param array<string, mixed> $changes */
	protected function mapping( array $changes = array() ): Mapping {
		return Mapping::from_array(
			$changes + array(
				'id'           => 'productions',
				'version'      => 1,
				'name'         => 'Productions',
				'direction'    => 'in',
				'sobject'      => 'PatronTicket__TicketableEvent__c',
				'filter'       => 'PatronTicket__Active__c = true',
				'record_types' => array(),
				'post_type'    => 'event',
				'withdrawal'   => 'draft',
				'timezone'     => null,
				'natural_key'  => null,
				'order'        => 10,
				'fields'       => array(
					array( 'to' => 'title', 'from' => 'Name', 'owner' => 'salesforce', 'empty' => 'reject', 'transforms' => array( array( 'name' => 'trim', 'options' => array() ) ) ),
					array( 'to' => 'excerpt', 'owner' => 'wordpress', 'empty' => 'keep' ),
				),
			)
		);
	}

	/** @param array<string, mixed> $body */
	protected function ask( string $route, array $body, string $run_token = '' ): WP_REST_Response {
		return rest_do_request( $this->signed( $route, (string) wp_json_encode( $body ), $run_token ) );
	}

	/** @return array<string, mixed> */
	protected function claim(): array {
		return $this->ok( 'claim.answer', $this->ask( 'claim', $this->claim_body() ) );
	}

	/** @return array<string, mixed> */
	protected function claim_body( string $worker_id = 'w-1' ): array {
		return array(
			'protocol' => 1,
			'worker'   => array( 'id' => $worker_id, 'version' => '0.1.0', 'node' => '20.20.0', 'mode' => 'pull' ),
		);
	}

	/** @return array<string, mixed> The answer as it travels, after it passed the contract. */
	protected function ok( string $shape, WP_REST_Response $response ): array {
		self::assertSame( 200, $response->get_status(), (string) wp_json_encode( $response->get_data() ) );
		$data = json_decode( (string) wp_json_encode( $response->get_data() ), true );
		self::assertIsArray( $this->plugin->contract()->parse( $shape, $data ) );
		return $data;
	}

	protected function refused( string $code, int $status, WP_REST_Response $response ): array {
		$data = $response->get_data();
		self::assertSame( array( $code, $status ), array( $data['code'] ?? null, $response->get_status() ), (string) wp_json_encode( $data ) );
		return $data;
	}

	protected function signed( string $route, string $body, string $run_token = '', ?SignedMessage $message = null ): WP_REST_Request {
		$message ??= new SignedMessage( "/callboard/v1/worker/{$route}", $body, (string) $this->clock->now_ms(), bin2hex( random_bytes( 16 ) ), $run_token );
		$request   = new WP_REST_Request( 'POST', "/callboard/v1/worker/{$route}" );
		$request->set_header( 'Content-Type', 'application/octet-stream' );
		$request->set_header( 'X-Callboard-Encoding', 'identity' );
		foreach ( Signature::headers( $message, $this->key_id, $this->secret ) as $name => $value ) {
			$request->set_header( $name, $value );
		}
		if ( '' !== $run_token ) {
			$request->set_header( 'X-Callboard-Run', $run_token );
		}
		$request->set_body( $body );
		return $request;
	}
}
