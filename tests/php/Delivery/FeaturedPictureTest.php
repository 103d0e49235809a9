<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\Delivery;
use Callboard\Delivery\Draft;
use Callboard\Mapping\FieldMapping;
use Callboard\Tests\Rest\Keys;
use Callboard\Vault\ConnectionDetails;

/** The featured picture where Salesforce owns it. */
final class FeaturedPictureTest extends SeasonCase {
	private const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
	private const ONE = 'http://127.0.0.1/posters/1.png';
	private const TWO = 'http://127.0.0.1/posters/2.png';

	/** @var array<string, string> Address → bytes behind the picture. */
	private array $bytes = array( self::ONE => 'one', self::TWO => 'two' );

	/** @var list<string> */
	private array $asked = array();

	/** @var array<string, string> Of each answer that brings a picture. */
	private array $headers = array();

	/** What the server answers instead of the picture. */
	private ?int $refusal = null;

	/** @var list<array<string, string>> Conditions of each request. */
	private array $conditions = array();

	protected function setUp(): void {
		parent::setUp();
		$this->own( FieldMapping::OWNER_SALESFORCE );
		add_filter( 'pre_http_request', array( $this, 'serve' ), 10, 3 );
	}

	protected function tearDown(): void {
		remove_filter( 'pre_http_request', array( $this, 'serve' ) );
		parent::tearDown();
	}

	/** @param mixed $answer @param array<string, mixed> $arguments @return array<string, mixed> */
	public function serve( $answer, array $arguments, string $url ): array {
		$this->asked[]      = $url;
		$this->conditions[] = $arguments['headers'];
		$same               = $this->headers['etag'] ?? $this->headers['last-modified'] ?? null;
		$status             = $this->refusal ?? ( null !== $same && in_array( $same, $arguments['headers'], true ) ? 304 : 200 );
		file_put_contents( $arguments['filename'], 200 === $status ? base64_decode( self::PNG ) . $this->bytes[ $url ] : '' );
		return array( 'response' => array( 'code' => $status, 'message' => '' ), 'headers' => $this->headers, 'body' => '', 'cookies' => array() );
	}

	private function own( string $owner ): void {
		$this->plugin->mappings()->save( $this->tenant_id, $this->mapping( 'productions' )->with_owners( array( 'image' => $owner ) ) );
	}

	/** By the current version of the mapping: drift of others is not looked for. */
	private function apply( Draft $draft ): void {
		$version = $this->mapping( 'productions' )->version;
		$this->plugin->apply_delivery()->run( $this->tenant_id, new Delivery( wp_generate_uuid4(), $this->lease->run->id, $this->lease->run->fence, 'productions', $version, array( $draft ), array(), array() ) );
	}

	private function sync( ?string $image, int $stamp_ms ): int {
		$draft = $this->production( 1, array( 'image' => $image ), $stamp_ms, $stamp_ms + 5000 );
		$this->apply( $draft );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		return (int) $this->post_of( $draft );
	}

	private function stored( int $post_id ): ?string {
		return $this->plugin->db()->value( "SELECT meta_value FROM {$this->plugin->db()->wpdb()->postmeta} WHERE post_id = %d AND meta_key = '_thumbnail_id'", array( $post_id ) );
	}

	private function drift(): int {
		return $this->plugin->drift_check()->run( $this->tenant_id );
	}

	public function test_a_cleared_picture_goes_and_a_new_one_replaces_it(): void {
		$post_id = $this->sync( self::ONE, 1000 );
		$one     = $this->stored( $post_id );
		self::assertNotNull( $one );
		$this->sync( null, 2000 );
		self::assertNull( $this->stored( $post_id ) );
		self::assertFalse( has_post_thumbnail( $post_id ) );
		$this->sync( self::TWO, 3000 );
		self::assertNotContains( $this->stored( $post_id ), array( null, $one ) );
		self::assertSame( 0, $this->drift(), 'What stands there is meant.' );
		self::assertSame( 0, $this->plugin->effect_queue()->count() );
	}

