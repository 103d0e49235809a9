<?php
/**
 * The dependency rule of the design for PHP: doors → flows → domain → Database;
 * only Database and the repositories behind it know wpdb; only Rest and Inbound know a REST request.
 */

declare(strict_types=1);

namespace Callboard\Check;

use PhpParser\Node;
use PhpParser\NodeFinder;
use PHPStan\Analyser\Scope;
use PHPStan\Node\FileNode;
use PHPStan\Rules\IdentifierRuleError;
use PHPStan\Rules\Rule;
use PHPStan\Rules\RuleErrorBuilder;

/** @implements Rule<FileNode> */
final class DependencyRule implements Rule {
	/** A room may use rooms of its own level and of lower ones. Files outside any room put everything together. */
	private const LEVELS = array(
		'Clock'      => 0,
		'Failure'    => 0,
		'Database'   => 0,
		'Contract'   => 1,
		'Tenant'     => 1,
		'Mapping'    => 1,
		'Run'        => 1,
		'Ledger'     => 1,
		'Retry'      => 1,
		'Audit'      => 1,
		'Usage'      => 1,
		'Vault'      => 1,
		'Event'      => 1,
		'Listing'    => 1,
		'Provenance' => 1,
		'Brake'      => 2,
		'Delivery'   => 2,
		'Outbox'     => 2,
		'Ownership'  => 2,
		'Explain'    => 2,
		'Worker'     => 2,
		'Salesforce' => 2,
		'Rest'       => 3,
		'Inbound'    => 3,
		'Cli'        => 3,
		'Cron'       => 3,
		'Admin'      => 3,
		'Front'      => 3,
		'Health'     => 3,
		'Wiring'     => 4,
	);

	private const NAMES = array( 'Database', 'domain', 'flows', 'doors', 'wiring' );

	/** Classes of WordPress that only some rooms may know. */
	private const RESERVED = array(
		'wpdb'             => array( 'Database', 'Wiring' ),
		'WP_REST_Request'  => array( 'Rest', 'Inbound' ),
		'WP_REST_Response' => array( 'Rest', 'Inbound' ),
		'WP_REST_Server'   => array( 'Rest', 'Inbound' ),
	);

	public function getNodeType(): string {
		return FileNode::class;
	}

	/** @return list<IdentifierRuleError> */
	public function processNode( Node $node, Scope $scope ): array {
		$room = self::room_of_file( $scope->getFile() );
		if ( null === $room ) {
			return array();
		}
		$finder = new NodeFinder();
		$errors = array();
		foreach ( $finder->findInstanceOf( $node->getNodes(), Node\Name::class ) as $name ) {
			$errors[] = self::wrong_use( $room, ltrim( $name->toString(), '\\' ), $name->getStartLine() );
		}
		foreach ( $finder->findInstanceOf( $node->getNodes(), Node\Expr\Variable::class ) as $variable ) {
			if ( 'wpdb' === $variable->name ) {
				$errors[] = self::wrong_use( $room, 'wpdb', $variable->getStartLine() );
			}
		}
		return array_values( array_filter( $errors ) );
	}

	private static function room_of_file( string $file ): ?string {
		return 1 === preg_match( '#/plugin/src/([A-Z][A-Za-z]+)/#', str_replace( '\\', '/', $file ), $found ) ? $found[1] : null;
	}

	private static function wrong_use( string $room, string $name, int $line ): ?IdentifierRuleError {
		if ( isset( self::RESERVED[ $name ] ) && ! in_array( $room, self::RESERVED[ $name ], true ) ) {
			return self::error( sprintf( '%s must not know %s; only %s may.', $room, $name, implode( ' and ', self::RESERVED[ $name ] ) ), $line );
		}
		if ( 1 !== preg_match( '/^Callboard\\\\([A-Z][A-Za-z]+)\\\\/', $name, $found ) ) {
			return null;
		}
		$own   = self::LEVELS[ $room ] ?? null;
		$other = self::LEVELS[ $found[1] ] ?? null;
		if ( null === $own || null === $other ) {
			return self::error( sprintf( 'The room %s has no level yet: give it one in tests/check/phpstan/DependencyRule.php.', null === $own ? $room : $found[1] ), $line );
		}
		return $other > $own
			? self::error( sprintf( '%s (%s) must not use %s (%s).', $room, self::NAMES[ $own ], $found[1], self::NAMES[ $other ] ), $line )
			: null;
	}

	private static function error( string $message, int $line ): IdentifierRuleError {
		return RuleErrorBuilder::message( $message )->identifier( 'callboard.dependency' )->line( $line )->build();
	}
}
