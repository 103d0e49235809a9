<?php
declare(strict_types=1);

namespace Callboard\Tests\Rest;

/** Salesforce at the HTTP edge: answers what a test prepared, in Salesforce's own shapes. */
final class FakeOrg {
	public const LOGIN_URL = 'https://fake.my.salesforce.com';
	public const ORG_ID    = '00D5g000004XyZzEAK';

	/** @var array<string, array{0: int, 1: mixed}> Path → status and body; a string body is sent as it is. */
	public array $answers;

	/** @var array<string, string> Of every answer but a token's. */
	public array $headers = array();

	/** @var list<string> */
	public array $asked = array();

	public function __construct() {
		$this->answers = array(
			'/services/oauth2/token'         => array( 200, array(
				'access_token' => '00D5g000004XyZz!AQEAQTOPSECRETTOKEN',
				'instance_url' => self::LOGIN_URL,
				'id'           => self::LOGIN_URL . '/id/' . self::ORG_ID . '/0055g00000AbCdEFGH',
				'token_type'   => 'Bearer',
			) ),
			'/services/data'                 => array( 200, array( array( 'version' => '65.0' ), array( 'version' => '66.0' ) ) ),
			'/services/data/v66.0/query'     => array( 200, array(
				'totalSize' => 1,
				'done'      => true,
				'records'   => array( array( 'Id' => self::ORG_ID, 'Name' => 'Harbour Theatre', 'OrganizationType' => 'Enterprise Edition', 'IsSandbox' => false ) ),
			) ),
			'/services/data/v66.0/limits'    => array( 200, array( 'DailyApiRequests' => array( 'Max' => 100000, 'Remaining' => 99982 ) ) ),
			'/services/data/v66.0/sobjects'  => array( 200, array( 'sobjects' => array_map(
				static fn( string $name ) => array( 'name' => $name, 'queryable' => true ),
				array( 'Account', 'PatronTicket__TicketableEvent__c', 'PatronTicket__EventInstance__c', 'PatronTicket__Venue__c' )
			) ) ),
		);
		foreach ( self::objects() as $name => $fields ) {
			$this->answers[ "/services/data/v66.0/sobjects/{$name}/describe" ] = array( 200, self::described( $name, $fields ) );
		}
	}

	public function open(): void {
		add_filter( 'pre_http_request', array( $this, 'answer' ), 10, 3 );
	}

	/**
	 * @param mixed                $answer
	 * @param array<string, mixed> $arguments
	 * @return mixed
	 */
	public function answer( $answer, array $arguments, string $url ) {
		if ( ! str_starts_with( $url, self::LOGIN_URL ) ) {
			return $answer;
		}
		$path          = (string) wp_parse_url( $url, PHP_URL_PATH );
		$this->asked[] = $path;
		list( $status, $body ) = $this->answers[ $path ] ?? array( 404, array( array( 'errorCode' => 'NOT_FOUND', 'message' => 'The requested resource does not exist' ) ) );
		if ( $body instanceof \WP_Error ) {
			return $body;
		}
		return array(
			'headers'  => '/services/oauth2/token' === $path ? array() : $this->headers,
			'body'     => is_string( $body ) ? $body : (string) wp_json_encode( $body ),
			'response' => array( 'code' => $status, 'message' => '' ),
			'cookies'  => array(),
			'filename' => null,
		);
	}

	public function without_field( string $object, string $field ): void {
		$path   = "/services/data/v66.0/sobjects/{$object}/describe";
		$fields = $this->answers[ $path ][1]['fields'];
		$this->answers[ $path ][1]['fields'] = array_values( array_filter( $fields, static fn( array $row ) => $row['name'] !== $field ) );
	}

	public function without_object( string $object ): void {
		unset( $this->answers[ "/services/data/v66.0/sobjects/{$object}/describe" ] );
	}

	/** @return array<string, list<string>> */
	private static function objects(): array {
		$prefixed = static fn( string ...$names ) => array_map( static fn( string $name ) => "PatronTicket__{$name}__c", $names );
		return array(
			'PatronTicket__TicketableEvent__c' => array( 'Id', 'Name', ...$prefixed( 'Subtitle', 'Description', 'Category', 'Season', 'Type', 'Active', 'PurchaseUrl', 'LargeImageUrl', 'LongTitle' ) ),
			'PatronTicket__Venue__c'           => array( 'Id', 'Name', ...$prefixed( 'DisplayName', 'AddressInformation', 'City', 'TimeZone' ) ),
			'PatronTicket__EventInstance__c'   => array( 'Id', 'Name', ...$prefixed( 'TicketableEvent', 'InstanceDate', 'EndDate', 'Venue', 'SaleStatus', 'SoldOut', 'Status', 'PurchaseUrl', 'MinPrice', 'MaxPrice', 'Access', 'Code' ) ),
		);
	}

	/**
	 * @param list<string> $fields
	 * @return array<string, mixed>
	 */
	private static function described( string $name, array $fields ): array {
		$references = array(
			'PatronTicket__TicketableEvent__c' => 'PatronTicket__TicketableEvent__r',
			'PatronTicket__Venue__c'           => 'PatronTicket__Venue__r',
		);
		return array(
			'name'   => $name,
			'label'  => $name,
			'fields' => array_map(
				static fn( string $field ) => array(
					'name'             => $field,
					'label'            => $field,
					'relationshipName' => $references[ $field ] ?? null,
					'referenceTo'      => isset( $references[ $field ] ) ? array( $field ) : array(),
				),
				$fields
			),
		);
	}
}
