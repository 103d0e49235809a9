<?php
declare(strict_types=1);

namespace Callboard\Tests\Vault;

use Callboard\Failure\Failure;
use Callboard\Tests\TestCase;
use Callboard\Vault\OutsideUrl;

final class OutsideUrlTest extends TestCase {
	/** @dataProvider refused */
	public function test_refuses( string $url, string ...$addresses ): void {
		self::assertNotNull( OutsideUrl::refusal( $url, static fn() => $addresses ) );
		$this->expectException( Failure::class );
		OutsideUrl::check( $url, static fn() => $addresses );
	}

	/** @return array<string, list<string>> */
	public static function refused(): array {
		return array(
			'plain http'              => array( 'http://login.salesforce.com', '85.222.142.4' ),
			'another scheme'          => array( 'ftp://login.salesforce.com', '85.222.142.4' ),
			'a file'                  => array( 'file:///etc/passwd' ),
			'no scheme'               => array( 'login.salesforce.com' ),
			'nothing'                 => array( '' ),
			'user and password'       => array( 'https://a:b@login.salesforce.com', '85.222.142.4' ),
			'backslash'               => array( 'https://login.salesforce.com\\@evil.example', '85.222.142.4' ),
			'private'                 => array( 'https://10.0.0.1' ),
			'private 172'             => array( 'https://172.16.3.4/x' ),
			'link-local'              => array( 'https://169.254.169.254/latest/meta-data' ),
			'carrier NAT'             => array( 'https://100.64.1.1' ),
			'this network'            => array( 'https://0.0.0.0' ),
			'IPv6 unique local'       => array( 'https://[fd00::1]' ),
			'IPv6 mapped'             => array( 'https://[::ffff:10.0.0.1]' ),
			'IPv6 NAT64'              => array( 'https://[64:ff9b::a00:1]' ),
			'decimal spelling'        => array( 'https://2130706433' ),
			'hexadecimal spelling'    => array( 'https://0x7f.1' ),
			'a name that leads home'  => array( 'https://intranet.example', '192.168.1.10' ),
			'one public, one private' => array( 'https://both.example', '85.222.142.4', 'fd00::1' ),
			'a subdomain of loopback' => array( 'https://x.localhost' ),
		);
	}

	/** @dataProvider allowed */
	public function test_allows( string $url, string ...$addresses ): void {
		self::assertSame( $url, OutsideUrl::check( $url, static fn() => $addresses ) );
	}

	/** @return array<string, list<string>> */
	public static function allowed(): array {
		return array(
			'login'              => array( 'https://login.salesforce.com', '85.222.142.4' ),
			'a My Domain'        => array( 'https://stage.my.salesforce.com/', '85.222.142.4', '2a00:1234::1' ),
			'loopback when local' => array( 'http://127.0.0.1:4010' ),
			'localhost'          => array( 'http://localhost:4010/x.png' ),
			'loopback IPv6'      => array( 'http://[::1]:4010' ),
		);
	}
}