	public function test_a_picture_that_is_still_to_come_when_its_field_is_cleared_does_not_come(): void {
		$this->apply( $this->production( 1, array( 'image' => self::ONE ) ) );
		$this->apply( $this->production( 1, array( 'image' => null ), 2000, 7000 ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertSame( array( null, array() ), array( $this->stored( (int) $this->post_of( $this->production( 1 ) ) ), $this->asked ) );
	}

	public function test_where_wordpress_owns_or_salesforce_only_fills_nothing_is_taken_away(): void {
		$post_id = $this->sync( self::ONE, 1000 );
		$one     = $this->stored( $post_id );
		foreach ( array( FieldMapping::OWNER_WORDPRESS, FieldMapping::OWNER_FILL ) as $n => $owner ) {
			$this->own( $owner );
			$this->sync( null, 2000 + 1000 * $n );
			self::assertSame( $one, $this->stored( $post_id ), $owner );
		}
	}

	public function test_a_picture_removed_or_changed_by_raw_sql_is_drift_and_comes_back(): void {
		$post_id = $this->sync( self::ONE, 1000 );
		$one     = $this->stored( $post_id );
		self::assertSame( 0, $this->drift() );
		foreach ( array( "DELETE FROM %i WHERE meta_key = '_thumbnail_id' AND post_id = %d", "UPDATE %i SET meta_value = '999999' WHERE meta_key = '_thumbnail_id' AND post_id = %d" ) as $sql ) {
			$this->plugin->db()->query( $sql, array( $this->plugin->db()->wpdb()->postmeta, $post_id ) );
			self::assertSame( 1, $this->drift(), $sql );
			$this->sync( self::ONE, 1000 );
			self::assertSame( $one, $this->stored( $post_id ), $sql );
			self::assertSame( 0, $this->drift() );
		}
	}

	public function test_a_picture_deleted_in_the_media_library_comes_back_with_the_next_sync(): void {
		$post_id = $this->sync( self::ONE, 1000 );
		$one     = (int) $this->stored( $post_id );
		wp_delete_attachment( $one, true );
		self::assertSame( array( 'productions' => array( $this->production( 1 )->external_id ) ), $this->plugin->inbox()->due( $this->tenant_id, $this->clock->now_ms() ) );
		$this->sync( self::ONE, 1000 );
		self::assertSame( 'attachment', get_post_type( (int) $this->stored( $post_id ) ) );
		self::assertSame( array( 0, 0 ), array( $this->plugin->inbox()->count( $this->tenant_id ), $this->drift() ) );
	}

	public function test_where_salesforce_only_fills_a_deleted_picture_stays_away(): void {
		$this->own( FieldMapping::OWNER_FILL );
		$post_id = $this->sync( self::ONE, 1000 );
		wp_delete_attachment( (int) $this->stored( $post_id ), true );
		self::assertSame( array( null, 0 ), array( $this->stored( $post_id ), $this->plugin->inbox()->count( $this->tenant_id ) ) );
	}

	public function test_another_edit_past_the_locks_is_still_drift_after_a_picture_came(): void {
		$this->apply( $this->production( 1, array( 'image' => self::ONE ) ) );
		$this->plugin->db()->query( "UPDATE {$this->plugin->db()->wpdb()->posts} SET post_title = 'vandal' WHERE ID = %d", array( $this->post_of( $this->production( 1 ) ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertSame( 1, $this->drift() );
	}

	public function test_new_bytes_behind_the_same_address_come_when_the_show_is_read_again(): void {
		$post_id = $this->sync( self::ONE, 1000 );
		$one     = $this->stored( $post_id );
		$this->sync( self::ONE, 2000 );
		self::assertSame( array( self::ONE ), $this->asked, 'A usual change does not load it again.' );

		$this->bytes[ self::ONE ] = 'another poster';
		$this->plugin->ledger()->forget_fingerprints( array( $this->plugin->ledger()->by_post( $post_id )->id ) );
		$this->sync( self::ONE, 2000 );
		self::assertNotContains( $this->stored( $post_id ), array( null, $one ) );
		self::assertSame( array( self::ONE, self::ONE ), $this->asked );
		self::assertSame( 0, $this->drift() );
	}

	public function test_the_page_is_purged_once_more_when_its_picture_has_come(): void {
		$purged = 0;
		add_action(
			'litespeed_purge_post',
			static function () use ( &$purged ): void {
				++$purged;
			}
		);
		$this->sync( self::ONE, 1000 );
		self::assertSame( 2, $purged );
	}

	private function a_day_later(): void {
		$this->clock->advance( 86400000 );
		$this->plugin->renew_pictures()->run_due( PHP_INT_MAX );
		$this->plugin->effects()->drain( PHP_INT_MAX );
	}

	private function connect(): void {
		$this->plugin->connections()->save( $this->tenant_id, new ConnectionDetails( 'https://fake.my.salesforce.com', 'consumer', 'sync@harbour.example', Keys::CERTIFICATE, Keys::PRIVATE_KEY, null ) );
	}

	/** @return array<string, array{0: array<string, string>, 1: array<string, string>, 2: array<string, string>}> */
	public static function validators(): array {
		return array(
			'ETag'          => array( array( 'etag' => '"one"', 'last-modified' => 'Mon, 23 Nov 2026 10:00:00 GMT' ), array( 'If-None-Match' => '"one"' ), array( 'etag' => 'W/"two"' ) ),
			'Last-Modified' => array( array( 'last-modified' => 'Mon, 23 Nov 2026 10:00:00 GMT' ), array( 'If-Modified-Since' => 'Mon, 23 Nov 2026 10:00:00 GMT' ), array( 'last-modified' => 'Tue, 24 Nov 2026 10:00:00 GMT' ) ),
		);
	}

	/**
	 * @dataProvider validators
	 * @param array<string, string> $headers @param array<string, string> $condition @param array<string, string> $later
	 */
	public function test_once_a_day_an_address_is_asked_whether_it_brings_something_else( array $headers, array $condition, array $later ): void {
		$this->connect();
		$this->headers = $headers;
		$post_id       = $this->sync( self::ONE, 1000 );
		$one           = $this->stored( $post_id );
		$this->clock->advance( 3600000 );
		$this->plugin->renew_pictures()->run_due( PHP_INT_MAX );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertCount( 1, $this->asked, 'Not each hour.' );

		$this->a_day_later();
		self::assertSame( array( self::ONE, self::ONE ), $this->asked );
		self::assertSame( array( array(), $condition ), $this->conditions );
		self::assertSame( $one, $this->stored( $post_id ) );

		$this->headers            = $later;
		$this->bytes[ self::ONE ] = 'another poster';
		$this->a_day_later();
		self::assertNotContains( $this->stored( $post_id ), array( null, $one ) );
		self::assertSame( 0, $this->drift() );
	}

	public function test_an_address_whose_server_names_no_version_is_not_loaded_each_day(): void {
		$this->connect();
		$this->sync( self::ONE, 1000 );
		$this->a_day_later();
		$this->headers = array( 'etag' => "evil\r\nX: y" );
		$this->lease   = $this->claim( $this->tenant_id );
		$this->sync( self::TWO, 2000 );
		$this->a_day_later();
		$this->a_day_later();
		self::assertSame( array( self::ONE, self::TWO ), $this->asked );
	}

	public function test_an_address_that_is_gone_keeps_its_picture_and_is_told_and_one_that_is_away_is_asked_tomorrow(): void {
		$this->connect();
		$this->headers = array( 'etag' => '"one"' );
		$post_id       = $this->sync( self::ONE, 1000 );
		$one           = $this->stored( $post_id );
		$problems      = fn(): array => array_column( $this->plugin->standing_problems()->of( $this->tenant_id ), 'code' );
		foreach ( array( 503, 404 ) as $status ) {
			$this->refusal = $status;
			$this->a_day_later();
			self::assertSame( 404 === $status ? array( 'image_not_renewed' ) : array(), $problems() );
			self::assertSame( 0, $this->plugin->effect_queue()->count() );
			self::assertSame( $one, $this->stored( $post_id ) );
		}
		self::assertCount( 3, $this->asked );
		$this->refusal = null;
		$this->a_day_later();
		self::assertSame( array(), $problems() );
		self::assertSame( $one, $this->stored( $post_id ) );
	}

	public function test_fifty_addresses_an_hour_those_first_that_waited_longest(): void {
		$this->connect();
		$this->headers = array( 'etag' => '"one"' );
		for ( $number = 1; $number <= 60; $number++ ) {
			$this->bytes[ "http://127.0.0.1/posters/{$number}.png" ] = "bytes {$number}";
			$this->apply( $this->production( $number, array( 'image' => "http://127.0.0.1/posters/{$number}.png" ) ) );
		}
		$this->plugin->effects()->drain( PHP_INT_MAX );
		$this->asked = array();
		$this->a_day_later();
		self::assertCount( 50, $this->asked );
		$this->clock->advance( 3600000 );
		$this->plugin->renew_pictures()->run_due( PHP_INT_MAX );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertCount( 60, array_unique( $this->asked ) );
		self::assertCount( 60, $this->asked );
	}

	/** @return array<string, array{0: string}> */
	public static function inner_addresses(): array {
		return array_map( static fn( string $address ) => array( $address ), array( 'private' => 'https://10.0.0.1/a.png', 'metadata of a cloud' => 'http://169.254.169.254/latest', 'spelled otherwise' => 'https://0x0a.0.0.1/a.png', 'IPv6' => 'https://[fd00::1]/a.png', 'of another kind' => 'file:///etc/passwd', 'with a password' => 'https://a:b@cdn.example/a.png' ) );
	}

	/** @dataProvider inner_addresses */
	public function test_no_redirect_leads_inside( string $address ): void {
		$this->connect();
		$this->headers = array( 'etag' => '"one"' );
		$post_id       = $this->sync( self::ONE, 1000 );
		$one           = $this->stored( $post_id );
		$this->refusal = 302;
		$this->headers = array( 'location' => $address );
		$this->a_day_later();
		self::assertSame( array( self::ONE, self::ONE ), $this->asked );
		self::assertSame( $one, $this->stored( $post_id ) );
		self::assertSame( array( 'image_not_renewed' ), array_column( $this->plugin->standing_problems()->of( $this->tenant_id ), 'code' ) );
	}
}
