<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\DatabaseError;
use Callboard\Database\Db;
use Callboard\Mapping\Mapping;

defined( 'ABSPATH' ) || exit;

/** The new posts of the batch at hand, as they were sent. They are read back only where the database may have stored something else. */
final class SentPosts {
	/** @var array<int, StoredPost> */
	private array $posts = array();

	/** @var array<int, string> Post → stored fingerprint. */
	private array $fingerprints = array();

	/** Until the database is met storing something else than it was sent. */
	private bool $trusts = true;

	public function __construct( private readonly Db $db, private readonly StoredPosts $stored_posts ) {}

	/**
	 * @param array<int, StoredPost> $posts
	 * @param array<int, string>     $fingerprints
	 */
	public function hold( array $posts, array $fingerprints ): void {
		$this->posts        = $posts;
		$this->fingerprints = $fingerprints;
	}

	/** @return array<int, StoredPost> What is stored of them: what was sent, as confirm() will see to, or what is read back. */
	public function stored( Batch $batch ): array {
		if ( array() === $this->posts || ( $this->trusts && $this->db->tells_what_it_altered() ) ) {
			return $this->posts;
		}
		$read = $this->stored_posts->read( $batch->mapping, array_keys( $this->posts ) );
		foreach ( $read as $post_id => $post ) {
			$batch->changes->fresh->columns[ $post_id ] = $post->columns;
			$batch->changes->fresh->meta[ $post_id ]    = array_map( static fn( array $rows ): string => $rows[0][1], $post->meta );
			$this->fingerprints[ $post_id ]             = Fingerprints::of_stored( $batch->mapping, $post );
		}
		return $read;
	}

	/** @return array<int, string> Post → fingerprint of what is stored. */
	public function fingerprints(): array {
		return $this->fingerprints;
	}

	/** @throws DatabaseError A conflict where something else is stored: the transaction starts again, and everything is read back then. */
	public function confirm( Mapping $mapping ): void {
		$sent        = $this->posts;
		$this->posts = array();
		if ( array() !== $sent && $this->trusts && ! $this->is_stored( $mapping, $sent ) ) {
			$this->trusts = false;
			throw new DatabaseError( 'The database stored something else than it was sent.', 1213, 'INSERT' );
		}
	}

	/** @param non-empty-array<int, StoredPost> $sent */
	private function is_stored( Mapping $mapping, array $sent ): bool {
		$core = $this->db->wpdb();
		if ( $this->db->has_altered( array( $core->posts, $core->postmeta, $core->term_relationships ) ) ) {
			return false;
		}
		// A trigger, or a plugin that rewrites statements, alters one post as it does the others, and without a warning.
		$one  = array_key_first( $sent );
		$read = $this->stored_posts->read( $mapping, array( $one ) )[ $one ] ?? null;
		return null !== $read && Fingerprints::of_stored( $mapping, $read ) === $this->fingerprints[ $one ]
			&& array_map( 'count', $read->meta ) == array_map( 'count', $sent[ $one ]->meta ); // phpcs:ignore Universal.Operators.StrictComparisons.LooseEqual -- in any order.
	}
}
