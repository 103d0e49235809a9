<?php
declare(strict_types=1);

namespace Callboard\Wiring;

use Callboard\Audit\AuditLog;
use Callboard\Cli\BackfillCommand;
use Callboard\Cli\BrakeCommand;
use Callboard\Cli\CallsCommand;
use Callboard\Cli\HealthCommand;
use Callboard\Cli\Output;
use Callboard\Cli\RetryCommand;
use Callboard\Cli\MappingCommand;
use Callboard\Cli\RehearseCommand;
use Callboard\Cli\RunCommand;
use Callboard\Cli\RunsCommand;
use Callboard\Cli\SyncCommand;
use Callboard\Cli\TwinsCommand;
use Callboard\Cli\WpCliOutput;
use Callboard\Contract\Contract;
use Callboard\Cron\Housekeeping;
use Callboard\Cron\Minute;
use Callboard\Cron\Rebuilder;
use Callboard\Cron\Timetable;
use Callboard\Cron\WithoutCron;
use Callboard\Database\Db;
use Callboard\Database\Engines;
use Callboard\Database\Migrations;
use Callboard\Health\Chain;
use Callboard\Health\CronCheck;
use Callboard\Health\DatabaseCheck;
use Callboard\Health\SalesforceCheck;
use Callboard\Health\SiteHealth;
use Callboard\Health\SyncCheck;
use Callboard\Health\WakeCheck;
use Callboard\Health\WorkerCheck;
use Callboard\Ledger\Presence;
use Callboard\Mapping\Mappings;
use Callboard\Mapping\Presets;
use Callboard\Mapping\Traits;
use Callboard\Rest\WorkerController;
use Callboard\Rest\WorkerDoor;
use Callboard\Run\Breaker;
use Callboard\Run\Backfills;
use Callboard\Run\Cadence;
use Callboard\Run\EndRun;
use Callboard\Run\ItemSheet;
use Callboard\Run\Leases;
use Callboard\Run\Runs;
use Callboard\Run\Schedule;
use Callboard\Run\Watermarks;
use Callboard\Tenant\RunnableTenants;
use Callboard\Tenant\Tenants;
use Callboard\Usage\ApiBudgets;
use Callboard\Usage\ApiUsage;
use Callboard\Usage\CallsOfSite;
use Callboard\Usage\FailedCalls;
use Callboard\Usage\OrgLimits;
use Callboard\Vault\Cipher;
use Callboard\Vault\Connections;
use Callboard\Vault\SalesforceTokens;
use Callboard\Vault\SecretStore;
use Callboard\Vault\TokenEndpoint;
use Callboard\Vault\VaultKey;
use Callboard\Worker\ClaimWork;
use Callboard\Worker\CompleteRun;
use Callboard\Worker\DueIds;
use Callboard\Worker\KeepLease;
use Callboard\Worker\LeasedFlow;
use Callboard\Worker\ListPresence;
use Callboard\Worker\MoreIds;
use Callboard\Worker\NextToken;
use Callboard\Worker\Nonces;
use Callboard\Worker\NoteCalls;
use Callboard\Worker\NoteVisibility;
use Callboard\Worker\OpenRun;
use Callboard\Worker\SignatureCheck;
use Callboard\Worker\StepRebuild;
use Callboard\Worker\TakeDelivery;
use Callboard\Worker\Wake;
use Callboard\Worker\WorkerKeys;
use Callboard\Worker\Workers;

defined( 'ABSPATH' ) || exit;

/** Services of the state: database, vault, mappings, runs, workers. */
trait StateServices {
	public function db(): Db {
		return $this->once( Db::class, static fn() => new Db( $GLOBALS['wpdb'] ) );
	}

	public function migrations(): Migrations {
		return $this->once( Migrations::class, fn() => new Migrations( $this->db() ) );
	}

	public function contract(): Contract {
		return $this->once( Contract::class, static fn() => new Contract( CALLBOARD_DIR . '/contract' ) );
	}

	public function audit(): AuditLog {
		return $this->once( AuditLog::class, fn() => new AuditLog( $this->db(), $this->clock() ) );
	}

	public function tenants(): Tenants {
		return $this->once( Tenants::class, fn() => new Tenants( $this->db(), $this->clock() ) );
	}

	public function watermarks(): Watermarks {
		return $this->once( Watermarks::class, fn() => new Watermarks( $this->db(), $this->clock() ) );
	}

