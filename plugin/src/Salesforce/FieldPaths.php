<?php
declare(strict_types=1);

namespace Callboard\Salesforce;

use Callboard\Mapping\FieldMapping;

defined( 'ABSPATH' ) || exit;

/** Which Salesforce fields a mapping reads, and whether the org has them. Describes each object once. */
final class FieldPaths {

	/** @var array<string, ?ObjectDescription> */
	private array $described = array();

	public function __construct( private readonly Org $org ) {}

	/** @return list<string> */
	public static function of_field( FieldMapping $field ): array {
		if ( null !== $field->from ) {
			return array( $field->from );
		}
		return null === $field->expression ? array() : self::in_text( $field->expression );
	}

	/**
	 * The paths of a JSONata expression or a SOQL filter. Only names that can be nothing but fields count:
	 * custom ones, relationships and Name.
	 *
	 * @return list<string>
	 */
	public static function in_text( string $text ): array {
		$bare = (string) preg_replace( '/"(?:[^"\\\\]|\\\\.)*"|\'(?:[^\'\\\\]|\\\\.)*\'/', ' ', $text );
		preg_match_all( '/(?<![\w$.])[A-Za-z]\w*(?:\.[A-Za-z]\w*)*/', $bare, $found );
		$paths = array_filter( $found[0], static fn( string $path ): bool => 1 === preg_match( '/__[cr]\b|^Name$/i', $path ) );
		return array_values( array_unique( $paths ) );
	}

	public function has( string $sobject, string $path ): bool {
		$steps = explode( '.', $path );
		$field = (string) array_pop( $steps );
		foreach ( $steps as $relationship ) {
			$targets = $this->object( $sobject )?->leads_to( $relationship );
			if ( null === $targets || array() === $targets ) {
				return false;
			}
			$sobject = $targets[0];
		}
		return $this->object( $sobject )?->has_field( $field ) ?? false;
	}

	public function object( string $sobject ): ?ObjectDescription {
		if ( ! array_key_exists( $sobject, $this->described ) ) {
			$this->described[ $sobject ] = $this->org->describe( $sobject );
		}
		return $this->described[ $sobject ];
	}
}
