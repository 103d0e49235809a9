<?php
declare(strict_types=1);

namespace Callboard\Salesforce;

defined( 'ABSPATH' ) || exit;

use Callboard\Failure\Failure;

/**
 * "Test connection": asks the org who it is and what the user may do.
 * What only some users may ask (calls left) is named as missing; a failure of the first questions ends the test.
 */
final class OrgTest {

	public function __construct( private readonly Org $org ) {}

	/**
	 * @param list<string> $needed_objects API names the mappings read.
	 * @return array<string, mixed> Matches connection-test.schema.json.
	 */
	public function run( string $username, string $api_version, array $needed_objects ): array {
		$result = self::blank( $username );
		try {
			$versions              = $this->org->versions();
			$result['api_version'] = $api_version;
			if ( array() !== $versions && ! in_array( $api_version, $versions, true ) ) {
				throw Failures::of_answer( 404, array( array( 'errorCode' => 'UNSUPPORTED_API_VERSION' ) ) );
			}
			$organization           = $this->org->organization();
			$result['org_id']       = $organization['id'];
			$result['org_name']     = $organization['name'];
			$result['edition']      = $organization['edition'];
			$result['sandbox']      = $organization['sandbox'];
			$visible                = $this->org->objects();
			$result['objects_visible'] = count( $visible );
			$result['missing']      = self::missing_objects( $visible, $needed_objects );
			$result                 = $this->with_calls_left( $result );
			$result['ok']           = array() === self::missing_objects( $visible, $needed_objects );
		} catch ( Failure $failure ) {
			$result['failure'] = $failure->to_array();
		}
		return $result;
	}

	/** @return array<string, mixed> */
	public static function failed( string $username, Failure $failure ): array {
		return array( 'failure' => $failure->to_array() ) + self::blank( $username );
	}

	/**
	 * @param array<string, mixed> $result
	 * @return array<string, mixed>
	 */
	private function with_calls_left( array $result ): array {
		try {
			$result['api_calls_left'] = $this->org->api_calls_left();
		} catch ( Failure $failure ) {
			if ( 'config' !== $failure->kind ) {
				throw $failure;
			}
			// The sync does not need it; only the figure stays unknown.
			$result['missing'][] = __( 'Permission "View Setup and Configuration" (shows how many API calls are left; the sync works without it)', 'callboard' );
		}
		return $result;
	}

	/**
	 * @param list<string> $visible
	 * @param list<string> $needed
	 * @return list<string>
	 */
	private static function missing_objects( array $visible, array $needed ): array {
		$known = array_flip( array_map( 'strtolower', $visible ) );
		$gone  = array();
		foreach ( $needed as $name ) {
			if ( ! isset( $known[ strtolower( $name ) ] ) ) {
				/* translators: %s: API name of a Salesforce object */
				$gone[] = sprintf( __( 'Read access to the object %s', 'callboard' ), $name );
			}
		}
		return $gone;
	}

	/** @return array<string, mixed> */
	private static function blank( string $username ): array {
		return array(
			'ok'              => false,
			'org_name'        => null,
			'org_id'          => null,
			'username'        => '' === $username ? null : $username,
			'sandbox'         => null,
			'edition'         => null,
			'api_version'     => null,
			'api_calls_left'  => null,
			'objects_visible' => null,
			'missing'         => array(),
		);
	}
}
