<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;

defined( 'ABSPATH' ) || exit;

/** What can be wrong with one record, in words for the person who can mend it. */
final class RecordFailures {
	public static function mapping_unknown( string $mapping_id ): Failure {
		return new Failure(
			FailureKind::CONFIG,
			'mapping_unknown',
			__( 'This record belongs to a mapping that is not in use any more.', 'callboard' ),
			array( __( 'Choose the preset again, then sync.', 'callboard' ) ),
			array( 'mapping' => $mapping_id )
		);
	}

	public static function post_type_unknown( string $post_type ): Failure {
		return new Failure(
			FailureKind::CONFIG,
			'post_type_unknown',
			/* translators: %s: name of a post type */
			sprintf( __( 'WordPress has no post type "%s" at the moment.', 'callboard' ), $post_type ),
			array( __( 'Switch the plugin that provides it on again, or choose another post type for this mapping.', 'callboard' ) )
		);
	}

	public static function taxonomy_unknown( string $taxonomy ): Failure {
		return new Failure(
			FailureKind::CONFIG,
			'taxonomy_unknown',
			/* translators: %s: name of a taxonomy */
			sprintf( __( 'WordPress has no taxonomy "%s" at the moment.', 'callboard' ), $taxonomy ),
			array( __( 'Switch the plugin that provides it on again, or remove the field from the mapping.', 'callboard' ) )
		);
	}

	public static function title_missing(): Failure {
		return self::record(
			'title_missing',
			__( 'The record has no title.', 'callboard' ),
			__( 'Give it a name in Salesforce.', 'callboard' )
		);
	}

	public static function too_long( string $target, int $limit ): Failure {
		return self::record(
			'value_too_long',
			/* translators: 1: field, 2: number of characters */
			sprintf( __( 'The value for "%1$s" is longer than %2$d characters.', 'callboard' ), $target, $limit ),
			__( 'Shorten it in Salesforce, or add the step "truncate" to this field of the mapping.', 'callboard' ),
			$target
		);
	}

	public static function text_invalid( string $target ): Failure {
		return self::record(
			'text_invalid',
			/* translators: %s: field */
			sprintf( __( 'The value for "%s" holds characters that are not valid text.', 'callboard' ), $target ),
			__( 'Type the value again in Salesforce; it was probably pasted or imported damaged.', 'callboard' ),
			$target
		);
	}

	public static function wrong_shape( string $target, string $wanted ): Failure {
		return self::record(
			'value_wrong_shape',
			/* translators: 1: field, 2: what is expected, such as "one text" */
			sprintf( __( 'The value for "%1$s" is not %2$s.', 'callboard' ), $target, $wanted ),
			__( 'Check the steps of this field in the mapping.', 'callboard' ),
			$target
		);
	}

	public static function date_invalid( string $target ): Failure {
		return self::record(
			'date_invalid',
			/* translators: %s: field */
			sprintf( __( 'The value for "%s" is not a date and time.', 'callboard' ), $target ),
			__( 'Correct the date in Salesforce, or add the step "datetime" to this field of the mapping.', 'callboard' ),
			$target
		);
	}

	public static function status_unknown( string $status ): Failure {
		return self::record(
			'status_unknown',
			/* translators: %s: a post status */
			sprintf( __( 'WordPress knows no status "%s" for a listing.', 'callboard' ), mb_substr( $status, 0, 50 ) ),
			__( 'Map it to publish, draft, pending or private.', 'callboard' ),
			'status'
		);
	}

	public static function term_refused( string $name, string $reason ): Failure {
		return self::record(
			'term_refused',
			/* translators: 1: name of a genre, venue or season, 2: reason given by WordPress */
			sprintf( __( 'WordPress refused the term "%1$s": %2$s', 'callboard' ), mb_substr( $name, 0, 100 ), $reason ),
			__( 'Rename it in Salesforce.', 'callboard' )
		);
	}

