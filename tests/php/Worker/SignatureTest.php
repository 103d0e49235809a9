<?php
declare(strict_types=1);

namespace Callboard\Tests\Worker;

use Callboard\Tests\TestCase;
use Callboard\Worker\Signature;
use Callboard\Worker\SignedMessage;

/** By the vectors that the worker is tested against too. */
final class SignatureTest extends TestCase {
	/** @dataProvider vectors */
	public function test_the_signature_is_that_of_the_vector( array $vector ): void {
		$message = new SignedMessage(
			$vector['route'],
			(string) base64_decode( $vector['body_base64'], true ),
			(string) $vector['timestamp_ms'],
			$vector['nonce'],
			$vector['run_token']
		);
		self::assertSame( $vector['signature'], Signature::of( $message, $vector['secret'] ) );
	}

	/** @return array<string, array{0: array<string, mixed>}> */
	public static function vectors(): array {
		$file    = json_decode( (string) file_get_contents( dirname( __DIR__, 2 ) . '/contract/signature-vectors.json' ), true );
		$vectors = array_map( static fn( array $vector ) => array( $vector ), $file['vectors'] );
		return array_combine( array_column( $file['vectors'], 'name' ), $vectors );
	}
}
