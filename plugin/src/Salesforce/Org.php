<?php
declare(strict_types=1);

namespace Callboard\Salesforce;

defined( 'ABSPATH' ) || exit;

use Callboard\Failure\Failure;

/** The questions set-up asks an org. */
final class Org {
	private const HIDDEN = array( 'NOT_FOUND', 'INVALID_TYPE', 'INSUFFICIENT_ACCESS', 'FUNCTIONALITY_NOT_ENABLED' );

	public function __construct( private readonly ReadClient $client ) {}

	/** @return list<string> Such as "66.0", as the org lists them. */
	public function versions(): array {
		return array_values( array_filter( array_map( 'strval', array_column( $this->client->get( '/services/data' ), 'version' ) ) ) );
	}

	/** @return array{id: ?string, name: ?string, edition: ?string, sandbox: ?bool} */
	public function organization(): array {
		$answer = $this->client->data( '/query', array( 'q' => 'SELECT Id, Name, OrganizationType, IsSandbox FROM Organization' ) );
		$row    = is_array( $answer['records'][0] ?? null ) ? $answer['records'][0] : array();
		return array(
			'id'      => self::text( $row['Id'] ?? null ),
			'name'    => self::text( $row['Name'] ?? null ),
			'edition' => self::text( $row['OrganizationType'] ?? null ),
			'sandbox' => is_bool( $row['IsSandbox'] ?? null ) ? $row['IsSandbox'] : null,
		);
	}

	public function api_calls_left(): ?int {
		$left = $this->client->data( '/limits' )['DailyApiRequests']['Remaining'] ?? null;
		return is_int( $left ) ? max( 0, $left ) : null;
	}

	/** @return list<string> API names of the objects the user may read. */
	public function objects(): array {
		$objects = $this->client->data( '/sobjects' )['sobjects'] ?? array();
		$names   = array();
		foreach ( is_array( $objects ) ? $objects : array() as $object ) {
			if ( is_array( $object ) && false !== ( $object['queryable'] ?? true ) && is_string( $object['name'] ?? null ) ) {
				$names[] = $object['name'];
			}
		}
		return $names;
	}

	/** Null when the org has no such object, or hides it from this user. */
	public function describe( string $sobject ): ?ObjectDescription {
		try {
			return ObjectDescription::from_answer( $this->client->data( '/sobjects/' . rawurlencode( $sobject ) . '/describe' ) );
		} catch ( Failure $failure ) {
			if ( in_array( $failure->details['error_code'] ?? '', self::HIDDEN, true ) ) {
				return null;
			}
			throw $failure;
		}
	}

	private static function text( mixed $value ): ?string {
		return is_string( $value ) && '' !== $value ? $value : null;
	}
}
