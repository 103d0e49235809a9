<?php
declare(strict_types=1);

namespace Callboard\Ownership;

defined( 'ABSPATH' ) || exit;

/** What the screens say about owned fields, in the words of the people who work with them. */
final class Words {
	public static function label( string $target ): string {
		return match ( $target ) {
			'title'               => __( 'Title', 'callboard' ),
			'content'             => __( 'Description', 'callboard' ),
			'excerpt'             => __( 'Short description', 'callboard' ),
			'slug'                => __( 'Web address', 'callboard' ),
			'parent'              => __( 'Production', 'callboard' ),
			'image'               => __( 'Picture', 'callboard' ),
			OwnedTargets::STATUS  => __( 'Whether it is published', 'callboard' ),
			OwnedTargets::TYPE    => __( 'Kind of page', 'callboard' ),
			OwnedTargets::REMOVAL => __( 'Deleting it', 'callboard' ),
			default               => self::label_of_stored( $target ),
		};
	}

	public static function reason( string $target ): string {
		return match ( $target ) {
			OwnedTargets::STATUS  => __( 'It is published while Salesforce lists it, and hidden when Salesforce withdraws it.', 'callboard' ),
			OwnedTargets::TYPE    => __( 'It stays what it is in Salesforce.', 'callboard' ),
			OwnedTargets::REMOVAL => __( 'Remove it in Salesforce, and it disappears here.', 'callboard' ),
			default               => __( 'Salesforce keeps this up to date. Change it there, and it changes here.', 'callboard' ),
		};
	}

	private static function label_of_stored( string $target ): string {
		[ $kind, $name ] = array( ...explode( ':', $target, 2 ), '' );
		if ( 'taxonomy' === $kind ) {
			$taxonomy = get_taxonomy( $name );
			return false === $taxonomy ? $name : $taxonomy->labels->singular_name;
		}
		return 'meta' === $kind ? \Callboard\Event\Meta::label( $name ) : $name;
	}
}
