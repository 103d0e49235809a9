<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\TextPicture;
use Callboard\Failure\Failure;
use Callboard\Tenant\Tenant;
use Callboard\Usage\BudgetSettings;

require_once __DIR__ . '/PictureCase.php';

/** Pictures of rich texts and files of the org, over real HTTP from the simulator. */
final class PicturesTest extends PictureCase {
	public function test_a_picture_of_a_rich_text_comes_after_the_show_and_nothing_else_moves(): void {
		$record  = $this->show( 'Hamlet' );
		$element = str_replace( 'alt=""', 'alt="A &quot;ghost&quot; -- on stage" style="height: 90px; width: 120.5px;"', $this->put( $record, self::png( 200 ) ) );
		$draft   = $this->of( $record, array( 'content' => "<p>Before</p>{$element}<p>After</p>" ) );
		$this->deliver( 'productions', array( $draft ) );
		$waiting = $this->content( $draft );
		self::assertStringNotContainsString( '<img', $waiting );
		self::assertStringNotContainsString( 'rtaImage', $waiting );
		self::assertStringContainsString( TextPicture::MARK, $waiting );
		self::assertSame( 'publish', get_post_status( (int) $this->post_of( $draft ) ) );

		$told = 0;
		add_action( 'callboard_listings_changed', static function () use ( &$told ): void { ++$told; } );
		$this->drain();
		$shown = $this->content( $draft );
		$id    = (int) $this->attachments()[0];
		self::assertSame( '<p>Before</p><img class="wp-image-' . $id . '" src="' . wp_get_attachment_url( $id ) . '" alt="A &quot;ghost&quot; -- on stage" width="120" height="90" /><p>After</p>', $shown );
		self::assertSame( 'A "ghost" -- on stage', get_post_meta( $id, '_wp_attachment_image_alt', true ) );
		self::assertSame( self::png( 200 ), file_get_contents( (string) get_attached_file( $id ) ) );
		self::assertSame( 2, $told, 'Once for the batch, once for the picture.' );

		$entry = $this->plugin->ledger()->by_post( (int) $this->post_of( $draft ) );
		self::assertSame( $draft->fingerprint, $entry->source_fingerprint );
		self::assertSame( 0, $this->plugin->drift_check()->run( $this->tenant_id ), 'What stands there now is meant.' );
		self::assertSame( array(), $this->failures() );

		// The next sync of the same text finds the picture in place: nothing is fetched, nothing but the title written.
		$asked = count( self::$org->asked( 'richTextImageFields' ) );
		$this->deliver( 'productions', array( $this->of( $record, array( 'title' => 'Renamed', 'content' => "<p>Before</p>{$element}<p>After</p>" ), 2000 ) ) );
		$this->drain();
		self::assertSame( $shown, $this->content( $draft ) );
		self::assertSame( $asked, count( self::$org->asked( 'richTextImageFields' ) ) );
		self::assertSame( array( 'unchanged' ), self::words( $this->deliver( 'productions', array( $this->of( $record, array( 'title' => 'Renamed', 'content' => "<p>Before</p>{$element}<p>After</p>" ), 2000 ) ) ) ) );
	}

	public function test_same_bytes_are_one_attachment_of_a_tenant_and_never_of_two(): void {
		$first  = $this->show( 'One' );
		$second = $this->show( 'Two' );
		$bytes  = self::png( 90 );
		$this->deliver(
			'productions',
			array(
				$this->of( $first, array( 'title' => 'One', 'content' => $this->put( $first, $bytes ) . $this->put( $first, $bytes ) ) ),
				$this->of( $second, array( 'title' => 'Two', 'content' => $this->put( $second, $bytes ) ) ),
			)
		);
		$this->drain();
		self::assertCount( 1, $this->attachments() );

		$other = $this->new_tenant( 'Other House' );
		self::$org->connect( $this->plugin, $other );
		$lease = $this->claim( $other );
		$third = $this->show( 'Three' );
		$this->plugin->apply_delivery()->run( $other, $this->delivery( 'productions', array( $this->of( $third, array( 'title' => 'Three', 'content' => $this->put( $third, $bytes ) ) ) ), array(), null, $lease ) );
		$this->drain();
		self::assertCount( 2, $this->attachments() );
		self::assertSame( array(), $this->failures() );
	}

