<?php
declare(strict_types=1);

namespace Callboard\Wiring;

use Callboard\Admin\Assets;
use Callboard\Admin\Capability;
use Callboard\Admin\ListingPage;
use Callboard\Admin\Menu;
use Callboard\Admin\Standing;
use Callboard\Admin\StandingProblems;
use Callboard\Delivery\AdoptableKeys;
use Callboard\Delivery\HeldRecords;
use Callboard\Delivery\LeftOut;
use Callboard\Health\Chain;
use Callboard\Ledger\Ledger;
use Callboard\Rest\AdoptionController;
use Callboard\Rest\Answers;
use Callboard\Rest\BrakeLimitsController;
use Callboard\Rest\BrakesController;
use Callboard\Rest\BudgetController;
use Callboard\Rest\ConnectionController;
use Callboard\Rest\ConnectionTestController;
use Callboard\Rest\Door;
use Callboard\Rest\FailedCallsController;
use Callboard\Rest\HealthController;
use Callboard\Rest\ListingPageController;
use Callboard\Rest\MappingsController;
use Callboard\Rest\OverridesController;
use Callboard\Rest\OverviewController;
use Callboard\Rest\PresetsController;
use Callboard\Rest\RecordsController;
use Callboard\Rest\RetirementController;
use Callboard\Rest\RetriesController;
use Callboard\Rest\RehearsalsController;
use Callboard\Rest\RunItemsController;
use Callboard\Rest\RunsController;
use Callboard\Rest\SettingsController;
use Callboard\Rest\TenantsController;
use Callboard\Rest\TimetableController;
use Callboard\Rest\TwinsController;
use Callboard\Rest\WorkerKeysController;
use Callboard\Run\ItemSheet;
use Callboard\Run\Notices;
use Callboard\Run\RunItems;
use Callboard\Salesforce\ChoosePreset;
use Callboard\Salesforce\PastedKey;
use Callboard\Usage\BudgetView;

defined( 'ABSPATH' ) || exit;

/** Services of Admin and Rest. */
trait AdminServices {
	private function admin_door(): Door {
		return $this->once( Door::class, fn() => new Door( $this->contract(), $this->tenants(), new Answers( $this->contract() ) ) );
	}

	private function register_admin(): void {
		( new Capability() )->register();
		( new Menu() )->register();
		( new Assets() )->register();
		add_action( 'rest_api_init', fn() => $this->register_admin_routes() );
	}

	private function standing(): Standing {
		return new Standing(
			$this->clock(),
			$this->connections(),
			$this->secrets(),
			$this->mappings(),
			$this->runs(),
			new Ledger( $this->db() ),
			$this->workers(),
			new RunItems( $this->db() ),
			new ListingPage(),
			$this->breaker(),
			$this->notices()
		);
	}

	private function notices(): Notices {
		return new Notices( $this->db(), $this->mappings() );
	}

	public function standing_problems(): StandingProblems {
		return new StandingProblems( $this->clock(), $this->runs(), $this->breaker(), $this->retry_entries(), $this->notices(), $this->pictures() );
	}

	private function register_admin_routes(): void {
		$door = $this->admin_door();
		( new TenantsController( $door, $this->tenants() ) )->register();
		( new ConnectionController( $door, $this->tenants(), $this->connections(), new PastedKey( $this->connections(), $this->secrets(), $this->clock() ), $this->audit() ) )->register();
		( new ConnectionTestController( $door, $this->connections(), $this->salesforce_tokens(), $this->calls_of_site( true ), $this->mappings() ) )->register();
		( new PresetsController( $door, $this->presets(), new ChoosePreset( $this->db(), $this->salesforce_tokens(), $this->calls_of_site( true ), $this->mappings() ), $this->audit(), $this->mappings(), $this->retire_mapping() ) )->register();
		( new MappingsController( $door, $this->mappings(), $this->audit() ) )->register();
		( new AdoptionController( $door, $this->mappings(), new AdoptableKeys( $this->db() ), $this->audit() ) )->register();
		( new RunsController( $door, $this->runs(), $this->backfills(), $this->mappings(), $this->connections(), fn() => $this->wake()->now() ) )->register();
		( new FailedCallsController( $door, $this->failed_calls() ) )->register();
		( new RetriesController( $door, $this->clock(), $this->retry_entries(), $this->runs(), fn() => $this->wake()->now() ) )->register();
		( new BrakesController( $door, $this->brakes(), $this->brake_views(), $this->decide_brake(), fn(): int => $this->clock()->now_ms() ) )->register();
		( new BrakeLimitsController( $door, $this->brake_limits(), $this->mappings(), $this->audit() ) )->register();
		( new RetirementController( $door, $this->retire_mapping(), fn(): int => $this->clock()->now_ms() ) )->register();
		( new BudgetController( $door, new BudgetView( $this->clock(), $this->api_budgets(), $this->api_usage(), $this->connections() ), $this->audit() ) )->register();
		( new TimetableController( $door, $this->clock(), $this->schedule()->backfill_times(), $this->runs(), $this->audit() ) )->register();
		( new TwinsController( $door, $this->decide_twin(), new HeldRecords( $this->ledger(), $this->run_items(), $this->mappings(), $this->connections() ), new LeftOut( $this->ledger(), $this->run_items(), $this->mappings(), $this->connections(), $this->audit() ) ) )->register();
		( new RehearsalsController( $door, $this->runs(), $this->apply_rehearsal(), fn() => $this->wake()->now() ) )->register();
		( new OverviewController( $door, $this->standing(), $this->standing_problems() ) )->register();
		( new RunItemsController( $door, $this->runs(), $this->run_items(), new ItemSheet( $this->run_items() ) ) )->register();
		( new RecordsController( $door, $this->subjects(), $this->history(), $this->roll_back(), $this->sync_show(), $this->why_not() ) )->register();
		( new OverridesController( $door, $this->overridden() ) )->register();
		( new WorkerKeysController( $door, $this->worker_keys(), $this->audit() ) )->register();
		( new SettingsController( $door, $this->audit() ) )->register();
		( new HealthController( $door, fn(): Chain => $this->health() ) )->register();
		( new ListingPageController( $door, new ListingPage() ) )->register();
	}
}
