<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Clock\Clock;

defined( 'ABSPATH' ) || exit;

/** Is this request signed by a key we know, now, and for the first time? */
final class SignatureCheck {
	public const SKEW_MS = 300 * 1000;

	public function __construct(
		private readonly Clock $clock,
		private readonly WorkerKeys $keys,
		private readonly Nonces $nonces
	) {}

	/** @throws RequestRefused Or a Failure when the vault cannot open the key. */
	public function assert( SignedMessage $message, string $key_id, string $signature ): void {
		$well_formed = 1 === preg_match( '/^\d{1,15}$/D', $message->timestamp )
			&& 1 === preg_match( '/^[0-9a-f]{32}$/D', $message->nonce )
			&& 1 === preg_match( '/^[0-9a-f]{64}$/D', $signature )
			&& 1 === preg_match( '/^[0-9a-zA-Z_-]{1,32}$/D', $key_id );
		$secret      = $well_formed ? $this->keys->secret( $key_id ) : null;
		// One answer for every cause: a stranger learns nothing about which keys exist.
		if ( null === $secret || ! hash_equals( Signature::of( $message, $secret ), $signature ) ) {
			throw new RequestRefused( 'callboard_signature_invalid', 401, __( 'The signature of this request is not valid.', 'callboard' ) );
		}
		$now = $this->clock->now_ms();
		if ( abs( $now - (int) $message->timestamp ) > self::SKEW_MS ) {
			throw new RequestRefused(
				'callboard_clock_skew',
				401,
				__( 'The clocks of the worker and of this site are too far apart.', 'callboard' ),
				array( 'server_time_ms' => $now )
			);
		}
		// Last: only validly signed requests may fill the table.
		if ( ! $this->nonces->spend( $message->nonce, $now ) ) {
			throw new RequestRefused( 'callboard_nonce_seen', 401, __( 'This request was already received.', 'callboard' ) );
		}
		$this->keys->touch( $key_id );
	}
}
