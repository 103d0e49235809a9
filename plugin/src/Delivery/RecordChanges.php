<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Mapping\Mapping;

defined( 'ABSPATH' ) || exit;

/** What a batch made of each record, before and after, for code that listens to RecordHook::NAME; nothing where nobody does. */
final class RecordChanges {
	/** @var list<array{id: string, post_id: int, before: ?array<string, mixed>, after: ?array<string, mixed>}> */
	private array $changes = array();

	private readonly bool $listened;

	public function __construct() {
		$this->listened = false !== has_action( RecordHook::NAME );
	}

	public function is_listened_to(): bool {
		return $this->listened;
	}

	/** @param ?StoredPost $before Null when the record was not listed; the same for $after. */
	public function add( Mapping $mapping, string $external_id, int $post_id, ?StoredPost $before, ?StoredPost $after ): void {
		if ( $this->listened ) {
			$this->changes[] = array(
				'id'      => $external_id,
				'post_id' => $post_id,
				'before'  => self::values( $mapping, $before ),
				'after'   => self::values( $mapping, $after ),
			);
		}
	}

	/** @return list<array{id: string, post_id: int, before: ?array<string, mixed>, after: ?array<string, mixed>}> */
	public function all(): array {
		return $this->changes;
	}

	/** @return ?array<string, mixed> */
	private static function values( Mapping $mapping, ?StoredPost $post ): ?array {
		if ( null === $post ) {
			return null;
		}
		$values = array( 'status' => $post->status() );
		foreach ( $mapping->fields as $field ) {
			$values[ $field->to ] = $post->value_of( $field->to );
		}
		return $values;
	}
}