	public static function production_missing( string $parent_id ): Failure {
		return new Failure(
			FailureKind::RECORD,
			'production_missing',
			__( 'Its production is not on this site yet, so it waits.', 'callboard' ),
			array(
				__( 'Nothing to do if the production is about to arrive.', 'callboard' ),
				__( 'Otherwise check in Salesforce whether the production is active and of a type that is listed.', 'callboard' ),
			),
			array( 'parent' => $parent_id )
		);
	}

	/** @param array{start: ?string, venue: string} $show What it is known by. */
	public static function twin_found( string $other_id, ?int $other_post_id, array $show ): Failure {
		return new Failure(
			FailureKind::RECORD,
			'twin_found',
			__( 'Another record has the same title, production, venue, start and code, so this one is held back.', 'callboard' ),
			array(
				__( 'Delete the one that is wrong in Salesforce, or give them different codes.', 'callboard' ),
				__( 'Or decide here: list both, let this one take the listing over, or leave it out.', 'callboard' ),
			),
			array(
				'twin'         => $other_id,
				'twin_post_id' => $other_post_id,
				'show'         => $show,
			)
		);
	}

	/**
	 * @param list<int>                            $posts
	 * @param array{start: ?string, venue: string} $show
	 */
	public static function adoption_ambiguous( array $posts, array $show ): Failure {
		return new Failure(
			FailureKind::RECORD,
			'adoption_ambiguous',
			/* translators: %s: numbers of posts */
			sprintf( __( 'Several posts from before Callboard carry the id of this record: %s.', 'callboard' ), implode( ', ', $posts ) ),
			array( __( 'Decide which one it takes over (link), or have it listed anew (separate).', 'callboard' ) ),
			array( 'posts' => $posts, 'show' => $show )
		);
	}

	/**
	 * @param list<int>                            $posts
	 * @param array{start: ?string, venue: string} $show
	 */
	public static function adoption_alike( array $posts, array $show ): Failure {
		return new Failure(
			FailureKind::RECORD,
			'adoption_alike',
			/* translators: %s: numbers of posts */
			sprintf( __( 'Several posts from before Callboard have the title, venue and start or code of this record: %s.', 'callboard' ), implode( ', ', $posts ) ),
			array( __( 'Decide which one it takes over (link), or have it listed anew (separate).', 'callboard' ) ),
			array( 'posts' => $posts, 'show' => $show )
		);
	}

	/**
	 * @param list<string>                         $others The records that could be the same post.
	 * @param array{start: ?string, venue: string} $show
	 */
	public static function adoption_shared( int $post_id, array $others, array $show ): Failure {
		return new Failure(
			FailureKind::RECORD,
			'adoption_shared',
			/* translators: 1: number of a post, 2: Salesforce ids */
			sprintf( __( 'Post %1$d from before Callboard could be this record or another one: %2$s.', 'callboard' ), $post_id, implode( ', ', array_slice( $others, 0, 10 ) ) ),
			array( __( 'Decide which of them takes it over (link), and have the others listed anew (separate).', 'callboard' ) ),
			array( 'posts' => array( $post_id ), 'records' => array_slice( $others, 0, 10 ), 'show' => $show )
		);
	}

	public static function not_stored( \Throwable $cause ): Failure {
		return new Failure(
			FailureKind::BUG,
			'record_not_stored',
			__( 'WordPress could not store this record.', 'callboard' ),
			array(
				__( 'It is tried again by itself.', 'callboard' ),
				__( 'If it stays, look at the PHP error log: another plugin may stop it.', 'callboard' ),
			),
			array(
				'exception' => $cause::class,
				'at'        => basename( $cause->getFile() ) . ':' . $cause->getLine(),
			),
			$cause
		);
	}

	private static function record( string $code, string $message, string $action, ?string $target = null ): Failure {
		return new Failure( FailureKind::RECORD, $code, $message, array( $action ), null === $target ? array() : array( 'field' => $target ) );
	}
}