	public function test_an_outage_is_waited_for_and_spends_nothing(): void {
		$record = $this->show( 'Patient' );
		$draft  = $this->of( $record, array( 'content' => $this->put( $record, self::png( 10 ) ) ) );
		$this->deliver( 'productions', array( $draft ) );
		self::$org->control( 'fault', array( 'kind' => '503', 'times' => -1, 'match' => 'richTextImageFields' ) );
		for ( $hour = 0; $hour < 24; $hour++ ) {
			$this->drain();
			$this->clock->advance( 3600000 );
		}
		self::assertLessThan( 60, count( self::$org->asked( "{$record}/richTextImageFields" ) ) );
		self::assertSame( array( 'image_unreachable' ), array_column( $this->failures(), 'code' ), 'Told once, at the first try.' );
		$refused = $this->plugin->failed_calls()->page( $this->tenant_id );
		self::assertStringContainsString( "{$record}/richTextImageFields", $refused[0]['endpoint'] );
		self::assertSame( array( 503, 1, 'salesforce_unavailable' ), array( $refused[0]['status'], $refused[0]['attempt'], $refused[0]['code'] ) );
		self::assertStringContainsString( TextPicture::MARK, $this->content( $draft ) );
		self::$org->control( 'fault', array( 'kind' => 'clear' ) );
		$this->drain();
		self::assertStringContainsString( '<img class="wp-image-', $this->content( $draft ) );
		self::assertSame( 0, $this->plugin->effect_queue()->count() );
	}

	public function test_each_call_for_a_picture_counts_and_over_the_budget_it_waits_in_words(): void {
		$spent   = fn(): int => array_sum( $this->plugin->api_usage()->hours( $this->tenant_id, $this->clock->now_ms() ) );
		$asked   = static fn(): int => count( self::$org->asked( '/services/data/' ) );
		$version = $this->upload( self::png( 71 ) );
		$record  = $this->show( 'Costly' );
		$draft   = $this->of( $record, array( 'title' => 'Costly', 'image' => $version, 'content' => $this->put( $record, self::png( 72 ) ) ) );
		$this->deliver( 'productions', array( $draft ) );
		$before = $asked();
		$this->drain();
		self::assertGreaterThanOrEqual( 2, $asked() - $before );
		self::assertSame( $asked() - $before, $spent() );
		$org = $this->plugin->api_usage()->org( (string) $this->plugin->connections()->find( $this->tenant_id )->org_id );
		self::assertGreaterThan( 0, $org['used'] ?? 0, 'What the org said of its own count is kept.' );

		( new BudgetSettings( 20, 10000, $spent() ) )->save();
		$again = $this->of( $record, array( 'title' => 'Costly', 'image' => $version, 'content' => $this->put( $record, self::png( 73 ) ) ), 2000 );
		$this->deliver( 'productions', array( $again ) );
		$before = $asked();
		$this->drain();
		self::assertSame( $before, $asked() );
		self::assertStringContainsString( TextPicture::MARK, $this->content( $draft ) );
		$told = $this->failures();
		self::assertCount( 1, $told );
		self::assertStringContainsString( 'as many calls to Salesforce as it may', $told[0]['message'] );
		self::assertStringContainsString( 'tried again by itself', $told[0]['actions'][0] );

		$this->clock->advance( 26 * 3600000 );
		$this->drain();
		self::assertStringContainsString( '<img class="wp-image-', $this->content( $draft ) );
		self::assertSame( 0, $this->plugin->effect_queue()->count() );
	}

	public function test_an_outage_without_end_is_listed_and_the_show_stays(): void {
		$record = $this->show( 'Lost' );
		$draft  = $this->of( $record, array( 'content' => $this->put( $record, self::png( 11 ) ) ) );
		$this->deliver( 'productions', array( $draft ) );
		self::$org->control( 'fault', array( 'kind' => '503', 'times' => -1, 'match' => 'richTextImageFields' ) );
		for ( $day = 0; $day < 9; $day++ ) {
			$this->drain();
			$this->clock->advance( 86400000 );
		}
		$told = $this->failures();
		self::assertSame( array( 'image_unreachable', 'image_unreachable' ), array_column( $told, 'code' ) );
		self::assertStringContainsString( 'tried again', $told[0]['actions'][0] );
		self::assertStringNotContainsString( 'tried again', $told[1]['actions'][0] );
		self::assertSame( 0, $this->plugin->effect_queue()->count() );
		self::assertSame( 'publish', get_post_status( (int) $this->post_of( $draft ) ) );
	}

