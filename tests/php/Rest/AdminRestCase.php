<?php
declare(strict_types=1);

namespace Callboard\Tests\Rest;

use Callboard\Plugin;
use Callboard\Tenant\Tenant;
use Callboard\Tests\TestCase;
use Callboard\Vault\ConnectionDetails;

/** An administrator, a tenant and a Salesforce at the HTTP edge. */
abstract class AdminRestCase extends TestCase {
	protected FakeOrg $org;

	protected function setUp(): void {
		parent::setUp();
		Plugin::instance()->db()->inside_open_transaction( true );
		$this->org = new FakeOrg();
		$this->org->open();
		$this->act_as( 'administrator' );
	}

	protected function tearDown(): void {
		Plugin::instance()->db()->inside_open_transaction( false );
		parent::tearDown();
	}

	protected function tenant( string $name = 'Harbour Theatre' ): Tenant {
		return Plugin::instance()->tenants()->create( $name );
	}

	protected function connected_tenant( string $name = 'Harbour Theatre' ): Tenant {
		$tenant = $this->tenant( $name );
		Plugin::instance()->connections()->save(
			$tenant->id,
			new ConnectionDetails( FakeOrg::LOGIN_URL, 'consumer', 'sync@harbour.example', Keys::CERTIFICATE, Keys::PRIVATE_KEY, get_current_user_id() )
		);
		return $tenant;
	}

	protected function tenant_with_shows(): Tenant {
		$tenant = $this->connected_tenant();
		self::assertSame( 200, $this->rest( 'POST', "/callboard/v1/tenants/{$tenant->id}/preset", array( 'preset' => 'patronticket' ) )->get_status() );
		return $tenant;
	}
}
