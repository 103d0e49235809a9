<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Plugin;
use Callboard\Vault\ConnectionDetails;

/** The simulated org as a process of its own, and a tenant connected to it by JWT: real HTTP both ways. */
final class Simulator {
	/** @var array<string, mixed> */
	public readonly array $door;

	/** @var resource */
	private $process;

	public function __construct( int $now_ms ) {
		$clock         = gmdate( 'Y-m-d\TH:i:s\Z', intdiv( $now_ms, 1000 ) );
		$command       = array( 'node', dirname( __DIR__, 2 ) . '/simulator/cli.mjs', '--port', '0', '--season', 'empty', '--clock', $clock, '--frozen' );
		$this->process = proc_open( $command, array( 1 => array( 'pipe', 'w' ), 2 => array( 'file', '/dev/null', 'w' ) ), $pipes, dirname( __DIR__, 3 ) );
		$this->door    = (array) json_decode( (string) fgets( $pipes[1] ), true );
	}

	public function connect( Plugin $plugin, int $tenant_id ): void {
		$plugin->connections()->save(
			$tenant_id,
			new ConnectionDetails( $this->door['url'], $this->door['consumerKey'], $this->door['users'][0]['username'], $this->door['certificatePem'], (string) file_get_contents( $this->door['privateKeyFile'] ), null )
		);
	}

	/** @param array<string, mixed> $body */
	public function control( string $call, array $body = array(), string $method = 'POST' ): mixed {
		return self::json( $method, $this->door['controlUrl'] . '/' . $call, $body, array() );
	}

	/** @param array<string, mixed> $fields */
	public function create( Plugin $plugin, int $tenant_id, string $object, array $fields ): string {
		return $this->send( $plugin, $tenant_id, 'POST', "sobjects/{$object}", $fields )['id'];
	}

	/**
	 * @param string               $path   Below /services/data/vNN.0/.
	 * @param array<string, mixed> $fields
	 */
	public function send( Plugin $plugin, int $tenant_id, string $method, string $path, array $fields = array() ): mixed {
		$token = $plugin->salesforce_tokens()->current( $tenant_id );
		return self::json( $method, "{$token->instance_url}/services/data/v66.0/{$path}", $fields, array( 'Authorization' => 'Bearer ' . $token->token ) );
	}

	/** @return list<string> Paths asked for since the log was last looked at, beginning with the data API. */
	public function asked( string $piece ): array {
		$log = $this->control( 'log', array(), 'GET' );
		return array_values( array_filter( array_column( $log['entries'] ?? $log, 'path' ), static fn( $path ) => str_contains( (string) $path, $piece ) ) );
	}

	public function close(): void {
		proc_terminate( $this->process );
		proc_close( $this->process );
	}

	/**
	 * @param array<string, mixed>  $body
	 * @param array<string, string> $headers
	 */
	private static function json( string $method, string $url, array $body, array $headers ): mixed {
		$answer = wp_remote_request(
			$url,
			array(
				'method'  => $method,
				'headers' => $headers + array( 'Content-Type' => 'application/json' ),
				'timeout' => 30,
			) + ( 'GET' === $method ? array() : array( 'body' => (string) wp_json_encode( (object) $body ) ) )
		);
		if ( is_wp_error( $answer ) || wp_remote_retrieve_response_code( $answer ) >= 300 ) {
			throw new \RuntimeException( "{$method} {$url}: " . ( is_wp_error( $answer ) ? $answer->get_error_message() : wp_remote_retrieve_body( $answer ) ) );
		}
		return json_decode( wp_remote_retrieve_body( $answer ), true );
	}
}
