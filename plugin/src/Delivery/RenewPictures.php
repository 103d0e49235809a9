<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;
use Callboard\Run\Breaker;
use Callboard\Salesforce\Files;
use Callboard\Tenant\RunnableTenants;

defined( 'ABSPATH' ) || exit;

/**
 * A new version of a file moves no stamp of the record that shows it (API notes §13), so no reading of records finds it:
 * once an hour the files in use are asked for their versions, and those that differ are fetched after the answer.
 *
 * A picture replaced in a rich text has a new reference there, which is a change of the record: the poll brings it.
 */
final class RenewPictures {
	private const EVERY_MS         = 60 * 60 * 1000;
	private const AGAIN_MS         = 10 * 60 * 1000;
	private const ADDRESS_EVERY_MS = 24 * self::EVERY_MS;
	private const LONGEST_PAUSE_MS = 26 * self::EVERY_MS;

	/** Servers of others answer slowly, one after the other; with more addresses in use a round takes longer than a day. */
	private const ADDRESSES = 50;

	public function __construct(
		private readonly Db $db,
		private readonly Clock $clock,
		private readonly RunnableTenants $runnable,
		private readonly Breaker $breaker,
		private readonly PicturesInUse $in_use,
		private readonly Pictures $pictures,
		private readonly Files $files,
		private readonly EffectQueue $queue
	) {}

	public function run_due( int $deadline_ms ): void {
		foreach ( $this->runnable->ids() as $tenant_id ) {
			if ( $this->clock->now_ms() >= $deadline_ms ) {
				return; // The others are due in the next minute, and these are not.
			}
			if ( $this->claim( $tenant_id ) ) {
				$this->look( $tenant_id );
			}
		}
	}

	private function look( int $tenant_id ): void {
		try {
			$uses = $this->in_use->of( $tenant_id );
			$this->forget_troubles( $tenant_id, $uses );
			$this->ask_addresses( $tenant_id, array_values( array_filter( $uses, static fn( PictureUse $use ) => PictureSource::URL === $use->source->kind ) ) );
			$files = array_values( array_filter( $uses, static fn( PictureUse $use ) => PictureSource::FILE === $use->source->kind && $use->source->may_change() ) );
			if ( array() !== $files ) {
				// Where runs fail, they find out when the org is back: nothing else signs in or spends a call meanwhile.
				null === $this->breaker->of( $tenant_id )->kind ? $this->ask_files( $tenant_id, $files ) : $this->look_again( $tenant_id, self::AGAIN_MS );
			}
		} catch ( Failure $failure ) {
			$this->look_again( $tenant_id, $this->pause_after( $failure ) );
		} catch ( \Throwable $error ) {
			// phpcs:ignore WordPress.PHP.DevelopmentFunctions.error_log_error_log -- nobody waits for this work; the other tenants do.
			error_log( "Callboard: looking for new pictures of tenant {$tenant_id} failed: " . $error::class . ': ' . $error->getMessage() );
		}
	}

	/**
	 * @param list<PictureUse> $uses
	 * @throws Failure When the org does not answer.
	 */
	private function ask_files( int $tenant_id, array $uses ): void {
		$known    = $this->known( $tenant_id, $uses );
		$versions = $this->files->versions( $tenant_id, array_values( array_unique( array_map( static fn( PictureUse $use ) => $use->source->id, $uses ) ) ) );
		$wanted   = array();
		$gone     = array();
		$back     = array();
		foreach ( $uses as $use ) {
			$key     = $use->source->key();
			$picture = $known[ $key ] ?? null;
			$version = ( $versions[ $use->source->id ] ?? null )?->version;
			if ( null === $version ) {
				$gone[ $key ][] = $use->post_id;
				continue;
			}
			if ( PictureFailures::GONE === ( $picture?->failure['code'] ?? null ) ) {
				$back[] = $key;
			}
			if ( $picture?->asked !== $version || $this->shows_another( $use, $picture, $version ) ) {
				$wanted[] = array( $use, $version );
			}
		}
		foreach ( $gone as $key => $post_ids ) {
			$this->pictures->note( $tenant_id, $key, PictureFailures::gone(), $post_ids );
		}
		$this->pictures->forget_troubles( $tenant_id, array_values( array_unique( $back ) ) );
		$this->ask( $tenant_id, $wanted );
	}

	/** A budget that is spent says when it goes on; an outage is over sooner than an hour, a refusal is not. */
	private function pause_after( Failure $failure ): int {
		if ( isset( $failure->details['resume_ms'] ) ) {
			return max( self::AGAIN_MS, min( self::LONGEST_PAUSE_MS, (int) $failure->details['resume_ms'] - $this->clock->now_ms() ) );
		}
		return FailureKind::TRANSIENT === $failure->kind ? self::AGAIN_MS : self::EVERY_MS;
	}

