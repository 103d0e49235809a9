<?php
declare(strict_types=1);

namespace Callboard\Tests\Explain;

use Callboard\Explain\Link\Condition;
use Callboard\Explain\Link\Soql;
use Callboard\Failure\Failure;
use Callboard\Tests\TestCase;

final class ConditionTest extends TestCase {
	/**
	 * @dataProvider filters
	 * @param list<string> $parts
	 */
	public function test_a_filter_falls_apart_only_where_all_must_be_true( string $filter, array $parts ): void {
		self::assertSame( $parts, array_column( Condition::all_of( $filter ) ?? array( null ), 'text' ) );
	}

	public static function filters(): array {
		return array(
			'one'                   => array( 'Active__c = true', array( 'Active__c = true' ) ),
			'two, any case, spaces' => array( "A__c = 1  and\n B__c = 2", array( 'A__c = 1', 'B__c = 2' ) ),
			'brackets'              => array( "(A__c = 1 OR B__c = 2) AND C__c IN ('x AND y', 'z')", array( '(A__c = 1 OR B__c = 2)', "C__c IN ('x AND y', 'z')" ) ),
			'quotes and brackets'   => array( "Name = 'a) AND (b' AND Name != 'it\\'s AND so'", array( "Name = 'a) AND (b'", "Name != 'it\\'s AND so'" ) ),
			'or at the top'         => array( 'A__c = 1 OR B__c = 2', array( 'A__c = 1 OR B__c = 2' ) ),
			'and inside a name'     => array( 'Brand__c = 1 AND And__c = 2', array( 'Brand__c = 1', 'And__c = 2' ) ),
			'and around brackets'   => array( '(A__c = 1)AND(B__c = 2)', array( '(A__c = 1)', '(B__c = 2)' ) ),
			'nothing'               => array( '  ', array() ),
			'words within quotes'   => array( "Name = ' LIMIT 1 /* -- ' AND B__c LIKE 'x;%'", array( "Name = ' LIMIT 1 /* -- '", "B__c LIKE 'x;%'" ) ),
		);
	}

	/** @dataProvider conditions */
	public function test_what_salesforce_takes_as_a_condition_is_one( string $text ): void {
		self::assertSame( $text, Condition::of( $text )?->text );
	}

	public static function conditions(): array {
		return array_map(
			static fn( string $text ) => array( $text ),
			array(
				'PatronTicket__Active__c = true',
				'NOT Venue__r.Name = null',
				'NOT (A__c = 1 OR (B__c != -2.5 AND C__c <> .5))',
				'Start__c >= LAST_N_DAYS:30 AND Start__c < 2026-11-25T10:00:00+01:00 AND Day__c = 2026-11-25 AND Opens__c < 10:00:00Z',
				'End__c > 2026-11-25T10:00:00.000Z',
				"Genres__c INCLUDES ('opera;ballet', 'play') AND Genres__c EXCLUDES ('x')",
				"Type__c NOT IN ('a','b')",
				'Price__c > USD5000.50',
				"Id IN (SELECT Show__c FROM Date__c WHERE Hall__c = 'a' AND Start__c > TODAY)",
				'Id NOT IN ( select Show__c from Date__c )',
				"CALENDAR_YEAR(convertTimezone(Start__c)) = 2026 AND DISTANCE(Place__c, GEOLOCATION(37.7, -122), 'mi') < 20",
				"Name = 'L\u{2019}Orfeo \\\\'",
			)
		);
	}

	/** @dataProvider hostile */
	public function test_nothing_else_is( string $text ): void {
		self::assertNull( Condition::of( $text ) );
		self::assertTrue( null === Condition::all_of( $text ) || '' === trim( $text ) );
	}

	public static function hostile(): array {
		return array_map(
			static fn( string $text ) => array( $text ),
			array(
				'',
				'(A__c = 1',
				'A__c = 1)',
				'A__c = 1) OR (Id != null',
				"Name = 'x",
				"Name = 'x\\'",
				"Name = 'x' OR Name = '",
				'A__c = 1 LIMIT 1',
				'A__c = 1 ORDER BY Name',
				'A__c = 1 FROM Account',
				'A__c = 1 ALL ROWS',
				'A__c = 1 WITH SECURITY_ENFORCED',
				'A__c = 1 FOR UPDATE',
				'A__c = 1) LIMIT 1 OFFSET (2',
				'(A__c = 1 ORDER BY Name)',
				'A__c = 1 AND',
				'AND A__c = 1',
				'A__c = 1 AND AND B__c = 2',
				'A__c = 1 B__c = 2',
				'A__c = 1 -- AND B__c = 2',
				'A__c = 1--',
				'A__c = 1 /* x */',
				'A__c = 1 // x',
				'A__c = 1; DELETE',
				"A__c = 1\0",
				'A__c = "x"',
				'A__c = :bind',
				'A__c',
				'A__c =',
				'A__c = B__c.D__c',
				'A__c IN ()',
				'A__c IN (1,)',
				'A__c NOT = 1',
				'SELECT Id FROM Account',
				'(SELECT Id FROM Account)',
				'A__c = (SELECT Id FROM Account)',
				'Id IN (SELECT Show__c FROM Date__c LIMIT 1)',
				'Id IN (SELECT Show__c FROM Date__c WHERE A__c = 1 ORDER BY Name)',
				'Id IN (SELECT Show__c FROM Date__c) LIMIT 1',
				'Id IN (SELECT Show__c, Id FROM Date__c)',
				'F(A__c = 1',
				'F() = 1',
				"A__c = \u{2018}x\u{2019}",
			)
		);
	}

	public function test_a_question_is_made_of_checked_parts_only(): void {
		$id = 'a0E000000000001AAA';
		self::assertSame( "SELECT Id, IsDeleted FROM Show__c WHERE Id = '{$id}' AND (A__c = 1 OR B__c = 2) AND (C__c = 3)", Soql::of_record( 'Show__c', array( 'Id', 'IsDeleted' ), $id, array( Condition::of( 'A__c = 1 OR B__c = 2' ), Condition::of( 'C__c = 3' ) ) ) );
		foreach ( array( array( 'Show__c WHERE', 'Id', $id ), array( 'Show__c', 'Id, Name', $id ), array( 'Show__c', 'Id', "x' OR Id != '" ), array( 'Show__c', 'Id', "{$id}\n" ), array( "Show__c\n", 'Id', $id ) ) as list( $sobject, $field, $external_id ) ) {
			try {
				Soql::of_record( $sobject, array( $field ), $external_id );
				self::fail( "{$sobject} {$field} {$external_id}" );
			} catch ( Failure $failure ) {
				self::assertSame( 'soql_part_invalid', $failure->code_name );
			}
		}
	}
}
