<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Audit\AuditLog;
use Callboard\Worker\WorkerKey;
use Callboard\Worker\WorkerKeys;

defined( 'ABSPATH' ) || exit;

/** Keys of workers. The answer to POST is the only one that ever carries a secret: inside the connection string, once. */
final class WorkerKeysController {

	public function __construct(
		private readonly Door $door,
		private readonly WorkerKeys $keys,
		private readonly AuditLog $audit,
	) {}

	public function register(): void {
		Routes::add(
			'/worker-keys',
			array(
				'GET'  => array( $this, 'all' ),
				'POST' => array( $this, 'create' ),
			)
		);
		Routes::add( '/worker-keys/(?P<key>[a-f0-9]{1,64})', array( 'DELETE' => array( $this, 'revoke' ) ) );
	}

	public function all(): \WP_REST_Response|\WP_Error {
		return $this->door->answers()->many( 'worker-key', array_map( array( self::class, 'view' ), $this->keys->all() ) );
	}

	public function create( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_body(
			$request,
			'worker-key.request',
			function ( array $body ): \WP_REST_Response|\WP_Error {
				$label = sanitize_text_field( $body['label'] ?? '' );
				$label = '' === $label ? __( 'Sync worker', 'callboard' ) : $label;
				$new   = $this->keys->create( $label, get_current_user_id() );
				$this->audit->add( null, 'worker_key_created', array( 'key' => $new->key->key_id ), get_current_user_id() );
				$answer = $this->door->answers()->one(
					'worker-key.created',
					array(
						'key'        => $new->key->key_id,
						'label'      => $new->key->name,
						'connection' => $new->connection,
						'command'    => "CALLBOARD_CONNECTION='{$new->connection}' node callboard-worker.js pull",
					),
					201
				);
				if ( $answer instanceof \WP_REST_Response ) {
					$answer->header( 'Cache-Control', 'no-store' );
				}
				return $answer;
			}
		);
	}

	public function revoke( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->run(
			function () use ( $request ): \WP_REST_Response|\WP_Error {
				$key_id = (string) $request['key'];
				if ( ! $this->keys->revoke( $key_id ) ) {
					return Answers::not_found( __( 'There is no such key.', 'callboard' ) );
				}
				$this->audit->add( null, 'worker_key_revoked', array( 'key' => $key_id ), get_current_user_id() );
				return new \WP_REST_Response( null, 204 );
			}
		);
	}

	/** @return array<string, mixed> */
	private static function view( WorkerKey $key ): array {
		$user = null === $key->created_by ? false : get_userdata( $key->created_by );
		return array(
			'key'          => $key->key_id,
			'label'        => $key->name,
			'created_ms'   => $key->created_ms,
			'created_by'   => false === $user ? null : mb_substr( $user->display_name, 0, 200 ),
			'last_seen_ms' => $key->last_used_ms,
		);
	}
}