	/** @return array<string, array{0: string, 1: string}> */
	public static function not_pictures(): array {
		return array(
			'SVG'               => array( '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'image/svg+xml' ),
			'HTML named PNG'    => array( '<!DOCTYPE html><script>alert(1)</script>', 'image/png' ),
			'PHP behind a head' => array( 'GIF8<?php phpinfo();', 'image/gif' ),
			'nothing'           => array( '', 'image/png' ),
			'a head alone'      => array( "\x89PNG\r\n\x1a\n" . str_repeat( 'x', 400 ), 'image/png' ),
			'a WebP head alone' => array( "RIFF\x24\0\0\0WEBP" . str_repeat( 'x', 400 ), 'image/webp' ),
			'too large'         => array( "\x89PNG\r\n\x1a\n" . str_repeat( 'x', 10485761 ), 'image/png' ),
		);
	}

	/** @dataProvider not_pictures */
	public function test_what_is_no_picture_stays_out_and_is_listed( string $bytes, string $type ): void {
		$record = $this->show( 'Odd' );
		$draft  = $this->of( $record, array( 'content' => '<p>x</p>' . $this->put( $record, '' === $bytes ? ' ' : $bytes, $type ) ) );
		$files  = array();
		add_filter(
			'http_request_args',
			static function ( array $arguments ) use ( &$files ): array {
				$files[] = $arguments['filename'] ?? null;
				return $arguments;
			}
		);
		$this->deliver( 'productions', array( $draft ) );
		$this->drain();
		self::assertSame( array(), $this->attachments() );
		self::assertSame( array( 'image_unreachable' ), array_column( $this->failures(), 'code' ) );
		self::assertStringNotContainsString( '<img', $this->content( $draft ) );
		self::assertNotSame( array(), array_filter( $files ) );
		self::assertSame( array(), array_filter( array_filter( $files ), 'file_exists' ) );
	}

	public function test_a_file_of_the_org_becomes_the_featured_picture(): void {
		$bytes   = self::png( 120 );
		$version = $this->upload( $bytes );
		$one     = $this->of( $this->show( 'A' ), array( 'title' => 'A', 'image' => $version ) );
		$two     = $this->of( $this->show( 'B' ), array( 'title' => 'B', 'image' => substr( $this->document_of( $version ), 0, 15 ) ) );
		$this->deliver( 'productions', array( $one, $two ) );
		$this->drain();
		$thumbnail = get_post_thumbnail_id( $this->post_of( $one ) );
		self::assertSame( $bytes, file_get_contents( (string) get_attached_file( $thumbnail ) ) );
		self::assertSame( $thumbnail, get_post_thumbnail_id( $this->post_of( $two ) ), 'The document is its latest version: the same bytes.' );
		self::assertSame( array(), $this->failures() );
	}

	public function test_a_refused_session_is_renewed_once(): void {
		$record = $this->show( 'Renewed' );
		$draft  = $this->of( $record, array( 'content' => $this->put( $record, self::png( 33 ) ) ) );
		$this->deliver( 'productions', array( $draft ) );
		self::$org->control( 'fault', array( 'kind' => 'expire-tokens' ) );
		$this->drain();
		self::assertStringContainsString( '<img class="wp-image-', $this->content( $draft ) );
	}

	public function test_a_person_who_deleted_the_picture_gets_it_again_with_the_next_change(): void {
		$record  = $this->show( 'Deleted' );
		$element = $this->put( $record, self::png( 44 ) );
		$draft   = $this->of( $record, array( 'content' => $element ) );
		$this->deliver( 'productions', array( $draft ) );
		$this->drain();
		$before = $this->attachments()[0];
		wp_delete_attachment( (int) $before, true );
		$this->deliver( 'productions', array( $this->of( $record, array( 'title' => 'Changed', 'content' => $element ), 2000 ) ) );
		$this->drain();
		self::assertCount( 1, $this->attachments() );
		self::assertNotSame( $before, $this->attachments()[0] );
		self::assertStringContainsString( 'wp-image-' . $this->attachments()[0], $this->content( $draft ) );
	}

	public function test_an_edit_past_the_locks_is_still_found_after_a_picture_came(): void {
		$record = $this->show( 'Edited' );
		$draft  = $this->of( $record, array( 'content' => '<p>Before</p>' . $this->put( $record, self::png( 55 ) ) ) );
		$this->deliver( 'productions', array( $draft ) );
		$db = $this->plugin->db();
		$db->query( "UPDATE {$db->wpdb()->posts} SET post_title = 'Hacked' WHERE ID = %d", array( (int) $this->post_of( $draft ) ) );
		$this->drain();
		self::assertSame( 1, $this->plugin->drift_check()->run( $this->tenant_id ) );
	}

	public function test_pictures_anybody_may_load_stay_and_marks_from_salesforce_are_none_of_ours(): void {
		$record = $this->show( 'Plain' );
		$html   = '<p><img src="https://cdn.example/a.png" alt="x" /></p><!--callboard-image:rta:0EM000000000001AAA:W10=-->';
		$draft  = $this->of( $record, array( 'content' => $html, 'meta:callboard_subtitle' => 'A <img src="https://x/servlet/rtaImage?refid=0EM000000000001AAA"> play' ) );
		$this->deliver( 'productions', array( $draft ) );
		self::assertStringContainsString( '<img src="https://cdn.example/a.png" alt="x" />', $this->content( $draft ) );
		self::assertStringNotContainsString( TextPicture::MARK, $this->content( $draft ) );
		self::assertSame( 'A  play', get_post_meta( (int) $this->post_of( $draft ), 'callboard_subtitle', true ) );
		$this->drain();
		self::assertSame( 0, $this->plugin->effect_queue()->count() );
	}

	/** @return array<string, array{0: string}> */
	public static function ways_to_lose_a_part(): array {
		return array(
			'the answer ends early'   => array( 'truncate' ),
			'the connection breaks'   => array( 'cut' ),
			'bytes change on the way' => array( 'corrupt' ),
		);
	}

	/** @dataProvider ways_to_lose_a_part */
	public function test_a_file_that_did_not_arrive_whole_is_fetched_again( string $fault ): void {
		$bytes    = self::noise();
		$document = $this->document_of( $this->upload( $bytes ) );
		$draft    = $this->of( $this->show( 'In parts' ), array( 'title' => 'In parts', 'image' => $document ) );
		$this->deliver( 'productions', array( $draft ) );
		self::$org->control( 'fault', array( 'kind' => $fault, 'times' => 1, 'match' => 'VersionData' ) );
		$this->drain();
		self::assertSame( array(), $this->attachments() );
		$this->clock->advance( 60000 );
		$this->drain();
		self::assertSame( $bytes, file_get_contents( (string) get_attached_file( (int) get_post_thumbnail_id( (int) $this->post_of( $draft ) ) ) ) );
	}

	/** A picture that does not shrink. */
	private static function noise(): string {
		mt_srand( 7 );
		$image = imagecreatetruecolor( 120, 120 );
		for ( $pixel = 0; $pixel < 14400; $pixel++ ) {
			imagesetpixel( $image, $pixel % 120, intdiv( $pixel, 120 ), mt_rand( 0, 0xffffff ) );
		}
		mt_srand();
		ob_start();
		imagepng( $image );
		return (string) ob_get_clean();
	}

	public function test_while_signing_in_is_paused_no_picture_signs_in(): void {
		$record = $this->show( 'Paused' );
		$draft  = $this->of( $record, array( 'title' => 'Paused', 'content' => $this->put( $record, self::png( 34 ) ) ) );
		$this->deliver( 'productions', array( $draft ) );
		for ( $time = 0; $time < 2; $time++ ) {
			$this->clock->advance( 60000 );
			$this->plugin->runs()->enqueue( $this->tenant_id, 'incremental', 'test' );
			$lease = $this->plugin->leases()->claim( 'worker-1', array( $this->tenant_id ), array( 'incremental' ) ) ?? $this->lease;
			$this->plugin->end_run()->as_failed( $lease->run->id, $lease->run->fence, new Failure( 'auth', 'salesforce_grant', 'Refused.' ) );
		}
		$this->clock->advance( 2 * 3600000 );
		$signed_in = count( self::$org->asked( '/services/oauth2/token' ) );
		$this->drain();
		self::assertSame( $signed_in, count( self::$org->asked( '/services/oauth2/token' ) ) );
		self::assertSame( array(), $this->failures(), 'The pause is told already.' );
		self::assertSame( 1, $this->plugin->effect_queue()->count() );

		$this->plugin->runs()->enqueue( $this->tenant_id, 'incremental', 'test' );
		$lease = $this->plugin->leases()->claim( 'worker-1', array( $this->tenant_id ), array( 'incremental' ) );
		$this->plugin->end_run()->as_succeeded( $lease->run->id, $lease->run->fence, array() );
		$this->clock->advance( 3600000 );
		$this->drain();
		self::assertStringContainsString( '<img class="wp-image-', $this->content( $draft ) );
	}

	public function test_on_a_copied_site_or_while_the_tenant_pauses_pictures_stand_still_and_none_is_lost(): void {
		$stills = array(
			fn( bool $still ) => $this->plugin->tenants()->set_state( $this->tenant_id, $still ? Tenant::PAUSED : Tenant::ACTIVE ),
			fn( bool $still ) => update_option( 'home', $still ? 'https://copy.example' : self::$home ),
		);
		self::$home = (string) get_option( 'home' );
		foreach ( $stills as $n => $stand_still ) {
			$record = $this->show( "Still {$n}" );
			$draft  = $this->of( $record, array( 'title' => "Still {$n}", 'content' => $this->put( $record, self::png( 170 + $n ) ) ) );
			$this->deliver( 'productions', array( $draft ) );
			$stand_still( true );
			$asked = count( self::$org->asked( '/services/' ) );
			$this->drain();
			self::assertSame( $asked, count( self::$org->asked( '/services/' ) ) );
			$stand_still( false );
			self::assertSame( array(), $this->failures() );
			$this->clock->advance( 3600000 );
			$this->drain();
			self::assertStringContainsString( '<img class="wp-image-', $this->content( $draft ) );
			$this->lease = $this->claim( $this->tenant_id );
		}
	}

	private static string $home = '';

	public function test_a_refused_sign_in_is_not_tried_for_each_picture(): void {
		$record = $this->show( 'Refused' );
		$this->deliver( 'productions', array( $this->of( $record, array( 'title' => 'Refused', 'content' => $this->put( $record, self::png( 35 ) ) . $this->put( $record, self::png( 36 ) ) . $this->put( $record, self::png( 37 ) ) ) ) ) );
		$this->clock->advance( 2 * 3600000 );
		self::$org->control( 'person', array( 'username' => self::$org->door['users'][0]['username'], 'locked' => true ) );
		$signed_in = count( self::$org->asked( '/services/oauth2/token' ) );
		$this->drain();
		$tries = count( self::$org->asked( '/services/oauth2/token' ) ) - $signed_in;
		self::$org->control( 'person', array( 'username' => self::$org->door['users'][0]['username'], 'locked' => false ) );
		self::assertSame( 1, $tries );
	}

	public function test_php_that_died_over_a_picture_leaves_no_second_one_behind(): void {
		$draft = $this->of( $this->show( 'Died' ), array( 'title' => 'Died', 'image' => $this->document_of( $this->upload( self::png( 38, 400 ) ) ) ) );
		$this->deliver( 'productions', array( $draft ) );
		$dies = static function (): array {
			throw new \RuntimeException( 'Allowed memory size exhausted' );
		};
		add_filter( 'intermediate_image_sizes_advanced', $dies );
		ini_set( 'error_log', '/dev/null' );
		$this->drain();
		ini_restore( 'error_log' );
		remove_filter( 'intermediate_image_sizes_advanced', $dies );
		$this->clock->advance( 60000 );
		$this->drain();
		$post_id = (int) $this->post_of( $draft );
		$all     = get_posts( array( 'post_type' => 'attachment', 'post_status' => 'inherit', 'post_parent' => $post_id, 'fields' => 'ids', 'posts_per_page' => -1 ) );
		self::assertSame( array( (int) get_post_thumbnail_id( $post_id ) ), array_map( 'intval', $all ) );
		self::assertArrayHasKey( 'thumbnail', wp_get_attachment_metadata( $all[0] )['sizes'] ?? array() );
		self::assertSame( 'Died', get_post_meta( $all[0], '_wp_attachment_image_alt', true ) );
	}
}