	public function mappings(): Mappings {
		return $this->once( Mappings::class, fn() => new Mappings( $this->db(), $this->clock(), $this->watermarks() ) );
	}

	public function traits(): Traits {
		return $this->once( Traits::class, fn() => new Traits( $this->db(), $this->clock() ) );
	}

	public function presets(): Presets {
		return $this->once( Presets::class, fn() => new Presets( CALLBOARD_DIR . '/presets', $this->contract() ) );
	}

	public function runs(): Runs {
		return $this->once( Runs::class, fn() => new Runs( $this->db(), $this->clock() ) );
	}

	public function leases(): Leases {
		return $this->once( Leases::class, fn() => new Leases( $this->db(), $this->clock(), $this->runs(), $this->breaker() ) );
	}

	public function secrets(): SecretStore {
		return $this->once( SecretStore::class, fn() => new SecretStore( $this->db(), $this->clock(), new Cipher( VaultKey::find() ) ) );
	}

	public function connections(): Connections {
		return $this->once( Connections::class, fn() => new Connections( $this->db(), $this->clock(), $this->secrets() ) );
	}

	public function salesforce_tokens(): SalesforceTokens {
		return $this->once(
			SalesforceTokens::class,
			fn() => new SalesforceTokens( $this->db(), $this->clock(), $this->connections(), $this->secrets(), new TokenEndpoint( $this->clock() ) )
		);
	}

	public function runnable_tenants(): RunnableTenants {
		return $this->once( RunnableTenants::class, fn() => new RunnableTenants( $this->tenants(), $this->connections() ) );
	}

	public function breaker(): Breaker {
		return $this->once( Breaker::class, fn() => new Breaker( $this->runs(), $this->connections() ) );
	}

	public function schedule(): Schedule {
		return $this->once( Schedule::class, fn() => new Schedule( $this->db(), $this->runs(), $this->mappings(), $this->runnable_tenants(), $this->breaker(), new Cadence( $this->db(), $this->traits() ) ) );
	}

	public function backfills(): Backfills {
		return $this->once( Backfills::class, fn() => new Backfills( $this->runs(), $this->mappings() ) );
	}

	public function backfill_command( Output $output, \Closure $sleep ): BackfillCommand {
		return new BackfillCommand( $output, $this->clock(), $this->runnable_tenants(), $this->backfills(), $this->schedule()->backfill_times(), $this->runs(), $this->wake(), $sleep );
	}

	public function end_run(): EndRun {
		return $this->once(
			EndRun::class,
			fn() => new EndRun( $this->db(), $this->clock(), $this->runs(), $this->leases(), $this->watermarks(), $this->mappings(), $this->schedule() )
		);
	}

	public function presence(): Presence {
		return $this->once( Presence::class, fn() => new Presence( $this->db() ) );
	}

	public function nonces(): Nonces {
		return $this->once( Nonces::class, fn() => new Nonces( $this->db() ) );
	}

	public function workers(): Workers {
		return $this->once( Workers::class, fn() => new Workers( $this->db(), $this->clock() ) );
	}

	public function worker_keys(): WorkerKeys {
		return $this->once( WorkerKeys::class, fn() => new WorkerKeys( $this->db(), $this->clock(), $this->secrets() ) );
	}

	public function api_budgets(): ApiBudgets {
		return $this->once( ApiBudgets::class, fn() => new ApiBudgets( $this->api_usage(), $this->org_limits(), $this->connections() ) );
	}

	public function api_usage(): ApiUsage {
		return $this->once( ApiUsage::class, fn() => new ApiUsage( $this->db() ) );
	}

	public function failed_calls(): FailedCalls {
		return $this->once( FailedCalls::class, fn() => new FailedCalls( $this->db() ) );
	}

	/** @param bool $asked By a person who waits. */
	public function calls_of_site( bool $asked = false ): CallsOfSite {
		return new CallsOfSite( $this->clock(), $this->api_budgets(), $this->api_usage(), $this->failed_calls(), $this->connections(), $asked );
	}

	public function org_limits(): OrgLimits {
		return $this->once( OrgLimits::class, fn() => new OrgLimits( $this->db() ) );
	}

	private function note_calls(): NoteCalls {
		return new NoteCalls( $this->clock(), $this->connections(), $this->api_usage(), $this->failed_calls(), $this->org_limits() );
	}

	private function due_ids(): DueIds {
		return new DueIds( $this->inbox(), $this->retry_entries() );
	}

