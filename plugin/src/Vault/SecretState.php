<?php
declare(strict_types=1);

namespace Callboard\Vault;

defined( 'ABSPATH' ) || exit;

final class SecretState {
	public const READY         = 'ready';
	public const MISSING       = 'missing';
	public const UNDECRYPTABLE = 'undecryptable';

	public static function in_words( string $state ): string {
		return match ( $state ) {
			self::READY         => __( 'Stored, encrypted.', 'callboard' ),
			self::UNDECRYPTABLE => __( 'Stored, but this site can no longer decrypt it: its keys or salts have changed.', 'callboard' ),
			default             => __( 'Not stored yet.', 'callboard' ),
		};
	}
}
