<?php
declare(strict_types=1);

namespace Callboard\Wiring;

use Callboard\Brake\Brake;
use Callboard\Brake\RecentWithdrawals;
use Callboard\Brake\Brakes;
use Callboard\Brake\BrakeViews;
use Callboard\Brake\CameBack;
use Callboard\Brake\Decide;
use Callboard\Brake\KeepRefused;
use Callboard\Brake\Limits;
use Callboard\Brake\OfferedWithdrawals;
use Callboard\Brake\RetireMapping;
use Callboard\Brake\WithdrawApproved;
use Callboard\Cron\Minute;
use Callboard\Delivery\ApplyDelivery;
use Callboard\Delivery\ApplyRehearsal;
use Callboard\Delivery\Approval;
use Callboard\Delivery\BatchApply;
use Callboard\Delivery\DecideTwin;
use Callboard\Delivery\Deliveries;
use Callboard\Delivery\DriftCheck;
use Callboard\Delivery\EditsByPeople;
use Callboard\Delivery\EffectQueue;
use Callboard\Delivery\Effects;
use Callboard\Delivery\HeldFields;
use Callboard\Delivery\Listeners;
use Callboard\Delivery\PostCaches;
use Callboard\Delivery\PostHooks;
use Callboard\Delivery\Rehearse;
use Callboard\Delivery\Rehearsed;
use Callboard\Delivery\RecordHook;
use Callboard\Delivery\Retries;
use Callboard\Delivery\StandIns;
use Callboard\Delivery\StoredPosts;
use Callboard\Delivery\TermBook;
use Callboard\Delivery\TermCounts;
use Callboard\Delivery\TermHooks;
use Callboard\Ledger\Inbox;
use Callboard\Ledger\Ledger;
use Callboard\Ledger\Merges;
use Callboard\Ledger\Offer;
use Callboard\Listing\Derivation;
use Callboard\Listing\Index;
use Callboard\Listing\ListingPurge;
use Callboard\Listing\ListingQuery;
use Callboard\Listing\PageCaches;
use Callboard\Listing\PagesBeside;
use Callboard\Listing\Rebuild;
use Callboard\Listing\RebuildState;
use Callboard\Listing\Tables;
use Callboard\Provenance\Provenance;
use Callboard\Retry\RetryEntries;
use Callboard\Run\RunItems;
use Callboard\Worker\AnswerOffer;
use Callboard\Worker\LastWords;

defined( 'ABSPATH' ) || exit;

/** Services of Delivery, Ledger and Listing. */
trait ContentServices {
	public function ledger(): Ledger {
		return $this->once( Ledger::class, fn() => new Ledger( $this->db() ) );
	}

	public function decide_twin(): DecideTwin {
		return new DecideTwin( $this->db(), $this->clock(), $this->ledger(), $this->inbox(), $this->mappings(), $this->run_items(), $this->audit() );
	}

	public function merges(): Merges {
		return $this->once( Merges::class, fn() => new Merges( $this->db(), $this->ledger() ) );
	}

	public function inbox(): Inbox {
		return $this->once( Inbox::class, fn() => new Inbox( $this->db() ) );
	}

	public function retry_entries(): RetryEntries {
		return $this->once( RetryEntries::class, fn() => new RetryEntries( $this->db() ) );
	}

	public function offer(): Offer {
		return $this->once( Offer::class, fn() => new Offer( $this->ledger(), $this->inbox(), $this->retry_entries(), $this->clock() ) );
	}

	public function run_items(): RunItems {
		return $this->once( RunItems::class, fn() => new RunItems( $this->db() ) );
	}

	public function provenance(): Provenance {
		return $this->once( Provenance::class, fn() => new Provenance( $this->db() ) );
	}

	public function rehearsed(): Rehearsed {
		return $this->once( Rehearsed::class, fn() => new Rehearsed( $this->db() ) );
	}

	public function apply_rehearsal(): ApplyRehearsal {
		return $this->once( ApplyRehearsal::class, fn() => new ApplyRehearsal( $this->runs(), $this->mappings(), $this->rehearsed(), $this->audit() ) );
	}

	public function brakes(): Brakes {
		return $this->once( Brakes::class, fn() => new Brakes( $this->db() ) );
	}

	public function brake_views(): BrakeViews {
		return $this->once( BrakeViews::class, fn() => new BrakeViews( $this->brakes(), $this->mappings(), $this->ledger() ) );
	}

	public function decide_brake(): Decide {
		return $this->once(
			Decide::class,
			fn() => new Decide(
				$this->db(),
				$this->clock(),
				$this->brakes(),
				$this->audit(),
				$this->withdraw_approved(),
				new KeepRefused( $this->clock(), $this->brakes(), $this->ledger(), $this->run_items() )
			)
		);
	}

	public function retire_mapping(): RetireMapping {
		return $this->once(
			RetireMapping::class,
			fn() => new RetireMapping( $this->db(), $this->clock(), $this->mappings(), $this->ledger(), $this->brakes(), $this->retry_entries(), $this->runs(), $this->audit(), $this->withdraw_approved() )
		);
	}

	public function withdraw_approved(): WithdrawApproved {
		return $this->once(
			WithdrawApproved::class,
			fn() => new WithdrawApproved( $this->db(), $this->clock(), $this->brakes(), $this->mappings(), $this->runs(), $this->batch_apply( new TermBook( $this->db(), $this->listeners() ) ), $this->effects() )
		);
	}

