<?php
declare(strict_types=1);

namespace Callboard\Wiring;

use Callboard\Delivery\StoredPosts;
use Callboard\Explain\FieldWriter;
use Callboard\Explain\RollBack;
use Callboard\Explain\Subjects;
use Callboard\Listing\PageCaches;

defined( 'ABSPATH' ) || exit;

/** Services that explain: where a value comes from, and why a show is not there. */
trait ExplainServices {
	public function subjects(): Subjects {
		return $this->once( Subjects::class, fn() => new Subjects( $this->tenants(), $this->ledger(), $this->mappings(), $this->run_items() ) );
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
