<?php
declare(strict_types=1);

namespace Callboard\Tests\Salesforce;

use Callboard\Delivery\PictureFailures;
use Callboard\Salesforce\Failures;
use Callboard\Tests\TestCase;

/** The site says of an error of Salesforce what the worker says, by the table that the worker is tested against too. */
final class FailuresTest extends TestCase {
	/** Of bulk jobs, deletions, further pages and sign-ins with a password: PHP asks for none of them. */
	private const OF_THE_WORKER_ALONE = array(
		'API_ERROR',
		'INVALIDJOB',
		'INVALIDENTITY',
		'INVALIDOPERATION',
		'FEATURENOTENABLED',
		'EXCEEDEDQUOTA',
		'INVALIDJOBSTATE',
		'INVALIDVERSION',
		'INVALID_REPLICATION_DATE',
		'EXCEEDED_ID_LIMIT',
		'INVALID_QUERY_LOCATOR',
		'INVALID_LOGIN',
	);

	public function test_every_code_of_the_worker_that_php_may_meet_is_known_and_no_other(): void {
		self::assertEqualsCanonicalizing( array_keys( self::table()['codes'] ), array( ...array_keys( Failures::by_code() ), ...self::OF_THE_WORKER_ALONE ) );
	}

	/** @dataProvider codes */
	public function test_an_error_code_is_what_the_worker_says_it_is( string $error_code, array $row ): void {
		$failure = Failures::of_answer( 418, array( array( 'errorCode' => $error_code, 'message' => ' foreign words ' ) ) );
		self::assertSame( $row, array_diff_key( $failure->to_array(), array( 'details' => 0 ) ) );
		self::assertSame( array( 'status' => 418, 'error_code' => $error_code, 'said' => 'foreign words' ), $failure->details );
	}

	/** @dataProvider statuses */
	public function test_where_the_body_says_nothing_the_status_is_what_the_worker_says_it_is( int $status, array $row ): void {
		self::assertSame( $row, array_diff_key( Failures::of_answer( $status, null )->to_array(), array( 'details' => 0 ) ) );
	}

	public function test_a_picture_waits_where_salesforce_is_busy_or_away(): void {
		foreach ( array( 'QUERY_TIMEOUT', 'UNABLE_TO_LOCK_ROW', 'SERVER_UNAVAILABLE', 'UNKNOWN_EXCEPTION', 'REQUEST_LIMIT_EXCEEDED' ) as $error_code ) {
			self::assertTrue( PictureFailures::may_pass( Failures::of_answer( 400, array( array( 'errorCode' => $error_code ) ) ) ), $error_code );
		}
		self::assertTrue( PictureFailures::may_pass( Failures::not_json( 'org.example', 200 ) ), 'A page of maintenance.' );
		self::assertFalse( PictureFailures::may_pass( Failures::of_answer( 404, array( array( 'errorCode' => 'NOT_FOUND' ) ) ) ) );
	}

	/** @return array<string, array{0: string, 1: array<string, mixed>}> */
	public static function codes(): array {
		$codes = array_diff_key( self::table()['codes'], array_flip( self::OF_THE_WORKER_ALONE ) );
		return array_combine( array_keys( $codes ), array_map( null, array_keys( $codes ), $codes ) );
	}

	/** @return array<string, array{0: int, 1: array<string, mixed>}> */
	public static function statuses(): array {
		$rows = array();
		foreach ( self::table()['statuses'] as $status => $row ) {
			$rows[ "status {$status}" ] = array( (int) $status, $row );
		}
		return $rows;
	}

	/** @return array{codes: array<string, array<string, mixed>>, statuses: array<int, array<string, mixed>>} */
	private static function table(): array {
		return json_decode( (string) file_get_contents( dirname( __DIR__, 2 ) . '/contract/salesforce-errors.json' ), true );
	}
}