	private function answer_offer(): AnswerOffer {
		return new AnswerOffer(
			$this->db(),
			$this->leases(),
			$this->runs(),
			$this->mappings(),
			$this->offer(),
			new OfferedWithdrawals( $this->ledger(), $this->brakes(), $this->inbox(), $this->retry_entries() ),
			new CameBack( $this->clock(), $this->brakes(), $this->run_items() ),
			$this->drift_check(),
			$this->last_words()
		);
	}

	private function last_words(): LastWords {
		return new LastWords( $this->clock(), $this->presence(), $this->run_items() );
	}

	public function brake_limits(): Limits {
		return $this->once( Limits::class, fn() => new Limits( $this->db() ) );
	}

	public function deliveries(): Deliveries {
		return $this->once( Deliveries::class, fn() => new Deliveries( $this->db() ) );
	}

	public function apply_delivery(): ApplyDelivery {
		return $this->once( ApplyDelivery::class, fn() => $this->make_apply_delivery( new TermBook( $this->db(), $this->listeners() ) ) );
	}

	public function effect_queue(): EffectQueue {
		return $this->once( EffectQueue::class, fn() => new EffectQueue( $this->db(), $this->listeners() ) );
	}

	private function listeners(): Listeners {
		return $this->once( Listeners::class, fn() => new Listeners() );
	}

	public function effects(): Effects {
		return $this->once(
			Effects::class,
			fn() => new Effects(
				$this->clock(),
				$this->effect_queue(),
				new PostCaches(),
				new PostHooks( $this->db(), $this->listeners() ),
				new TermHooks( $this->listeners() ),
				new TermCounts( $this->db(), $this->listeners() ),
				$this->page_caches(),
				$this->picture_effects(),
				new RecordHook( $this->listeners() ),
				$this->listeners()
			)
		);
	}

	public function page_caches(): PageCaches {
		return $this->once( PageCaches::class, fn() => new PageCaches( new PagesBeside( $this->db() ) ) );
	}

	public function listing_tables(): Tables {
		return $this->once( Tables::class, fn() => new Tables( $this->db() ) );
	}

	public function listing_query(): ListingQuery {
		return $this->once( ListingQuery::class, fn() => new ListingQuery( $this->db(), $this->listing_tables() ) );
	}

	public function listing_index(): Index {
		return $this->once( Index::class, fn() => new Index( $this->db(), $this->listing_tables(), new Derivation( $this->db() ), $this->rebuild_state() ) );
	}

	public function rebuild(): Rebuild {
		return $this->once(
			Rebuild::class,
			fn() => new Rebuild( $this->db(), $this->clock(), $this->listing_tables(), new Derivation( $this->db() ), $this->rebuild_state(), new ListingPurge( $this->page_caches(), $this->listeners()->tell( ... ) ) )
		);
	}

	private function rebuild_state(): RebuildState {
		return $this->once( RebuildState::class, fn() => new RebuildState( $this->db() ) );
	}

	private function batch_apply( TermBook $terms ): BatchApply {
		return new BatchApply(
			$this->db(),
			$this->ledger(),
			$this->inbox(),
			$this->runs(),
			$this->run_items(),
			$this->listing_index(),
			$terms,
			$this->effect_queue(),
			$this->provenance(),
			new HeldFields( $this->standing_overrides(), $this->audit() ),
			new Brake( $this->brakes(), $this->brake_limits(), $this->run_items(), new RecentWithdrawals( $this->db() ) ),
			new Retries( $this->retry_entries() ),
			new Approval( $this->rehearsed() ),
			$this->pictures()
		);
	}

	private function make_apply_delivery( TermBook $terms ): ApplyDelivery {
		$batch    = $this->batch_apply( $terms );
		$rehearse = new Rehearse( $this->db(), $batch, $terms, new StandIns( $this->ledger(), $this->rehearsed() ), $this->rehearsed(), $this->run_items(), $this->runs(), $this->drift_check() );
		return new ApplyDelivery( $this->db(), $this->clock(), $this->leases(), $this->mappings(), $this->deliveries(), $batch, $terms, $rehearse );
	}

	public function drift_check(): DriftCheck {
		return $this->once( DriftCheck::class, fn() => new DriftCheck( $this->db(), $this->clock(), $this->ledger(), $this->inbox(), $this->mappings(), new StoredPosts( $this->db() ) ) );
	}

	private function register_content(): void {
		( new EditsByPeople( $this->db(), $this->listing_index(), $this->ledger(), $this->inbox(), $this->owned_fields(), fn(): int => $this->clock()->now_ms() ) )->register();
		add_action( Minute::HOOK, fn() => $this->look_for_drift(), 20 );
		add_action( Minute::HOOK, fn() => $this->withdraw_approved()->carry_out_all( $this->clock()->now_ms() + 10000 ), 15 );
		add_action( 'callboard_overridden', fn( int $post_id ) => $this->drift_check()->accept( $post_id ) );
	}

	/** A page of each tenant a minute: a season of 400 performances is looked through every minute, an archive in an hour. */
	private function look_for_drift(): void {
		foreach ( $this->tenants()->all() as $tenant ) {
			$this->drift_check()->step( $tenant->id );
		}
	}
}
