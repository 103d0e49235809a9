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
	private const IDS_A_QUERY       = 400;

	/** Key prefix → object, the field that moves when the bytes do, and the field that tells whether they arrived. */
	private const VERSIONS = array(
		'069' => array( 'ContentDocument', 'LatestPublishedVersionId', 'LatestPublishedVersion.Checksum' ),
		'068' => array( 'ContentVersion', 'Id', 'Checksum' ),
		'00P' => array( 'Attachment', 'SystemModstamp', 'BodyLength' ),
		'015' => array( 'Document', 'SystemModstamp', 'BodyLength' ),
	);

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

	/**
	 * One call for 400 files of a kind.
	 *
	 * @param list<string> $ids 18 characters.
	 * @return array<string, FileVersion> By id; without files this user may not see.
	 * @throws Failure When Salesforce does not answer.
	 */
	public function versions( int $tenant_id, array $ids ): array {
		$found = array();
		foreach ( self::VERSIONS as $prefix => list( $object, $field, $proof ) ) {
			$some = array_filter( $ids, static fn( string $id ) => str_starts_with( $id, (string) $prefix ) && 1 === preg_match( '/^[A-Za-z0-9]{18}$/D', $id ) );
			foreach ( array_chunk( $some, self::IDS_A_QUERY ) as $page ) {
				$found += $this->versions_of( $tenant_id, $object, $field, $proof, $page );
			}
		}
		return $found;
	}

	/**
	 * @param list<string> $ids
	 * @return array<string, FileVersion>
	 */
	private function versions_of( int $tenant_id, string $object, string $field, string $proof, array $ids ): array {
		$fields = implode( ', ', array_unique( array( 'Id', $field, $proof ) ) );
		try {
			$answer = $this->client( $tenant_id )->data( '/query', array( 'q' => "SELECT {$fields} FROM {$object} WHERE Id IN ('" . implode( "','", $ids ) . "')" ) );
		} catch ( Failure $failure ) {
			if ( 'salesforce_object_missing' === $failure->code_name ) {
				return array(); // Who may not see the object sees none of its files.
			}
			throw $failure;
		}
		$found = array();
		foreach ( (array) ( $answer['records'] ?? array() ) as $record ) {
			$version = is_array( $record ) ? FileVersion::of_record( $record, $field ) : null;
			if ( null !== $version && is_string( $record['Id'] ?? null ) ) {
				$found[ $record['Id'] ] = $version;
			}
		}
		return $found;
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
