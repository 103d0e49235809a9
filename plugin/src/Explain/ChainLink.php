<?php
declare(strict_types=1);

namespace Callboard\Explain;

use Callboard\Failure\Failure;

defined( 'ABSPATH' ) || exit;

/** One link of the chain from the org to the page. */
final class ChainLink {
	public const OK      = 'ok';
	public const BROKEN  = 'broken';
	public const UNKNOWN = 'unknown';

	public const ORG    = 'org';
	public const FILTER = 'filter';
	public const LEDGER = 'ledger';
	public const POST   = 'post';
	public const INDEX  = 'index';
	public const DATE   = 'date';
	public const PAGES  = 'pages';
	public const CACHE  = 'cache';

	/** @param list<string> $actions */
	private function __construct(
		public readonly string $key,
		public readonly string $state,
		public readonly string $message,
		public readonly array $actions
	) {}

	public static function ok( string $key, string $message ): self {
		return new self( $key, self::OK, $message, array() );
	}

	public static function broken( string $key, string $message, string ...$actions ): self {
		return new self( $key, self::BROKEN, $message, array_values( $actions ) );
	}

	public static function unknown( string $key, string $message, string ...$actions ): self {
		return new self( $key, self::UNKNOWN, $message, array_values( $actions ) );
	}

	/** Nobody could be asked: that is no verdict. */
	public static function failed( string $key, Failure $failure ): self {
		return new self( $key, self::UNKNOWN, $failure->getMessage(), $failure->actions );
	}

	/** @return array<string, mixed> */
	public function to_array(): array {
		return array(
			'key'     => $this->key,
			'label'   => self::label( $this->key ),
			'state'   => $this->state,
			'message' => $this->message,
			'actions' => $this->actions,
		);
	}

	public static function label( string $key ): string {
		return match ( $key ) {
			self::ORG    => __( 'In Salesforce', 'callboard' ),
			self::FILTER => __( 'Meant for the site', 'callboard' ),
			self::LEDGER => __( 'Taken over by the sync', 'callboard' ),
			self::POST   => __( 'Published in WordPress', 'callboard' ),
			self::INDEX  => __( 'In the listing', 'callboard' ),
			self::DATE   => __( 'Still to come', 'callboard' ),
			self::PAGES  => __( 'Chosen by a page', 'callboard' ),
			default      => __( 'On the page visitors get', 'callboard' ),
		};
	}
}
