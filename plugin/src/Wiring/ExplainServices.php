<?php
declare(strict_types=1);

namespace Callboard\Wiring;

use Callboard\Cli\Output;
use Callboard\Cli\ShowCommands;
use Callboard\Delivery\StoredPosts;
use Callboard\Explain\FieldWriter;
use Callboard\Explain\History;
use Callboard\Explain\RollBack;
use Callboard\Explain\Subjects;
use Callboard\Explain\SyncShow;
use Callboard\Listing\PageCaches;

defined( 'ABSPATH' ) || exit;

/** Services that explain: where a value comes from, and why a show is not there. */
trait ExplainServices {
	public function subjects(): Subjects {
		return $this->once( Subjects::class, fn() => new Subjects( $this->tenants(), $this->ledger(), $this->mappings(), $this->run_items() ) );
	}

	public function show_commands( Output $output ): ShowCommands {
		return new ShowCommands( $output, $this->subjects(), $this->history(), $this->roll_back(), $this->sync_show() );
	}

	public function history(): History {
		return $this->once( History::class, fn() => new History( $this->mappings(), new StoredPosts( $this->db() ), $this->provenance(), $this->standing_overrides(), $this->audit() ) );
	}

	public function sync_show(): SyncShow {
		return $this->once(
			SyncShow::class,
			fn() => new SyncShow( $this->db(), $this->clock(), $this->ledger(), $this->inbox(), $this->runs(), $this->run_items(), $this->runnable_tenants(), $this->wake() )
		);
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
				new FieldWriter( new PageCaches() ),
				$this->audit()
			)
		);
	}
}
