<?php
declare(strict_types=1);

namespace Callboard\Wiring;

use Callboard\Admin\Editor\BlockEditor;
use Callboard\Admin\Editor\ClassicEditor;
use Callboard\Admin\Editor\ListTable;
use Callboard\Admin\Editor\RefusalNotice;
use Callboard\Admin\Editor\RowActions;
use Callboard\Admin\Editor\SourceFacts;
use Callboard\Event\Meta;
use Callboard\Event\PostTypes;
use Callboard\Event\RewriteRules;
use Callboard\Event\Taxonomies;
use Callboard\Explain\Subjects;
use Callboard\Explain\SyncShow;
use Callboard\Front\EventPage;
use Callboard\Front\HiddenFromQueries;
use Callboard\Front\HiddenPerformances;
use Callboard\Front\Listing;
use Callboard\Front\ListingPages;
use Callboard\Front\MergedListings;
use Callboard\Front\PerformancePage;
use Callboard\Ownership\AcfLock;
use Callboard\Ownership\Lock;
use Callboard\Ownership\MetaHolders;
use Callboard\Ownership\MetaLock;
use Callboard\Ownership\Override;
use Callboard\Ownership\OwnedFields;
use Callboard\Ownership\OwnedTerms;
use Callboard\Ownership\PostLock;
use Callboard\Ownership\PostRows;
use Callboard\Ownership\RemovalLock;
use Callboard\Ownership\StandingOverrides;
use Callboard\Ownership\TermEditLock;
use Callboard\Ownership\TermLock;
use Callboard\Rest\HiddenPerformance;
use Callboard\Rest\Locked\RestLock;

defined( 'ABSPATH' ) || exit;

/** Services of Event, Ownership and Front. */
trait PublicServices {
	public function owned_fields(): OwnedFields {
		return $this->once(
			OwnedFields::class,
			fn() => new OwnedFields(
				$this->ledger(),
				$this->mappings(),
				$this->tenants()
			)
		);
	}

	public function lock(): Lock {
		return $this->once( Lock::class, fn() => new Lock( $this->owned_fields(), $this->audit() ) );
	}

	public function standing_overrides(): StandingOverrides {
		return $this->once( StandingOverrides::class, fn() => new StandingOverrides( $this->db() ) );
	}

	public function override(): Override {
		return $this->once( Override::class, fn() => new Override( $this->owned_fields(), $this->audit() ) );
	}

	private function register_public(): void {
		( new PostTypes() )->register();
		( new Taxonomies() )->register();
		( new Meta() )->register();
		( new RewriteRules() )->register();
		$this->register_locks();
		$this->register_pages();
		// Screens only; by then pluggable functions are there, which the vault needs for its key.
		add_action( 'admin_init', fn() => $this->register_editors() );
	}

	private function register_locks(): void {
		$terms = new OwnedTerms( $this->db(), $this->owned_fields() );
		( new PostLock( $this->lock(), new PostRows( $this->db() ) ) )->register();
		( new MetaLock( $this->lock(), $this->owned_fields(), new MetaHolders( $this->db() ) ) )->register();
		( new TermLock( $this->lock(), $terms ) )->register();
		( new TermEditLock( $this->lock(), $terms ) )->register();
		( new RemovalLock( $this->lock() ) )->register();
		( new RestLock( $this->lock() ) )->register();
		( new AcfLock( $this->lock() ) )->register();
		$this->override()->register();
	}

	private function register_editors(): void {
		$facts = new SourceFacts( $this->owned_fields(), $this->ledger(), $this->connections() );
		( new BlockEditor( $facts ) )->register();
		( new ClassicEditor( $facts ) )->register();
		( new ListTable( $this->owned_fields() ) )->register();
		( new RowActions( $this->owned_fields(), fn(): Subjects => $this->subjects(), fn(): SyncShow => $this->sync_show() ) )->register();
		( new RefusalNotice( $this->lock(), $this->owned_fields() ) )->register();
	}

	private function register_pages(): void {
		( new Listing( $this->listing_query(), $this->clock() ) )->register();
		( new ListingPages() )->register();
		( new HiddenPerformances() )->register();
		( new HiddenFromQueries( $this->db() ) )->register();
		( new HiddenPerformance() )->register();
		( new MergedListings( $this->merges() ) )->register();
		( new EventPage( $this->clock() ) )->register();
		( new PerformancePage() )->register();
	}
}
