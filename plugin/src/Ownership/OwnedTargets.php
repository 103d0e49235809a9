<?php
declare(strict_types=1);

namespace Callboard\Ownership;

defined( 'ABSPATH' ) || exit;

/** What Salesforce owns of one post. */
final class OwnedTargets {
	/** Part of every post from Salesforce, mapped or not. */
	public const STATUS  = 'status';
	public const TYPE    = 'type';
	public const REMOVAL = 'removal';

	/** Target → column of wp_posts. */
	public const COLUMNS = array(
		'title'      => 'post_title',
		'content'    => 'post_content',
		'excerpt'    => 'post_excerpt',
		'slug'       => 'post_name',
		self::STATUS => 'post_status',
		'parent'     => 'post_parent',
		self::TYPE   => 'post_type',
	);

	/** @var ?array<string, string> Meta key, folded → as the mapping spells it. */
	private ?array $spellings = null;

	/** @param array<string, string> $targets Target → what people call it. */
	public function __construct(
		public readonly int $post_id,
		public readonly ?int $tenant_id,
		public readonly string $external_id,
		public readonly string $post_type,
		private readonly array $targets,
		public readonly bool $is_withdrawn = false,
	) {}

	public static function none( int $post_id ): self {
		return new self( $post_id, null, '', '', array() );
	}

	public function is_synced(): bool {
		return null !== $this->tenant_id;
	}

	public function owns( string $target ): bool {
		return isset( $this->targets[ $target ] );
	}

	/** @return array<string, string> Target → label. */
	public function labels(): array {
		return $this->targets;
	}

	/** @return list<string> */
	public function targets(): array {
		return array_keys( $this->targets );
	}

	/** @param list<string> $opened */
	public function without( array $opened ): self {
		return array() === $opened ? $this : new self(
			$this->post_id,
			$this->tenant_id,
			$this->external_id,
			$this->post_type,
			array_diff_key( $this->targets, array_flip( $opened ) ),
			$this->is_withdrawn
		);
	}

	/** The owned target that a meta key belongs to, however the key is spelled. */
	public function target_of_meta( string $meta_key ): ?string {
		foreach ( MetaKeys::candidates( $this->spelling( $meta_key ) ?? $meta_key ) as $target ) {
			if ( $this->owns( $target ) ) {
				return $target;
			}
		}
		return null;
	}

	/** The owned key that this one is another spelling of, as the mapping spells it. */
	public function spelling( string $meta_key ): ?string {
		return $this->spellings()[ MetaKeys::folded( $meta_key ) ] ?? null;
	}

	/** Whether the key may be another spelling of an owned one in a way that only the database knows. */
	public function may_own_otherwise( string $meta_key ): bool {
		return array() !== $this->spellings() && ! MetaKeys::is_plain( $meta_key, ...array_values( $this->spellings() ) );
	}

	/** @return array<string, string> */
	private function spellings(): array {
		if ( null === $this->spellings ) {
			$keys            = $this->meta_keys();
			$this->spellings = array_combine( array_map( array( MetaKeys::class, 'folded' ), $keys ), $keys );
		}
		return $this->spellings;
	}

	/** @return array<string, string> Owned target → column. */
	public function columns(): array {
		return array_intersect_key( self::COLUMNS, $this->targets );
	}

	/** @return list<string> */
	public function taxonomies(): array {
		$taxonomies = array();
		foreach ( $this->targets() as $target ) {
			if ( str_starts_with( $target, 'taxonomy:' ) ) {
				$taxonomies[] = substr( $target, strlen( 'taxonomy:' ) );
			}
		}
		return $taxonomies;
	}

	/** @return list<string> */
	public function meta_keys(): array {
		return MetaKeys::of_targets( $this->targets() );
	}
}
