<?php
declare(strict_types=1);

namespace Callboard\Failure;

defined( 'ABSPATH' ) || exit;

/** A failure in words: what happened, and what the operator can do about it. */
final class Failure extends \RuntimeException {
	/**
	 * @param list<string>         $actions
	 * @param array<string, mixed> $details Never a secret: details reach screens and logs.
	 */
	public function __construct(
		public readonly string $kind,
		public readonly string $code_name,
		string $message,
		public readonly array $actions = array(),
		public readonly array $details = array(),
		?\Throwable $previous = null
	) {
		parent::__construct( $message, 0, $previous );
	}

	/** @param array<string, mixed> $failure A body that passed failure.schema.json. */
	public static function from_array( array $failure ): self {
		return new self(
			(string) $failure['kind'],
			(string) $failure['code'],
			(string) $failure['message'],
			array_map( 'strval', array_values( (array) $failure['actions'] ) ),
			(array) ( $failure['details'] ?? array() )
		);
	}

	/** An exception nobody expected, without its text: a message of a driver may quote a secret. */
	public static function bug( string $code_name, \Throwable $cause ): self {
		return new self(
			FailureKind::BUG,
			$code_name,
			__( 'Something unexpected went wrong inside Callboard.', 'callboard' ),
			array( __( 'Look at the PHP error log, then run the sync again.', 'callboard' ) ),
			array( 'exception' => $cause::class ),
			$cause
		);
	}

	/** @return array{kind: string, code: string, message: string, actions: list<string>, details?: array<string, mixed>} */
	public function to_array(): array {
		$failure = array(
			'kind'    => $this->kind,
			'code'    => $this->code_name,
			'message' => mb_substr( $this->getMessage(), 0, 2000 ),
			'actions' => array_slice( $this->actions, 0, 10 ),
		);
		return array() === $this->details ? $failure : $failure + array( 'details' => $this->details );
	}
}