	public function claim_work(): ClaimWork {
		return $this->once(
			ClaimWork::class,
			fn() => new ClaimWork(
				$this->clock(),
				$this->schedule(),
				$this->leases(),
				$this->end_run(),
				$this->runnable_tenants(),
				$this->tenants(),
				$this->mappings(),
				$this->watermarks(),
				$this->salesforce_tokens(),
				$this->due_ids(),
				$this->ledger(),
				$this->workers(),
				$this->api_budgets(),
				$this->traits(),
				fn() => $this->without_cron()->run()
			)
		);
	}

	public function worker_door(): WorkerDoor {
		return $this->once(
			WorkerDoor::class,
			fn() => new WorkerDoor(
				new SignatureCheck( $this->clock(), $this->worker_keys(), $this->nonces() ),
				new WorkerController(
					$this->contract(),
					new OpenRun( $this->leases(), $this->tenants(), $this->runnable_tenants() ),
					fn(): ClaimWork => $this->claim_work(),
					fn( string $name ): LeasedFlow => $this->leased_flow( $name )
				)
			)
		);
	}

	private function leased_flow( string $name ): LeasedFlow {
		return match ( $name ) {
			'heartbeat'  => new KeepLease( $this->db(), $this->leases(), $this->note_calls() ),
			'token'      => new NextToken( $this->clock(), $this->db(), $this->leases(), $this->salesforce_tokens() ),
			'offer'      => $this->answer_offer(),
			'deliver'    => new TakeDelivery( $this->clock(), $this->apply_delivery(), $this->effects() ),
			'inbox'      => new MoreIds( $this->clock(), $this->db(), $this->leases(), $this->mappings(), $this->due_ids() ),
			'rebuild'    => new StepRebuild( $this->clock(), $this->db(), $this->leases(), $this->rebuild() ),
			'presence'   => new ListPresence( $this->db(), $this->leases(), $this->presence(), $this->rehearsed(), $this->retry_entries() ),
			'visibility' => new NoteVisibility( $this->clock(), $this->db(), $this->leases(), $this->presence(), $this->run_items(), $this->runs(), $this->last_words() ),
			'complete'   => new CompleteRun( $this->clock(), $this->db(), $this->end_run(), $this->runs(), $this->run_items(), $this->leases(), $this->runnable_tenants(), $this->effects(), $this->traits(), $this->note_calls() ),
			default      => throw new \LogicException( 'No route of the worker is called so.' ),
		};
	}

	public function wake(): Wake {
		return $this->once( Wake::class, fn() => new Wake( $this->clock(), $this->worker_keys(), $this->runnable_tenants() ) );
	}

	public function minute(): Minute {
		return $this->once(
			Minute::class,
			fn() => new Minute(
				$this->clock(),
				$this->schedule(),
				$this->leases(),
				$this->runnable_tenants(),
				$this->wake(),
				$this->renew_pictures(),
				$this->effects(),
				new Rebuilder( $this->clock(), $this->workers(), $this->leases(), $this->end_run(), $this->runnable_tenants(), $this->rebuild() ),
				$this->housekeeping()
			)
		);
	}

	public function housekeeping(): Housekeeping {
		return $this->once(
			Housekeeping::class,
			fn() => new Housekeeping( $this->schedule(), $this->run_items(), $this->nonces(), $this->workers(), $this->provenance(), $this->api_usage(), $this->failed_calls(), $this->deliveries(), $this->rehearsed(), $this->superseded_pictures() )
		);
	}

	private function without_cron(): WithoutCron {
		return new WithoutCron( $this->clock(), $this->housekeeping(), $this->withdraw_approved(), $this->drift_check(), $this->renew_pictures(), $this->tenants() );
	}

	public function health(): Chain {
		return $this->once(
			Chain::class,
			fn() => new Chain(
				array(
					new CronCheck( $this->clock() ),
					new WakeCheck(),
					new WorkerCheck( $this->clock(), $this->workers() ),
					new SalesforceCheck( $this->tenants(), $this->connections(), $this->secrets(), $this->runs(), $this->breaker(), $this->clock() ),
					SyncCheck::of_sync( $this->clock(), $this->runs(), $this->runnable_tenants(), $this->notices() ),
					SyncCheck::of_listing( $this->clock(), $this->runs(), $this->runnable_tenants() ),
					new DatabaseCheck( new Engines( $this->db(), $this->migrations() ), $this->migrations() ),
				)
			)
		);
	}

