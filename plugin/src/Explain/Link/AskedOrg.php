<?php
declare(strict_types=1);

namespace Callboard\Explain\Link;

use Callboard\Failure\Failure;
use Callboard\Salesforce\ReadClient;

defined( 'ABSPATH' ) || exit;

/** Questions about one record, each one query by its id. */
final class AskedOrg {
	/** Where Salesforce merges records, the loser names its winner (Object Reference: MasterRecordId). */
	private const MERGED = array( 'Account', 'Contact', 'Lead', 'Case' );

	public function __construct( private readonly ReadClient $client ) {}

	/** @throws Failure When Salesforce cannot be asked. */
	public function key_prefix( string $sobject ): ?string {
		$prefix = $this->client->data( '/sobjects/' . rawurlencode( $sobject ) )['objectDescribe']['keyPrefix'] ?? null;
		return is_string( $prefix ) ? $prefix : null;
	}

	/**
	 * Deleted ones included.
	 *
	 * @return ?array{deleted: bool, merged_into: ?string}
	 * @throws Failure When Salesforce cannot be asked.
	 */
	public function record( string $sobject, string $external_id ): ?array {
		$fields = in_array( $sobject, self::MERGED, true ) ? 'Id, IsDeleted, MasterRecordId' : 'Id, IsDeleted';
		$row    = $this->first( '/queryAll', "SELECT {$fields} FROM {$sobject} WHERE Id = '{$external_id}'" );
		if ( null === $row ) {
			return null;
		}
		$master = $row['MasterRecordId'] ?? null;
		return array(
			'deleted'     => true === ( $row['IsDeleted'] ?? false ),
			'merged_into' => is_string( $master ) && '' !== $master ? $master : null,
		);
	}

	/** @throws Failure When Salesforce cannot be asked, or refuses the condition. */
	public function passes( string $sobject, string $external_id, string $condition ): bool {
		return null !== $this->first( '/query', "SELECT Id FROM {$sobject} WHERE Id = '{$external_id}' AND ({$condition})" );
	}

	/** @return ?array<string, mixed> */
	private function first( string $path, string $soql ): ?array {
		$row = $this->client->data( $path, array( 'q' => $soql ) )['records'][0] ?? null;
		return is_array( $row ) ? $row : null;
	}
}
