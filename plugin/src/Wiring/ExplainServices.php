<?php
declare(strict_types=1);

namespace Callboard\Wiring;

use Callboard\Cli\OneShow;
use Callboard\Cli\Output;
use Callboard\Cli\ShowCommands;
use Callboard\Cli\WhyNotCommand;
use Callboard\Delivery\StoredPosts;
use Callboard\Explain\FieldWriter;
use Callboard\Explain\History;
use Callboard\Explain\Link\CacheLink;
use Callboard\Explain\Link\IndexLinks;
use Callboard\Explain\Link\LedgerLink;
use Callboard\Explain\Link\OrgLinks;
use Callboard\Explain\Link\PagesLink;
use Callboard\Explain\Link\PostLink;
use Callboard\Explain\Overridden;
use Callboard\Explain\RollBack;
use Callboard\Explain\Subjects;
use Callboard\Explain\SyncShow;
use Callboard\Explain\WhyNot;
use Callboard\Front\CarriedListings;
use Callboard\Listing\Derivation;
use Callboard\Listing\IndexLookup;

defined( 'ABSPATH' ) || exit;

/** Services that explain: where a value comes from, and why a show is not there. */
trait ExplainServices {
	public function subjects(): Subjects {
		return $this->once( Subjects::class, fn() => new Subjects( $this->tenants(), $this->ledger(), $this->mappings(), $this->run_items() ) );
	}

	public function show_commands( Output $output ): ShowCommands {
		return new ShowCommands( $output, new OneShow( $output, $this->subjects() ), $this->history(), $this->roll_back(), $this->sync_show() );
	}

	public function why_not_command( Output $output ): WhyNotCommand {
		return new WhyNotCommand( $output, new OneShow( $output, $this->subjects() ), $this->why_not() );
	}

	public function why_not(): WhyNot {
		return $this->once(
			WhyNot::class,
			fn() => new WhyNot(
				$this->clock(),
				new OrgLinks( $this->salesforce_tokens(), $this->calls_of_site( true ), $this->mappings(), $this->run_items() ),
				new LedgerLink( $this->run_items(), $this->brakes(), $this->presence() ),
				new PostLink(),
				new IndexLinks( new IndexLookup( $this->db(), $this->listing_tables() ), new Derivation( $this->db() ) ),
				new PagesLink( $this->listing_query(), static fn(): array => ( new CarriedListings() )->all() ),
				new CacheLink()
			)
		);
	}

	public function history(): History {
		return $this->once( History::class, fn() => new History( $this->mappings(), new StoredPosts( $this->db() ), $this->provenance(), $this->standing_overrides(), $this->audit() ) );
	}

	public function sync_show(): SyncShow {
		return $this->once(
			SyncShow::class,
			fn() => new SyncShow( $this->db(), $this->clock(), $this->ledger(), $this->mappings(), $this->traits(), $this->inbox(), $this->runs(), $this->run_items(), $this->runnable_tenants(), $this->wake() )
		);
	}

	public function overridden(): Overridden {
		return new Overridden( $this->standing_overrides(), $this->subjects(), $this->roll_back(), $this->ledger(), $this->mappings(), $this->audit() );
	}

	public function roll_back(): RollBack {
		return $this->once(
			RollBack::class,
			fn() => new RollBack(
				$this->clock(),
				$this->mappings(),
				new StoredPosts( $this->db() ),
				$this->provenance(),
				$this->standing_overrides(),
				$this->override(),
				new FieldWriter( $this->page_caches() ),
				$this->audit()
			)
		);
	}
}