	private function register_state(): void {
		add_action( 'plugins_loaded', fn() => $this->migrations()->run_if_due(), 1 );
		add_action( 'rest_api_init', fn() => $this->worker_door()->register() );
		Timetable::register();
		add_action( 'init', array( Timetable::class, 'ensure' ) );
		add_action( Minute::HOOK, fn() => $this->minute()->run() );
		( new SiteHealth( fn(): Chain => $this->health() ) )->register();
		if ( defined( 'WP_CLI' ) && WP_CLI ) {
			add_action( 'cli_init', fn() => $this->register_commands() );
		}
	}

	private function register_commands(): void {
		$output = new WpCliOutput();
		$shows  = $this->show_commands( $output );
		\WP_CLI::add_command( 'callboard why-not', $this->why_not_command( $output ) ); // @phpstan-ignore class.notFound (WP-CLI has no stubs; this runs inside WP-CLI only)
		foreach ( array( 'why' => array( $shows, 'why' ), 'roll-back' => array( $shows, 'roll_back' ), 'lift' => array( $shows, 'lift' ) ) as $name => $command ) {
			\WP_CLI::add_command( "callboard {$name}", $command ); // @phpstan-ignore class.notFound (WP-CLI has no stubs; this runs inside WP-CLI only)
		}
		\WP_CLI::add_command( 'callboard sync', new SyncCommand( $output, $this->runnable_tenants(), $this->runs(), $this->wake(), $this->show_commands( $output ) ) ); // @phpstan-ignore class.notFound (WP-CLI has no stubs; this runs inside WP-CLI only)
		\WP_CLI::add_command( 'callboard retry', new RetryCommand( $output, $this->clock(), $this->tenants(), $this->retry_entries(), $this->runs() ) ); // @phpstan-ignore class.notFound (WP-CLI has no stubs; this runs inside WP-CLI only)
		\WP_CLI::add_command( 'callboard backfill', $this->backfill_command( $output, static fn( int $seconds ) => sleep( $seconds ) ) ); // @phpstan-ignore class.notFound (WP-CLI has no stubs; this runs inside WP-CLI only)
		$calls = new CallsCommand( $output, $this->tenants(), $this->failed_calls() );
		\WP_CLI::add_command( 'callboard calls', array( $calls, 'failed' ) ); // @phpstan-ignore class.notFound (WP-CLI has no stubs; this runs inside WP-CLI only)
		\WP_CLI::add_command( 'callboard budget', array( $calls, 'budget' ) ); // @phpstan-ignore class.notFound (WP-CLI has no stubs; this runs inside WP-CLI only)
		\WP_CLI::add_command( 'callboard runs', new RunsCommand( $output, $this->tenants(), $this->runs() ) ); // @phpstan-ignore class.notFound (WP-CLI has no stubs; this runs inside WP-CLI only)
		\WP_CLI::add_command( 'callboard run', new RunCommand( $output, $this->runs(), new ItemSheet( $this->run_items() ) ) ); // @phpstan-ignore class.notFound (WP-CLI has no stubs; this runs inside WP-CLI only)
		\WP_CLI::add_command( 'callboard rehearse', new RehearseCommand( $output, $this->runnable_tenants(), $this->runs(), $this->run_items(), $this->apply_rehearsal(), $this->wake() ) ); // @phpstan-ignore class.notFound (WP-CLI has no stubs; this runs inside WP-CLI only)
		\WP_CLI::add_command( 'callboard brake', new BrakeCommand( $output, $this->tenants(), $this->brakes(), $this->brake_views(), $this->decide_brake() ) ); // @phpstan-ignore class.notFound (WP-CLI has no stubs; this runs inside WP-CLI only)
		\WP_CLI::add_command( 'callboard mapping', new MappingCommand( $output, $this->tenants(), $this->mappings(), $this->retire_mapping() ) ); // @phpstan-ignore class.notFound (WP-CLI has no stubs; this runs inside WP-CLI only)
		\WP_CLI::add_command( 'callboard twins', new TwinsCommand( $output, $this->tenants(), $this->ledger(), $this->run_items(), $this->decide_twin() ) ); // @phpstan-ignore class.notFound (WP-CLI has no stubs; this runs inside WP-CLI only)
		\WP_CLI::add_command( 'callboard health', new HealthCommand( $output, $this->health() ) ); // @phpstan-ignore class.notFound (WP-CLI has no stubs; this runs inside WP-CLI only)
	}
}
