<?php
declare(strict_types=1);

namespace Callboard\Salesforce;

use Callboard\Failure\Failure;
use Callboard\Usage\CallsOfSite;
use Callboard\Vault\SalesforceTokens;

defined( 'ABSPATH' ) || exit;

/** Bytes of a tenant's org, streamed to disk: only from the org the token is of, and never further. */
final class Files {
	private const TIMEOUT_SECONDS   = 20;
	private const ERROR_BYTES       = 8192;
	private const LATEST_OF         = "SELECT Id FROM ContentVersion WHERE ContentDocumentId = '%s' AND IsLatest = true";

	/** @var array<string, string> Key prefix → object, by tenant. */
	private array $objects = array();

	public function __construct( private readonly SalesforceTokens $tokens, private readonly CallsOfSite $calls ) {}

	/**
	 * @param string $path Below /sobjects/.
	 * @throws Failure When there are no bytes; of kind transient, rate_limit or auth when there may be some later.
	 */
	public function fetch( int $tenant_id, string $path, string $file, int $max_bytes ): void {
		$client = $this->client( $tenant_id );
		$client->call(
			"/services/data/v{$client->api_version()}/sobjects/{$path}",
			array(
				'timeout'             => self::TIMEOUT_SECONDS,
				'stream'              => true,
				'filename'            => $file,
				'limit_response_size' => $max_bytes + 1,
			),
			static function ( int $status ) use ( $file ): void {
				if ( 200 !== $status ) {
					$words = is_file( $file ) ? (string) file_get_contents( $file, false, null, 0, self::ERROR_BYTES ) : ''; // phpcs:ignore WordPress.WP.AlternativeFunctions.file_get_contents_file_get_contents -- a local file.
					throw Failures::of_answer( $status, json_decode( $words, true ) );
				}
			}
		);
	}

	/** @return ?string The latest version of a document, or null when there is none this user may see. */
	public function latest_version( int $tenant_id, string $document_id ): ?string {
		$answer = $this->client( $tenant_id )->data( '/query', array( 'q' => sprintf( self::LATEST_OF, $document_id ) ) );
		$id     = $answer['records'][0]['Id'] ?? null;
		return is_string( $id ) ? $id : null;
	}

	/** @return ?string Name of the object whose ids begin so. */
	public function object_of( int $tenant_id, string $record_id ): ?string {
		$prefix = substr( $record_id, 0, 3 );
		$key    = "{$tenant_id}:{$prefix}";
		if ( ! isset( $this->objects[ $key ] ) ) {
			$objects = $this->client( $tenant_id )->data( '/sobjects' )['sobjects'] ?? array();
			foreach ( is_array( $objects ) ? $objects : array() as $object ) {
				if ( is_string( $object['keyPrefix'] ?? null ) && is_string( $object['name'] ?? null ) ) {
					$this->objects[ "{$tenant_id}:{$object['keyPrefix']}" ] = $object['name'];
				}
			}
		}
		return $this->objects[ $key ] ?? null;
	}

	private function client( int $tenant_id ): ReadClient {
		return new ReadClient( $this->tokens, $tenant_id, $this->calls );
	}
}
