<?php
declare(strict_types=1);

namespace Callboard\Event;

defined( 'ABSPATH' ) || exit;

/** An amount as it is stored, `45.00 EUR`, or `45.00` where nobody knows the currency; and as people read it. */
final class Price {
	private const NO_BREAK = "\u{00A0}";

	private function __construct(
		private readonly float $amount,
		private readonly int $digits,
		private readonly string $currency,
	) {}

	/** @return ?self Null for what is no amount, and for one with more digits than a number holds. */
	public static function of( string $stored ): ?self {
		return 1 === preg_match( '/^(-?\d{1,12})(?:\.(\d{1,4}))?(?: ([A-Z]{3}))?$/D', trim( $stored ), $parts )
			? new self( (float) ( $parts[1] . '.' . ( $parts[2] ?? '0' ) ), strlen( $parts[2] ?? '' ), $parts[3] ?? '' )
			: null;
	}

	/**
	 * From the lowest to the highest, for people. What an editor wrote instead of an amount stands as it is: “Pay what
	 * you can”.
	 */
	public static function range( string $min, string $max ): string {
		list( $lowest, $highest ) = array_map( static fn( string $stored ): string => self::of( $stored )?->in_words() ?? trim( $stored ), array( $min, $max ) );
		if ( $lowest === $highest ) {
			return $lowest;
		}
		if ( '' === $highest ) {
			/* translators: %s: the lowest price, such as €10.00. */
			return null === self::of( $min ) ? $lowest : sprintf( __( 'from %s', 'callboard' ), $lowest );
		}
		if ( '' === $lowest ) {
			/* translators: %s: the highest price, such as €65.00. */
			return null === self::of( $max ) ? $highest : sprintf( __( 'up to %s', 'callboard' ), $highest );
		}
		/* translators: 1: the lowest price, 2: the highest price. */
		return sprintf( __( '%1$s – %2$s', 'callboard' ), $lowest, $highest );
	}

	public function in_words(): string {
		return $this->by_locale() ?? $this->with_code();
	}

	/** Where PHP came without the extension intl, nobody says where the sign of a currency stands: its code does. */
	public function with_code(): string {
		$number = number_format_i18n( $this->amount, $this->digits );
		return '' === $this->currency ? $number : $number . self::NO_BREAK . $this->currency;
	}

	/** With as many digits as are stored: those the currency has, by the worker's table. */
	private function by_locale(): ?string {
		$format = '' === $this->currency || ! class_exists( \NumberFormatter::class ) ? null : \NumberFormatter::create( determine_locale(), \NumberFormatter::CURRENCY );
		if ( null === $format ) {
			return null;
		}
		$format->setTextAttribute( \NumberFormatter::CURRENCY_CODE, $this->currency );
		$format->setAttribute( \NumberFormatter::FRACTION_DIGITS, $this->digits );
		$words = $format->format( $this->amount );
		return false === $words ? null : $words;
	}
}
