<?php
declare(strict_types=1);

namespace Callboard\Salesforce;

defined( 'ABSPATH' ) || exit;

/** Which bytes a file of an org has now, and how to know them. */
final class FileVersion {
	private function __construct(
		/** The latest version's id, or the stamp of what has no versions. */
		public readonly string $version,
		private readonly ?string $md5,
		private readonly ?int $bytes
	) {}

	/** @param array<mixed> $record Of a query for its object's fields. */
	public static function of_record( array $record, string $field ): ?self {
		$md5     = $record['Checksum'] ?? ( is_array( $record['LatestPublishedVersion'] ?? null ) ? $record['LatestPublishedVersion']['Checksum'] ?? null : null );
		$version = $record[ $field ] ?? null;
		return ! is_string( $version ) ? null : new self( $version, is_string( $md5 ) ? strtolower( $md5 ) : null, is_int( $record['BodyLength'] ?? null ) ? $record['BodyLength'] : null );
	}

	/** Have all of its bytes arrived as they are? What Salesforce does not tell is not held against them. */
	public function is( string $file ): bool {
		clearstatcache( true, $file );
		return ( null === $this->bytes || filesize( $file ) === $this->bytes ) && ( null === $this->md5 || md5_file( $file ) === $this->md5 );
	}
}
