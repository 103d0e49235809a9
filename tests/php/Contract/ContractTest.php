<?php
declare(strict_types=1);

namespace Callboard\Tests\Contract;

use Callboard\Plugin;
use Callboard\Tests\TestCase;

/** WordPress reads a subset of draft-04: a keyword outside it would be ignored, and the shape not guarded. */
final class ContractTest extends TestCase {
	private const KEYWORDS = array( '$schema', 'title', 'description', 'type', 'properties', 'additionalProperties', 'required', 'items', 'enum', 'pattern', 'format', 'minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems' );
	private const FORMATS  = array( 'uri', 'uuid', 'email', 'date-time', 'ip', 'hex-color' );

	/** @dataProvider schemas */
	public function test_every_shape_stays_inside_what_wordpress_reads( string $name ): void {
		$this->inspect( Plugin::instance()->contract()->schema( $name ), $name );
	}

	/** @return array<string, array{0: string}> */
	public static function schemas(): array {
		$names = array_map( static fn( string $file ) => basename( $file, '.schema.json' ), (array) glob( dirname( __DIR__, 3 ) . '/plugin/contract/*.schema.json' ) );
		return array_combine( $names, array_map( static fn( string $name ) => array( $name ), $names ) );
	}

	/** @dataProvider bad_claims */
	public function test_the_whole_body_is_validated( mixed $body ): void {
		$error = Plugin::instance()->contract()->parse( 'claim.request', $body );
		self::assertWPError( $error );
		self::assertSame( array( 'callboard_body_invalid', 400 ), array( $error->get_error_code(), $error->get_error_data()['status'] ) );
	}

	/** @return array<string, array{0: mixed}> */
	public static function bad_claims(): array {
		$worker = array( 'id' => 'w', 'version' => '1', 'node' => '20', 'mode' => 'pull' );
		return array(
			'null'              => array( null ),
			'text'              => array( 'x' ),
			'empty'             => array( array() ),
			'a list'            => array( array( 1, 2 ) ),
			'protocol missing'  => array( array( 'worker' => $worker ) ),
			'protocol no number' => array( array( 'protocol' => 'one', 'worker' => $worker ) ),
			'inner missing'     => array( array( 'protocol' => 1, 'worker' => array( 'id' => 'w' ) ) ),
			'inner enum'        => array( array( 'protocol' => 1, 'worker' => array( 'mode' => 'magic' ) + $worker ) ),
			'inner too long'    => array( array( 'protocol' => 1, 'worker' => array( 'id' => str_repeat( 'x', 65 ) ) + $worker ) ),
			'inner unknown'     => array( array( 'protocol' => 1, 'worker' => $worker + array( 'admin' => true ) ) ),
			'outer unknown'     => array( array( 'protocol' => 1, 'worker' => $worker, 'admin' => true ) ),
		);
	}

	public function test_an_unknown_shape_is_a_mistake_of_ours(): void {
		$this->expectException( \LogicException::class );
		Plugin::instance()->contract()->parse( '../../wp-config', array() );
	}

	/** @param array<string, mixed> $schema */
	private function inspect( array $schema, string $where ): void {
		self::assertSame( array(), array_diff( array_keys( $schema ), self::KEYWORDS ), $where );
		self::assertArrayHasKey( 'type', $schema, $where );
		if ( isset( $schema['format'] ) ) {
			self::assertContains( $schema['format'], self::FORMATS, $where );
		}
		foreach ( $schema['properties'] ?? array() as $name => $property ) {
			$this->inspect( $property, "{$where}.{$name}" );
		}
		foreach ( array( 'items', 'additionalProperties' ) as $inner ) {
			if ( is_array( $schema[ $inner ] ?? null ) ) {
				$this->inspect( $schema[ $inner ], "{$where}.{$inner}" );
			}
		}
	}

	private static function assertWPError( mixed $value ): void {
		self::assertInstanceOf( \WP_Error::class, $value );
	}
}
