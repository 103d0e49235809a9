<?php
declare(strict_types=1);

namespace Callboard\Explain;

use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;
use Callboard\Mapping\FieldMapping;

defined( 'ABSPATH' ) || exit;

/** What cannot be done, in words. */
final class Words {
	public static function not_listed( string $external_id ): Failure {
		return self::failure(
			'listing_missing',
			/* translators: %s: Salesforce id. */
			sprintf( __( 'No listing of this site comes from the record %s.', 'callboard' ), $external_id ),
			__( 'Ask "Why is this show not on the page?" for it.', 'callboard' )
		);
	}

	public static function version_gone(): Failure {
		return self::failure( 'version_gone', __( 'This version is not kept any more.', 'callboard' ), __( 'Choose a newer one: the last versions of each record are kept.', 'callboard' ) );
	}

	public static function target_fixed( string $label, string $target ): Failure {
		return self::failure(
			'field_not_rollable',
			/* translators: %s: name of a field. */
			sprintf( __( '"%s" cannot be rolled back here.', 'callboard' ), $label ),
			self::why_fixed( $target ) ?? __( 'Change it in Salesforce.', 'callboard' )
		);
	}

	/** Why a field cannot go back to what it was, and what to do instead; null: it can. */
	public static function why_fixed( string $target, string $owner = FieldMapping::OWNER_SALESFORCE ): ?string {
		if ( FieldMapping::OWNER_WORDPRESS === $owner ) {
			return __( 'This field is yours: change it where the show is edited. WordPress’s own revisions know what it said before.', 'callboard' );
		}
		return match ( true ) {
			FieldWriter::takes( $target ) => null,
			'status' === $target          => __( 'Whether a show is on the site follows Salesforce alone: going back could publish what was withdrawn there. Change it in Salesforce.', 'callboard' ),
			'parent' === $target          => __( 'Which production a performance belongs to comes from Salesforce alone: going back would part it from what its page is listed under. Change it in Salesforce.', 'callboard' ),
			'image' === $target           => FieldMapping::OWNER_FILL === $owner
				? __( 'The picture is yours since Salesforce filled it: choose another one where the show is edited.', 'callboard' )
				: __( 'The earlier picture may be gone from the media library. Change it in Salesforce, or make the picture yours under “Shows” and choose one where the show is edited.', 'callboard' ),
			default                       => __( 'Change it in Salesforce.', 'callboard' ),
		};
	}

	public static function term_gone( string $label ): Failure {
		return self::failure(
			'term_gone',
			/* translators: %s: name of a field. */
			sprintf( __( 'A term that "%s" had then was deleted since.', 'callboard' ), $label ),
			__( 'Make the term again, or roll back the other fields one by one.', 'callboard' )
		);
	}

	public static function nothing_to_do(): Failure {
		return self::failure( 'nothing_to_roll_back', __( 'The listing already says what it said then.', 'callboard' ), __( 'Choose an older version.', 'callboard' ) );
	}

	public static function cannot_sync(): Failure {
		return new Failure(
			FailureKind::CONFIG,
			'sync_not_possible',
			__( 'Nothing can be read from Salesforce now.', 'callboard' ),
			array( __( 'Open Callboard: it says what is missing, or `wp callboard health` does.', 'callboard' ) )
		);
	}

	public static function not_askable( string $part ): Failure {
		return new Failure(
			FailureKind::CONFIG,
			'soql_part_invalid',
			/* translators: %s: what was given as an id or a name. */
			sprintf( __( 'Salesforce was not asked: "%s" is neither an id nor the name of an object or a field.', 'callboard' ), $part ),
			array( __( 'Check the id, and the object of the mapping.', 'callboard' ) )
		);
	}

	public static function unknown_object( string $external_id ): Failure {
		return self::failure(
			'object_unknown',
			/* translators: %s: Salesforce id. */
			sprintf( __( 'This site does not know yet of which kind the record %s is.', 'callboard' ), $external_id ),
			__( 'Run "Sync now" for everything once; then single records can be asked for.', 'callboard' )
		);
	}

	private static function failure( string $code, string $message, string $action ): Failure {
		return new Failure( FailureKind::RECORD, $code, $message, array( $action ) );
	}
}
