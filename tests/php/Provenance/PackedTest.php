<?php
declare(strict_types=1);

namespace Callboard\Tests\Provenance;

use Callboard\Provenance\Packed;
use Callboard\Tests\TestCase;

final class PackedTest extends TestCase {
	/** @dataProvider records */
	public function test_a_record_comes_back_as_it_was( array $record, bool $is_plain ): void {
		$json   = (string) json_encode( $record, JSON_UNESCAPED_UNICODE );
		$packed = Packed::pack( $json );
		self::assertSame( $record, Packed::unpack( $packed ) );
		self::assertSame( $is_plain, $json === $packed );
		self::assertSame( 0, preg_match( '/[^\x20-\x7E]/', $packed ), 'Plain text, whatever is in it.' );
	}

	public static function records(): array {
		return array(
			'short'      => array( array( 'Name' => "Winter's \"Tale\" 100 %", 'Empty' => null, 'Number' => 1.5, 'List' => array( 'a' ) ), true ),
			'a list'     => array( array( 1, 2 ), true ),
			'emoji'      => array( array( 'Name' => 'Götter 🎭' ), false ),
			'control'    => array( array( 'Name' => "a\x7fb" ), false ),
			'long'       => array( array( 'Text' => str_repeat( 'To be or not to be. ', 5000 ) ), false ),
		);
	}

	public function test_what_cannot_be_read_is_nothing(): void {
		foreach ( array( null, '', '{"half', '%%%', 'aGVsbG8=', base64_encode( (string) gzcompress( 'no json' ) ), base64_encode( (string) gzcompress( '7' ) ) ) as $damaged ) {
			self::assertNull( Packed::unpack( $damaged ) );
		}
	}
}
