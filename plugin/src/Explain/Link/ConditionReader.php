<?php
declare(strict_types=1);

namespace Callboard\Explain\Link;

defined( 'ABSPATH' ) || exit;

/**
 * Reads what may stand after WHERE in SOQL: comparisons, NOT, AND, OR, brackets, and sub-selects behind IN.
 *
 * Whatever it does not know, it refuses: comments, binds, and every clause that ends a condition (LIMIT, ORDER BY …).
 * Salesforce allows neither of them in a sub-select of a filter either.
 */
final class ConditionReader {
	private const TOKEN = <<<'REGEX'
		/\G(?:
			(?<space>\s+)
			| (?<text>'(?:[^'\\]|\\.)*+')
			| (?<number>(?:
				\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d))?
				| \d\d:\d\d:\d\d(?:\.\d+)?Z
				| (?:[A-Z]{3}|[+-])?(?:\d+(?:\.\d*)?|\.\d+)
			)(?![\w.:]))
			| (?<word>[A-Za-z]\w*(?:\.[A-Za-z]\w*)*(?::\d+)?)
			| (?<sign><=|>=|!=|<>|[=<>(),])
		)/xs
		REGEX;

	/** What no name is. */
	private const RESERVED = array( 'and', 'or', 'not', 'in', 'like', 'includes', 'excludes', 'select', 'from', 'where', 'limit', 'having', 'using' );

	private const COMPARES = array( '=', '!=', '<>', '<', '>', '<=', '>=', 'like' );

	private int $next = 0;

	/** @param list<array{kind: string, text: string, at: int}> $tokens */
	private function __construct( private readonly array $tokens ) {}

	/** @return ?list<int> Where the ANDs outside of brackets stand, none beside an OR; null: this is no condition. */
	public static function ands( string $text ): ?array {
		$tokens = self::tokens( $text );
		if ( null === $tokens ) {
			return null;
		}
		$reader = new self( $tokens );
		$ands   = $reader->condition();
		return null !== $ands && count( $tokens ) === $reader->next ? $ands : null;
	}

	/** @return ?list<array{kind: string, text: string, at: int}> */
	private static function tokens( string $text ): ?array {
		$tokens = array();
		for ( $at = 0, $length = strlen( $text ); $at < $length; $at += strlen( $found[0] ) ) {
			if ( 1 !== preg_match( self::TOKEN, $text, $found, PREG_UNMATCHED_AS_NULL, $at ) ) {
				return null;
			}
			foreach ( array( 'text', 'number', 'word', 'sign' ) as $kind ) {
				if ( null !== $found[ $kind ] ) {
					$tokens[] = array(
						'kind' => $kind,
						'text' => 'text' === $kind ? $found[0] : strtolower( $found[0] ),
						'at'   => $at,
					);
				}
			}
		}
		return $tokens;
	}

	/** @return ?list<int> */
	private function condition(): ?array {
		$ands = array();
		$or   = false;
		while ( $this->term() ) {
			$at = $this->tokens[ $this->next ]['at'] ?? 0;
			if ( $this->takes( 'and' ) ) {
				$ands[] = $at;
			} elseif ( $this->takes( 'or' ) ) {
				$or = true;
			} else {
				// SOQL mixes AND and OR only with brackets: a filter of ORs is one condition.
				return $or ? array() : $ands;
			}
		}
		return null;
	}

	private function term(): bool {
		if ( $this->takes( 'not' ) ) {
			return $this->term();
		}
		if ( $this->takes( '(' ) ) {
			return null !== $this->condition() && $this->takes( ')' );
		}
		return $this->operand() && $this->comparison();
	}

	private function comparison(): bool {
		if ( $this->takes( ...self::COMPARES ) ) {
			return $this->value();
		}
		if ( $this->takes( 'includes', 'excludes' ) ) {
			return $this->takes( '(' ) && $this->listed( $this->value( ... ) );
		}
		$this->takes( 'not' );
		if ( ! $this->takes( 'in' ) || ! $this->takes( '(' ) ) {
			return false;
		}
		return $this->takes( 'select' ) ? $this->sub_select() : $this->listed( $this->value( ... ) );
	}

	private function sub_select(): bool {
		return $this->name() && $this->takes( 'from' ) && $this->name()
			&& ( ! $this->takes( 'where' ) || null !== $this->condition() )
			&& $this->takes( ')' );
	}

	/** A field, or a function of fields. */
	private function operand(): bool {
		return $this->name() && ( ! $this->takes( '(' ) || $this->listed( fn() => $this->operand() || $this->value() ) );
	}

	/** @param \Closure(): bool $one */
	private function listed( \Closure $one ): bool {
		do {
			if ( ! $one() ) {
				return false;
			}
		} while ( $this->takes( ',' ) );
		return $this->takes( ')' );
	}

	/** Words stand for true, null, today and last_n_days:3. */
	private function value(): bool {
		return $this->is( 'text' ) || $this->is( 'number' ) || $this->is( 'word', '/^\w+(?::\d+)?$/D' );
	}

	/** @phpstan-impure It moves on. */
	private function name(): bool {
		return $this->is( 'word', '/^[^:]+$/D' );
	}

	private function is( string $kind, string $pattern = '//' ): bool {
		$token = $this->tokens[ $this->next ] ?? null;
		if ( null === $token || $kind !== $token['kind'] || 1 !== preg_match( $pattern, $token['text'] ) || in_array( $token['text'], self::RESERVED, true ) ) {
			return false;
		}
		++$this->next;
		return true;
	}

	private function takes( string ...$texts ): bool {
		if ( ! in_array( $this->tokens[ $this->next ]['text'] ?? null, $texts, true ) ) {
			return false;
		}
		++$this->next;
		return true;
	}
}
