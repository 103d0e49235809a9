<?php
declare(strict_types=1);

namespace Callboard\Tests\Worker;

/** Answers token requests as Salesforce does, after really verifying the assertion. */
final class FakeOrg {
	public const LOGIN    = 'https://login.salesforce.com';
	public const INSTANCE = 'https://stage.my.salesforce.com';
	public const ORG      = '00D000000000001AAA';

	/** @var list<array<string, mixed>> The claims of each assertion that was verified. */
	public array $assertions = array();

	/** @var ?array{0: int, 1: string} Status and body of the next answers, instead of a token. */
	public ?array $instead = null;

	public string $org_id       = self::ORG;
	public string $instance_url = self::INSTANCE;

	/** @var ?callable(): void Runs while the request is under way. */
	public $meanwhile = null;

	private static ?string $private_key = null;
	private static string $public_key   = '';

	public function __construct() {
		add_filter( 'pre_http_request', array( $this, 'answer' ), 10, 3 );
	}

	public static function private_key(): string {
		if ( null === self::$private_key ) {
			$key = openssl_pkey_new( array( 'private_key_bits' => 2048, 'private_key_type' => OPENSSL_KEYTYPE_RSA ) );
			openssl_pkey_export( $key, $pem );
			self::$private_key = $pem;
			self::$public_key  = openssl_pkey_get_details( $key )['key'];
		}
		return self::$private_key;
	}

	/**
	 * @param mixed                $answer
	 * @param array<string, mixed> $arguments
	 * @return mixed
	 */
	public function answer( $answer, array $arguments, string $url ) {
		if ( ! str_ends_with( $url, '/services/oauth2/token' ) ) {
			return $answer;
		}
		if ( 0 !== $arguments['redirection'] || 10 !== $arguments['timeout'] ) {
			return $this->response( 500, 'A token request follows no redirect and waits ten seconds.' );
		}
		$claims = $this->verified( (string) $arguments['body']['assertion'] );
		if ( null === $claims ) {
			return $this->response( 400, '{"error":"invalid_grant","error_description":"invalid assertion"}' );
		}
		$this->assertions[] = $claims;
		if ( null !== $this->meanwhile ) {
			( $this->meanwhile )();
		}
		return null === $this->instead ? $this->token() : $this->response( ...$this->instead );
	}

	/** @return array<string, mixed> */
	private function token(): array {
		return $this->response(
			200,
			(string) wp_json_encode(
				array(
					'access_token' => '00D000000000001!token-' . count( $this->assertions ),
					'scope'        => 'api',
					'instance_url' => $this->instance_url,
					'id'           => self::LOGIN . "/id/{$this->org_id}/005000000000001AAA",
					'token_type'   => 'Bearer',
				)
			)
		);
	}

	/** @return ?array<string, mixed> */
	private function verified( string $assertion ): ?array {
		$parts = explode( '.', $assertion );
		if ( 3 !== count( $parts ) ) {
			return null;
		}
		$decode = static fn( string $part ): string => (string) base64_decode( strtr( $part, '-_', '+/' ), true );
		self::private_key();
		return 1 === openssl_verify( "{$parts[0]}.{$parts[1]}", $decode( $parts[2] ), self::$public_key, OPENSSL_ALGO_SHA256 )
			? (array) json_decode( $decode( $parts[1] ), true )
			: null;
	}

	/** @return array<string, mixed> */
	private function response( int $status, string $body ): array {
		return array(
			'headers'  => array(),
			'body'     => $body,
			'response' => array( 'code' => $status, 'message' => '' ),
			'cookies'  => array(),
			'filename' => null,
		);
	}
}
