<?php
declare(strict_types=1);

namespace Callboard\Tenant;

use Callboard\Vault\Connections;

defined( 'ABSPATH' ) || exit;

/** Which tenants may work now: active, connected, and on the site they were connected on. */
final class RunnableTenants {
	public function __construct( private readonly Tenants $tenants, private readonly Connections $connections ) {}

	/** @return list<Tenant> */
	public function all(): array {
		return array_values( array_filter( $this->tenants->all(), array( $this, 'may_run' ) ) );
	}

	/** @return list<int> */
	public function ids(): array {
		return array_map( static fn( Tenant $tenant ) => $tenant->id, $this->all() );
	}

	/** A copied or restored site stands still before anything is read, issued or written. */
	public function may_run( ?Tenant $tenant ): bool {
		if ( null === $tenant || ! $tenant->is_active() ) {
			return false;
		}
		$connection = $this->connections->find( $tenant->id );
		return null !== $connection && $connection->is_complete() && $connection->is_bound();
	}
}
