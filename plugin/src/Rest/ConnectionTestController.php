<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Failure\Failure;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;
use Callboard\Salesforce\Org;
use Callboard\Salesforce\OrgTest;
use Callboard\Salesforce\ReadClient;
use Callboard\Tenant\Tenant;
use Callboard\Usage\CallsOfSite;
use Callboard\Vault\Connections;
use Callboard\Vault\SalesforceTokens;

defined( 'ABSPATH' ) || exit;

/** "Test connection". A refusal by Salesforce is this route's answer (200), not an error of the request. */
final class ConnectionTestController {

	public function __construct(
		private readonly Door $door,
		private readonly Connections $connections,
		private readonly SalesforceTokens $tokens,
		private readonly CallsOfSite $calls,
		private readonly Mappings $mappings,
	) {}

	public function register(): void {
		Routes::add( '/tenants/(?P<tenant_id>\d+)/connection/test', array( 'POST' => array( $this, 'test' ) ) );
	}

	public function test( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant(
			$request,
			fn( Tenant $tenant ) => $this->door->answers()->one( 'connection-test', $this->result( $tenant->id ) )
		);
	}

	/** @return array<string, mixed> */
	private function result( int $tenant_id ): array {
		$username = $this->connections->find( $tenant_id )->username ?? '';
		try {
			$token = $this->tokens->fresh( $tenant_id );
		} catch ( Failure $failure ) {
			return OrgTest::failed( $username, $failure );
		}
		$objects = array_map( static fn( Mapping $mapping ) => $mapping->sobject, $this->mappings->current( $tenant_id ) );
		$test    = new OrgTest( new Org( new ReadClient( $this->tokens, $tenant_id, $this->calls ) ) );
		return $test->run( $username, $token->api_version, array_values( array_unique( $objects ) ) );
	}
}
