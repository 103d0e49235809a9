<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Audit\AuditLog;
use Callboard\Salesforce\KeyPair;
use Callboard\Salesforce\PastedKey;
use Callboard\Tenant\Tenant;
use Callboard\Tenant\Tenants;
use Callboard\Vault\ConnectionDetails;
use Callboard\Vault\Connections;

defined( 'ABSPATH' ) || exit;

/** A tenant's connection: read, set, its key, and the copied-site question. The private key only ever travels inwards. */
final class ConnectionController {

	private const ROUTE = '/tenants/(?P<tenant_id>\d+)';

	public function __construct(
		private readonly Door $door,
		private readonly Tenants $tenants,
		private readonly Connections $connections,
		private readonly PastedKey $pasted_key,
		private readonly AuditLog $audit,
	) {}

	public function register(): void {
		Routes::add(
			self::ROUTE . '/connection',
			array(
				'GET' => array( $this, 'read' ),
				'PUT' => array( $this, 'save' ),
			)
		);
		Routes::add( self::ROUTE . '/connection/key', array( 'POST' => array( $this, 'generate_key' ) ) );
		Routes::add( self::ROUTE . '/site', array( 'POST' => array( $this, 'answer_site' ) ) );
	}

	public function read( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant( $request, fn( Tenant $tenant ) => $this->view( $tenant->id ) );
	}

	public function save( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant(
			$request,
			fn( Tenant $tenant ) => $this->door->with_body( $request, 'connection.request', fn( array $body ) => $this->store( $tenant, $body ) )
		);
	}

	public function generate_key( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant(
			$request,
			function ( Tenant $tenant ): \WP_REST_Response|\WP_Error {
				$pair = KeyPair::generate( $tenant->name );
				$this->connections->store_key( $tenant->id, $pair->private_key, (string) $pair->certificate );
				$this->audit->add( $tenant->id, 'connection_key_generated', array(), get_current_user_id() );
				return $this->door->answers()->one( 'certificate', array( 'certificate' => $pair->certificate ), 201 );
			}
		);
	}

	public function answer_site( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant(
			$request,
			fn( Tenant $tenant ) => $this->door->with_body(
				$request,
				'site.request',
				function ( array $body ) use ( $tenant ): \WP_REST_Response|\WP_Error {
					if ( 'moved' === $body['answer'] ) {
						$this->connections->answer_moved( $tenant->id );
					} else {
						$this->connections->answer_copy( $tenant->id );
					}
					$this->audit->add( $tenant->id, 'site_answered', array( 'answer' => $body['answer'] ), get_current_user_id() );
					return $this->view( $tenant->id );
				}
			)
		);
	}

	/** @param array<string, mixed> $body */
	private function store( Tenant $tenant, array $body ): \WP_REST_Response|\WP_Error {
		$details = ConnectionDetails::from_array( $body, get_current_user_id() );
		$this->pasted_key->check( $tenant->id, $details );
		$name = sanitize_text_field( $body['name'] );
		if ( '' !== $name && $name !== $tenant->name ) {
			$this->tenants->rename( $tenant->id, $name );
		}
		$this->connections->save( $tenant->id, $details );
		$this->audit->add(
			$tenant->id,
			'connection_saved',
			array(
				'login_url' => $details->login_url,
				'username'  => $details->username,
				'new_key'   => null !== $details->private_key,
			),
			get_current_user_id()
		);
		return $this->view( $tenant->id );
	}

	private function view( int $tenant_id ): \WP_REST_Response|\WP_Error {
		$tenant = $this->tenants->find( $tenant_id );
		return null === $tenant
			? Answers::not_found( __( 'There is no such tenant.', 'callboard' ) )
			: $this->door->answers()->one( 'connection', $this->connections->describe( $tenant ) );
	}
}
