<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Audit\AuditLog;
use Callboard\Tenant\Tenant;
use Callboard\Usage\BudgetSettings;
use Callboard\Usage\BudgetView;

defined( 'ABSPATH' ) || exit;

/** How many calls to Salesforce there may be, and who has made those of the last 24 hours. */
final class BudgetController {
	public function __construct(
		private readonly Door $door,
		private readonly BudgetView $view,
		private readonly AuditLog $audit
	) {}

	public function register(): void {
		Routes::add(
			'/tenants/(?P<tenant_id>\d+)/budget',
			array(
				'GET' => array( $this, 'read' ),
				'PUT' => array( $this, 'save' ),
			)
		);
	}

	public function read( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant( $request, fn( Tenant $tenant ) => $this->answer( $tenant->id ) );
	}

	public function save( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant(
			$request,
			fn( Tenant $tenant ) => $this->door->with_body(
				$request,
				'budget.request',
				function ( array $body ) use ( $tenant ): \WP_REST_Response|\WP_Error {
					$wanted = BudgetSettings::from_array( $body );
					$wanted->save();
					// The budget is the site's: it holds for every tenant.
					$this->audit->add( null, 'budget_saved', $wanted->to_array(), get_current_user_id() );
					return $this->answer( $tenant->id );
				}
			)
		);
	}

	private function answer( int $tenant_id ): \WP_REST_Response|\WP_Error {
		return $this->door->answers()->one( 'budget', $this->view->of( $tenant_id ) );
	}
}
