<?php
declare(strict_types=1);

namespace Callboard\Vault;

use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;

defined( 'ABSPATH' ) || exit;

/**
 * An address that somebody typed or Salesforce sent, before this server calls it: https and a public host;
 * plain http to this very machine only where the site says it is a local one.
 */
final class OutsideUrl {
	/**
	 * @param ?callable(string): list<string> $resolve Host name → addresses.
	 * @throws Failure When the address must not be called.
	 */
	public static function check( string $url, ?callable $resolve = null ): string {
		$refusal = self::refusal( $url, $resolve );
		if ( null !== $refusal ) {
			throw new Failure(
				FailureKind::CONFIG,
				'address_not_allowed',
				$refusal,
				array( __( 'Use the https address of a public server.', 'callboard' ) ),
				array( 'address' => self::without_secrets( $url ) )
			);
		}
		return $url;
	}

	/**
	 * @param ?callable(string): list<string> $resolve
	 * @return ?string Words, or null when the address may be called.
	 */
	public static function refusal( string $url, ?callable $resolve = null ): ?string {
		$parts  = wp_parse_url( $url );
		$scheme = is_array( $parts ) ? strtolower( $parts['scheme'] ?? '' ) : '';
		$host   = is_array( $parts ) ? strtolower( trim( $parts['host'] ?? '', '[]' ) ) : '';
		if ( '' === $host || ! in_array( $scheme, array( 'http', 'https' ), true ) || 1 === preg_match( '/[\s\\\\]/', $url ) ) {
			return __( 'This is not a complete web address.', 'callboard' );
		}
		if ( isset( $parts['user'] ) || isset( $parts['pass'] ) ) {
			return __( 'The address must not carry a user name or password.', 'callboard' );
		}
		if ( self::is_loopback( $host ) && 'local' === wp_get_environment_type() ) {
			return null;
		}
		if ( 'https' !== $scheme ) {
			return __( 'The address must begin with https://.', 'callboard' );
		}
		foreach ( self::addresses( $host, $resolve ) as $address ) {
			if ( ! self::is_public( $address ) ) {
				return __( 'The address points into a private network.', 'callboard' );
			}
		}
		return null;
	}

	private static function is_loopback( string $host ): bool {
		return 'localhost' === $host || '::1' === $host || 1 === preg_match( '/^127(\.\d{1,3}){3}$/', $host );
	}

	/** @return list<string> None for a name that does not resolve: a call to it cannot reach anything. */
	private static function addresses( string $host, ?callable $resolve ): array {
		if ( false !== filter_var( $host, FILTER_VALIDATE_IP ) ) {
			return array( $host );
		}
		// inet_aton spellings ("0x7f.1", "2130706433") are addresses to the resolver, not to filter_var.
		if ( 'localhost' === $host || str_ends_with( $host, '.localhost' ) || 1 === preg_match( '/^(0x[0-9a-f]+|\d+)(\.(0x[0-9a-f]+|\d+))*\.?$/', $host ) ) {
			return array( '127.0.0.1' );
		}
		return null === $resolve ? self::resolve( $host ) : $resolve( $host );
	}

	/** @return list<string> */
	private static function resolve( string $host ): array {
		$addresses = gethostbynamel( $host );
		$records   = function_exists( 'dns_get_record' ) ? @dns_get_record( $host, DNS_AAAA ) : false; // phpcs:ignore WordPress.PHP.NoSilencedErrors.Discouraged -- warns where no name server answers.
		return array(
			...( false === $addresses ? array() : $addresses ),
			...array_column( false === $records ? array() : $records, 'ipv6' ),
		);
	}

	private static function is_public( string $address ): bool {
		$packed = inet_pton( $address );
		// ::ffff:10.0.0.1 and 64:ff9b::10.0.0.1 lead to the IPv4 address in their last four bytes.
		if ( is_string( $packed ) && 16 === strlen( $packed ) && 1 === preg_match( '/^(\x00{10}\xff\xff|\x00\x64\xff\x9b\x00{8})/s', $packed ) ) {
			$address = (string) inet_ntop( substr( $packed, 12 ) );
		}
		// 100.64.0.0/10 (carrier NAT) is not in PHP's list of private ranges.
		return false !== filter_var( $address, FILTER_VALIDATE_IP, FILTER_FLAG_NO_PRIV_RANGE | FILTER_FLAG_NO_RES_RANGE )
			&& 1 !== preg_match( '/^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./', $address );
	}

	private static function without_secrets( string $url ): string {
		$parts = wp_parse_url( $url );
		return is_array( $parts ) && isset( $parts['scheme'], $parts['host'] ) ? "{$parts['scheme']}://{$parts['host']}" : '';
	}
}
