<?php
declare(strict_types=1);

namespace Callboard\Admin\Editor;

use Callboard\Admin\Capability;
use Callboard\Ledger\Ledger;
use Callboard\Ownership\OwnedFields;
use Callboard\Ownership\OwnedTargets;
use Callboard\Ownership\Words;
use Callboard\Vault\Connections;

defined( 'ABSPATH' ) || exit;

/** What the editors tell about a post from Salesforce. */
final class SourceFacts {
	public function __construct(
		private readonly OwnedFields $owned_fields,
		private readonly Ledger $ledger,
		private readonly Connections $connections,
	) {}

	/**
	 * @return array{post_id: int, last_synced: string, record_url: ?string, external_id: string, why_url: ?string, contact: string,
	 *   is_withdrawn: bool, locked: list<array{target: string, label: string, reason: string, terms?: list<string>}>}|null Null for other posts.
	 */
	public function of_post( int $post_id ): ?array {
		$owned = $this->owned_fields->of_post( $post_id );
		$entry = $owned->is_synced() ? $this->ledger->by_post( $post_id ) : null;
		if ( null === $entry ) {
			return null;
		}
		return array(
			'post_id'      => $post_id,
			'last_synced'  => $this->moment( $entry->read_ms ),
			'record_url'   => $this->record_url( $entry->tenant_id, $entry->external_id ),
			'external_id'  => $entry->external_id,
			'why_url'      => $this->why_url( $entry->tenant_id, $entry->external_id ),
			'contact'      => $this->contact( $entry->tenant_id ),
			'is_withdrawn' => $entry->is_withdrawn(),
			'locked'       => $this->locked( $owned ),
		);
	}

	/** @return list<array{target: string, label: string, reason: string, terms?: list<string>}> */
	private function locked( OwnedTargets $owned ): array {
		$locked = array();
		foreach ( $owned->labels() as $target => $label ) {
			$locked[] = array(
				'target' => $target,
				'label'  => $label,
				'reason' => Words::reason( $target ),
				...$this->terms( $owned->post_id, $target ),
			);
		}
		return $locked;
	}

	/** @return array{terms?: list<string>} */
	private function terms( int $post_id, string $target ): array {
		if ( ! str_starts_with( $target, 'taxonomy:' ) ) {
			return array();
		}
		$terms = get_the_terms( $post_id, substr( $target, strlen( 'taxonomy:' ) ) );
		return array( 'terms' => is_array( $terms ) ? array_values( wp_list_pluck( $terms, 'name' ) ) : array() );
	}

	private function moment( int $at_ms ): string {
		return (string) wp_date( get_option( 'date_format' ) . ' ' . get_option( 'time_format' ), intdiv( $at_ms, 1000 ) );
	}

	private function record_url( int $tenant_id, string $external_id ): ?string {
		return $this->connections->find( $tenant_id )?->record_url( $external_id );
	}

	private function why_url( int $tenant_id, string $external_id ): ?string {
		return current_user_can( Capability::MANAGE )
			? add_query_arg( 'view', rawurlencode( "/why/{$tenant_id}/{$external_id}" ), admin_url( 'admin.php?page=callboard' ) )
			: null;
	}

	/** Who to ask: whoever connected Salesforce. */
	private function contact( int $tenant_id ): string {
		$user_id = $this->connections->find( $tenant_id )?->connected_by;
		$user    = null === $user_id ? false : get_userdata( $user_id );
		return false === $user
			? __( 'Questions? Ask whoever keeps your season in Salesforce.', 'callboard' )
			/* translators: %s: name of a person. */
			: sprintf( __( 'Questions? Ask %s, who connected Salesforce.', 'callboard' ), $user->display_name );
	}
}
