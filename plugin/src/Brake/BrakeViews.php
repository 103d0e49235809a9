<?php
declare(strict_types=1);

namespace Callboard\Brake;

use Callboard\Ledger\Ledger;
use Callboard\Mapping\Mappings;

defined( 'ABSPATH' ) || exit;

/** Brakes as screens and commands see them: contract/brake and contract/brake-item. */
final class BrakeViews {
	public function __construct(
		private readonly Brakes $brakes,
		private readonly Mappings $mappings,
		private readonly Ledger $ledger
	) {}

	/** @return array<string, mixed> */
	public function brake( BrakeRow $brake ): array {
		$user = null === $brake->decided_by ? false : get_userdata( $brake->decided_by );
		$held = $this->brakes->count( $brake->id );
		$name = $this->mappings->last( $brake->tenant_id, $brake->mapping_id )->name ?? $brake->mapping_id;
		return array(
			'id'          => $brake->id,
			'tenant_id'   => $brake->tenant_id,
			'mapping_id'  => $brake->mapping_id,
			'mapping'     => $name,
			'state'       => $brake->state,
			'cause'       => $brake->cause,
			'run_id'      => $brake->run_id,
			'withdrawals' => $brake->withdrawals,
			'listed'      => $brake->listed,
			'held'        => $held,
			'sentence'    => $this->sentence( $brake, $name, $held ),
			'opened_ms'   => $brake->opened_ms,
			'decided_by'  => false === $user ? null : mb_substr( $user->display_name, 0, 200 ),
			'decided_ms'  => $brake->decided_ms,
		);
	}

	/** @return list<array<string, mixed>> */
	public function items( BrakeRow $brake, int $page, int $per_page ): array {
		$held    = $this->brakes->page( $brake->id, $page, $per_page );
		$ids     = array_map( static fn( HeldWithdrawal $one ) => $one->withdrawal->external_id, $held );
		$entries = $this->ledger->by_external_ids( $brake->tenant_id, $ids );
		$posts   = $this->brakes->posts( array_values( array_filter( array_map( static fn( string $id ) => ( $entries[ $id ] ?? null )?->post_id, $ids ) ) ) );
		$policy  = $this->mappings->find( $brake->tenant_id, $brake->mapping_id )?->withdrawal;
		return array_map(
			static function ( HeldWithdrawal $one ) use ( $entries, $posts, $policy ): array {
				$post_id = ( $entries[ $one->withdrawal->external_id ] ?? null )?->post_id;
				$post    = $posts[ (int) $post_id ] ?? null;
				return array(
					'external_id' => $one->withdrawal->external_id,
					'reason'      => $one->withdrawal->reason,
					'post_id'     => $post_id,
					'title'       => null === $post ? null : self::title( $post ),
					'before'      => $post['post_status'] ?? null,
					'after'       => 'keep' === $policy ? ( $post['post_status'] ?? null ) : $policy,
					'since_ms'    => $one->since_ms,
				);
			},
			$held
		);
	}

	/**
	 * A performance is often called by its date alone: the show says which.
	 *
	 * @param array{post_title: string, parent_title: ?string} $post
	 */
	private static function title( array $post ): string {
		return mb_substr( implode( ' – ', array_filter( array( $post['parent_title'], $post['post_title'] ) ) ), 0, 500 );
	}

	private function sentence( BrakeRow $brake, string $name, int $held ): string {
		$text = match ( $brake->settled_by_approval() ? 'withdrawn' : $brake->state ) {
			/* translators: 1: name of a mapping */
			'withdrawn'        => __( '%1$s: what was held is withdrawn, as a person approved.', 'callboard' ),
			/* translators: 1: name of a mapping, 2: number of listings */
			BrakeRow::REFUSED  => __( '%1$s: a person kept %2$s listings that Salesforce withdrew.', 'callboard' ),
			/* translators: 1: name of a mapping, 2: number of listings */
			BrakeRow::APPROVED => __( '%1$s: %2$s listings are being withdrawn, as a person approved.', 'callboard' ),
			/* translators: 1: name of a mapping */
			BrakeRow::SETTLED  => __( '%1$s: nothing is held any more.', 'callboard' ),
			/* translators: 1: name of a mapping, 2: number of listings, 3: number of all listings */
			default            => __( '%1$s: %2$s of %3$s listings would go off the site. They stay until you decide.', 'callboard' ),
		};
		return sprintf( $text, $name, number_format_i18n( $held ), number_format_i18n( $brake->listed ) );
	}
}