	/** @param list<PictureUse> $uses */
	private function ask_addresses( int $tenant_id, array $uses ): void {
		$now_ms = $this->clock->now_ms();
		$wanted = array();
		foreach ( $this->known( $tenant_id, $uses ) as $key => $picture ) {
			$never   = 0 === $picture->looked_ms;
			$is_due  = $now_ms - max( $picture->looked_ms, (int) $picture->asked ) >= self::ADDRESS_EVERY_MS;
			$another = array_filter( $uses, fn( PictureUse $use ) => $use->source->key() === $key && $this->shows_another( $use, $picture, $picture->version ) );
			// A server that names no version would send every picture whole, every day.
			if ( null !== $picture->attachment_id && ( ( $is_due && ( $never || null !== $picture->version ) ) || array() !== $another ) ) {
				$wanted[ $key ] = max( $picture->looked_ms, (int) $picture->asked );
			}
		}
		asort( $wanted );
		$wanted = array_slice( $wanted, 0, self::ADDRESSES, true );
		$chosen = array_values( array_filter( $uses, static fn( PictureUse $use ) => isset( $wanted[ $use->source->key() ] ) ) );
		$this->ask( $tenant_id, array_map( static fn( PictureUse $use ) => array( $use, (string) $now_ms ), $chosen ) );
	}

	/** Another listing was read anew and brought what this one does not show yet. */
	private function shows_another( PictureUse $use, ?Picture $picture, ?string $version ): bool {
		return null !== $picture?->attachment_id && $picture->version === $version && $picture->attachment_id !== $use->attachment_id;
	}

	/** @param list<array{0: PictureUse, 1: string}> $wanted */
	private function ask( int $tenant_id, array $wanted ): void {
		if ( array() === $wanted ) {
			return;
		}
		$asked = array();
		foreach ( $wanted as list( $use, $version ) ) {
			$asked[ $use->source->key() ] = $version;
		}
		$this->db->transaction(
			function () use ( $tenant_id, $wanted, $asked ): void {
				$this->pictures->asked_for( $tenant_id, $asked );
				$this->queue->add_renewals( $tenant_id, $wanted, $this->clock->now_ms() );
			}
		);
	}

	/**
	 * A listing that shows something else by now has no trouble any more.
	 *
	 * @param list<PictureUse> $uses
	 */
	private function forget_troubles( int $tenant_id, array $uses ): void {
		$keys = array_map( static fn( PictureUse $use ) => $use->source->key(), $uses );
		$this->pictures->forget_troubles( $tenant_id, array_values( array_diff( $this->pictures->troubled( $tenant_id ), $keys ) ) );
	}

	/**
	 * @param list<PictureUse> $uses
	 * @return array<string, Picture>
	 */
	private function known( int $tenant_id, array $uses ): array {
		return $this->pictures->of( $tenant_id, array_values( array_unique( array_map( static fn( PictureUse $use ) => $use->source->key(), $uses ) ) ) );
	}

	/** Before anything is asked: whoever comes meanwhile finds that it is done. */
	private function claim( int $tenant_id ): bool {
		$now_ms = $this->clock->now_ms();
		if ( $this->due_ms( $tenant_id, '' ) > $now_ms ) {
			return false;
		}
		return $this->db->transaction(
			function () use ( $tenant_id, $now_ms ): bool {
				if ( $this->due_ms( $tenant_id, $this->db->for_update() ) > $now_ms ) {
					return false;
				}
				$this->look_again( $tenant_id, self::EVERY_MS );
				return true;
			}
		);
	}

	private function due_ms( int $tenant_id, string $lock ): int {
		return (int) $this->db->value( "SELECT value FROM {$this->state()} WHERE name = %s{$lock}", array( self::name( $tenant_id ) ) );
	}

	private function look_again( int $tenant_id, int $in_ms ): void {
		$now_ms = $this->clock->now_ms();
		$this->db->insert_rows( $this->state(), array( 'name', 'value', 'updated_ms' ), array( array( self::name( $tenant_id ), (string) ( $now_ms + $in_ms ), $now_ms ) ), 'ON DUPLICATE KEY UPDATE value = VALUES(value), updated_ms = VALUES(updated_ms)' );
	}

	private static function name( int $tenant_id ): string {
		return "pictures:{$tenant_id}";
	}

	private function state(): string {
		return $this->db->table( 'content_state' );
	}
}
