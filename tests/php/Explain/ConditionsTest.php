<?php
declare(strict_types=1);

namespace Callboard\Tests\Explain;

use Callboard\Explain\Link\Conditions;
use Callboard\Tests\TestCase;

final class ConditionsTest extends TestCase {
	/**
	 * @dataProvider filters
	 * @param ?list<string> $parts
	 */
	public function test_a_filter_falls_apart_only_where_all_must_be_true( string $filter, ?array $parts ): void {
		self::assertSame( $parts, Conditions::of( $filter ) );
	}

	public static function filters(): array {
		return array(
			'one'                   => array( 'Active__c = true', array( 'Active__c = true' ) ),
			'two, any case, spaces' => array( "A__c = 1  and\n B__c = 2", array( 'A__c = 1', 'B__c = 2' ) ),
			'brackets'              => array( "(A__c = 1 OR B__c = 2) AND C__c IN ('x AND y', 'z')", array( '(A__c = 1 OR B__c = 2)', "C__c IN ('x AND y', 'z')" ) ),
			'quotes and brackets'   => array( "Name = 'a) AND (b' AND Name != 'it\\'s AND so'", array( "Name = 'a) AND (b'", "Name != 'it\\'s AND so'" ) ),
			'or at the top'         => array( 'A__c = 1 OR B__c = 2', array( 'A__c = 1 OR B__c = 2' ) ),
			'and inside a name'     => array( 'Brand__c = 1 AND And__c = 2', array( 'Brand__c = 1', 'And__c = 2' ) ),
			'and before a bracket'  => array( 'A__c = 1 AND(B__c = 2)', array( 'A__c = 1', '(B__c = 2)' ) ),
			'nothing'               => array( '  ', array() ),
			'open bracket'          => array( '(A__c = 1', null ),
			'closed too early'      => array( 'A__c = 1) OR (Id != null', null ),
			'open quote'            => array( "Name = 'x", null ),
		);
	}
}
