<?php
declare(strict_types=1);

namespace Callboard\Explain\Link;

use Callboard\Failure\Failure;
use Callboard\Salesforce\Org;
use Callboard\Salesforce\ReadClient;

defined( 'ABSPATH' ) || exit;

/** Questions about one record, each one query by its id. */
final class AskedOrg {
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
		// Setup objects do not say that rows are deleted, and only some are merged (or the user may not see who won).
		$object = ( new Org( $this->client ) )->describe( $sobject );
		$tells  = array_values( array_filter( array( 'IsDeleted', 'MasterRecordId' ), static fn( string $field ) => true === $object?->has_field( $field ) ) );
		$row    = $this->first( '/queryAll', Soql::of_record( $sobject, array( 'Id', ...$tells ), $external_id ) );
		if ( null === $row ) {
			return null;
		}
		$master = $row['MasterRecordId'] ?? null;
		return array(
			'deleted'     => true === ( $row['IsDeleted'] ?? false ),
			'merged_into' => is_string( $master ) && '' !== $master ? $master : null,
		);
	}

	/**
	 * @param list<Condition> $conditions
	 * @throws Failure When Salesforce cannot be asked, or refuses a condition.
	 */
	public function passes( string $sobject, string $external_id, array $conditions ): bool {
		return null !== $this->first( '/query', Soql::of_record( $sobject, array( 'Id' ), $external_id, $conditions ) );
	}

	/** @return ?array<string, mixed> */
	private function first( string $path, string $soql ): ?array {
		$row = $this->client->data( $path, array( 'q' => $soql ) )['records'][0] ?? null;
		return is_array( $row ) ? $row : null;
	}
}
