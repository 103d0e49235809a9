<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Cron\Minute;
use Callboard\Delivery\Delivery;
use Callboard\Failure\Failure;
use Callboard\Mapping\FieldMapping;
use Callboard\Ownership\StandingOverride;
use Callboard\Usage\BudgetSettings;
use Callboard\Worker\WorkerInfo;

require_once __DIR__ . '/PictureCase.php';

/** Somebody uploads a new version of a poster: it shows, though no record moved. */
final class RenewedPicturesTest extends PictureCase {
	private const HOUR = 3600000;

	protected function setUp(): void {
		parent::setUp();
		$this->own( $this->tenant_id, FieldMapping::OWNER_SALESFORCE );
	}

	private function own( int $tenant_id, string $owner ): void {
		$mapping = $this->plugin->mappings()->find( $tenant_id, 'productions' );
		$this->plugin->mappings()->save( $tenant_id, $mapping->with_owners( array( 'image' => $owner ) ) );
	}

	/** A show of the tenant's with this picture, in the media library already. */
	private function shown( string $title, string $image ): int {
		$draft = $this->of( self::id( 'a0E', crc32( $title ) ), array( 'title' => $title, 'image' => $image ) );
		$this->deliver( 'productions', array( $draft ) );
		$this->drain();
		return (int) $this->post_of( $draft );
	}

	private function bytes( int $post_id ): string {
		clean_post_cache( $post_id );
		return (string) file_get_contents( (string) get_attached_file( (int) get_post_thumbnail_id( $post_id ) ) );
	}

	/** @return int How many calls it took to look. */
	private function look(): int {
		$before = count( self::$org->asked( '/services/data/' ) );
		$this->plugin->renew_pictures()->run_due( PHP_INT_MAX );
		return count( self::$org->asked( '/services/data/' ) ) - $before;
	}

	private function look_in_an_hour(): int {
		$this->clock->advance( self::HOUR );
		return $this->look();
	}

	/** @return list<array<string, mixed>> */
	private function problems(): array {
		return array_values( array_filter( $this->plugin->standing_problems()->of( $this->tenant_id ), static fn( array $problem ) => str_starts_with( $problem['code'], 'image_' ) ) );
	}

	/** @return array{0: string, 1: int} A document, and the post that shows it. */
	private function poster( string $title, int $red ): array {
		$document = $this->document_of( $this->upload( self::png( $red ) ) );
		return array( $document, $this->shown( $title, $document ) );
	}

	public function test_a_new_version_of_a_poster_is_on_the_site_within_the_hour(): void {
		list( $document, $post_id ) = $this->poster( 'Hamlet', 11 );
		$old = (int) get_post_thumbnail_id( $post_id );
		update_post_meta( $old, '_wp_attachment_image_alt', 'A prince and a "skull" \\\\ by night' );
		wp_update_post( array( 'ID' => $old, 'post_excerpt' => 'Photo: A. Person' ) );
		self::assertSame( 1, $this->look() );
		self::assertSame( 0, $this->plugin->effect_queue()->count(), 'Nothing is new.' );

		$this->upload( self::png( 12 ), $document );
		self::assertSame( 0, $this->look(), 'The hour is not over.' );
		self::assertSame( 1, $this->look_in_an_hour() );
		$asked = count( self::$org->asked( '/services/data/' ) );
		$this->drain();
		self::assertSame( 2, count( self::$org->asked( '/services/data/' ) ) - $asked, 'What it is now, and the bytes.' );
		self::assertSame( self::png( 12 ), $this->bytes( $post_id ) );
		$new = (int) get_post_thumbnail_id( $post_id );
		self::assertNotSame( $old, $new );
		self::assertSame( get_post_meta( $old, '_wp_attachment_image_alt', true ), get_post_meta( $new, '_wp_attachment_image_alt', true ) );
		self::assertStringContainsString( '\\', get_post_meta( $new, '_wp_attachment_image_alt', true ) );
		self::assertSame( 'Photo: A. Person', get_post( $new )->post_excerpt );
		self::assertSame( 0, $this->plugin->drift_check()->run( $this->tenant_id ), 'What stands there is meant.' );
		self::assertSame( array(), $this->problems() );

		self::assertSame( 1, $this->look_in_an_hour() );
		self::assertSame( 0, $this->plugin->effect_queue()->count() );
	}

	public function test_one_call_asks_for_all_files_in_use_and_one_download_serves_every_listing(): void {
		list( $document, $first ) = $this->poster( 'One', 20 );
		$second = $this->shown( 'Two', substr( $document, 0, 15 ) );
		$this->poster( 'Three', 21 );
		$this->look();
		$this->upload( self::png( 22 ), $document );
		self::assertSame( 1, $this->look_in_an_hour() );
		$asked = count( self::$org->asked( 'VersionData' ) );
		$this->drain();
		self::assertSame( 1, count( self::$org->asked( 'VersionData' ) ) - $asked );
		self::assertSame( array( self::png( 22 ), self::png( 22 ) ), array( $this->bytes( $first ), $this->bytes( $second ) ) );
		self::assertSame( get_post_thumbnail_id( $first ), get_post_thumbnail_id( $second ) );
	}

	public function test_where_no_listing_shows_a_file_that_may_change_nothing_is_asked(): void {
		$this->shown( 'None', '' );
		$this->shown( 'Pinned', $this->upload( self::png( 30 ) ) );
		self::assertSame( 0, $this->look() );
		list( $document, $post_id ) = $this->poster( 'Ours since', 31 );
		foreach ( array( FieldMapping::OWNER_FILL, FieldMapping::OWNER_WORDPRESS ) as $owner ) {
			$this->own( $this->tenant_id, $owner );
			$this->upload( self::png( 32 ), $document );
			self::assertSame( 0, $this->look_in_an_hour(), $owner );
			self::assertSame( self::png( 31 ), $this->bytes( $post_id ), $owner );
		}
	}

	public function test_the_same_bytes_again_are_the_same_attachment(): void {
		list( $document, $post_id ) = $this->poster( 'Same', 40 );
		$before = get_post_thumbnail_id( $post_id );
		$this->upload( self::png( 40 ), $document );
		$this->look();
		$this->drain();
		self::assertSame( $before, get_post_thumbnail_id( $post_id ) );
		self::assertCount( 1, $this->attachments() );
		$this->look_in_an_hour();
		self::assertSame( 0, $this->plugin->effect_queue()->count() );
	}

	public function test_attachments_and_documents_of_old_are_followed_too(): void {
		$record     = self::$org->create( $this->plugin, $this->tenant_id, 'Account', array( 'Name' => 'A' ) );
		$attachment = self::$org->create( $this->plugin, $this->tenant_id, 'Attachment', array( 'ParentId' => $record, 'Name' => 'a.png', 'Body' => base64_encode( self::png( 50 ) ) ) );
		$document   = self::$org->create( $this->plugin, $this->tenant_id, 'Document', array( 'Name' => 'd', 'Body' => base64_encode( self::png( 51 ) ) ) );
		$one = $this->shown( 'One', $attachment );
		$two = $this->shown( 'Two', $document );
		self::assertSame( 2, $this->look(), 'A call for each kind.' );
		self::assertSame( 0, $this->plugin->effect_queue()->count() );
		self::$org->control( 'clock', array( 'advance_ms' => 60000 ) );
		self::$org->send( $this->plugin, $this->tenant_id, 'PATCH', "sobjects/Attachment/{$attachment}", array( 'Body' => base64_encode( self::png( 52 ) ) ) );
		self::$org->send( $this->plugin, $this->tenant_id, 'PATCH', "sobjects/Document/{$document}", array( 'Body' => base64_encode( self::png( 53 ) ) ) );
		$this->look_in_an_hour();
		$this->drain();
		self::assertSame( array( self::png( 52 ), self::png( 53 ) ), array( $this->bytes( $one ), $this->bytes( $two ) ) );
	}

	public function test_a_file_that_is_gone_is_told_and_its_picture_stays(): void {
		list( $document, $post_id ) = $this->poster( 'Tosca', 60 );
		$this->look();
		self::$org->send( $this->plugin, $this->tenant_id, 'DELETE', "sobjects/ContentDocument/{$document}" );
		$this->look_in_an_hour();
		$this->drain();
		self::assertSame( self::png( 60 ), $this->bytes( $post_id ) );
		self::assertSame( array( 'image_source_gone' ), array_column( $this->problems(), 'code' ) );
		self::assertStringContainsString( 'Shown by: Tosca.', $this->problems()[0]['message'] );
		$this->look_in_an_hour();
		self::assertCount( 1, $this->problems() );

		self::$org->control( 'undelete', array( 'object' => 'ContentDocument', 'id' => $document ) );
		$this->look_in_an_hour();
		self::assertSame( array(), $this->problems() );
		self::assertSame( self::png( 60 ), $this->bytes( $post_id ) );
	}

	public function test_a_trouble_ends_with_another_picture_of_the_listing(): void {
		list( $document, $post_id ) = $this->poster( 'Aida', 65 );
		self::$org->send( $this->plugin, $this->tenant_id, 'DELETE', "sobjects/ContentDocument/{$document}" );
		$this->look();
		self::assertCount( 1, $this->problems() );
		$other = $this->document_of( $this->upload( self::png( 66 ) ) );
		$this->deliver( 'productions', array( $this->of( self::id( 'a0E', crc32( 'Aida' ) ), array( 'title' => 'Aida', 'image' => $other ), 2000 ) ) );
		$this->drain();
		$this->look_in_an_hour();
		self::assertSame( array(), $this->problems() );
		self::assertSame( self::png( 66 ), $this->bytes( $post_id ) );
	}

	public function test_a_new_version_that_is_no_picture_is_told_once_and_the_next_one_is_tried(): void {
		list( $document, $post_id ) = $this->poster( 'Carmen', 70 );
		$second = $this->shown( 'Carmen, again', $document );
		$this->look();
		$this->upload( '%PDF-1.7 no picture', $document, 'poster.pdf' );
		$this->look_in_an_hour();
		$asked = count( self::$org->asked( 'VersionData' ) );
		$this->drain();
		self::assertSame( array( self::png( 70 ), self::png( 70 ) ), array( $this->bytes( $post_id ), $this->bytes( $second ) ) );
		self::assertSame( 1, count( self::$org->asked( 'VersionData' ) ) - $asked );
		self::assertSame( array( 'image_not_renewed' ), array_column( $this->problems(), 'code' ) );
		self::assertStringContainsString( 'not a picture this site accepts', $this->problems()[0]['message'] );
		self::assertStringContainsString( 'Shown by: Carmen, Carmen, again.', $this->problems()[0]['message'] );
		$this->look_in_an_hour();
		self::assertSame( 0, $this->plugin->effect_queue()->count(), 'It stays what it is.' );
		$this->upload( self::png( 71 ), $document );
		$this->look_in_an_hour();
		$this->drain();
		self::assertSame( self::png( 71 ), $this->bytes( $post_id ) );
		self::assertSame( array(), $this->problems() );
	}

	public function test_a_first_version_that_was_no_picture_is_followed_by_one_that_is(): void {
		$document = $this->document_of( $this->upload( '%PDF-1.7 no picture', null, 'poster.pdf' ) );
		$post_id  = $this->shown( 'Late', $document );
		self::assertFalse( has_post_thumbnail( $post_id ) );
		$this->upload( self::png( 80 ), $document );
		$this->look();
		$this->drain();
		self::assertSame( self::png( 80 ), $this->bytes( $post_id ) );
	}

	public function test_a_version_that_waited_out_an_outage_does_not_follow_a_newer_one(): void {
		list( $document, $post_id ) = $this->poster( 'Norma', 90 );
		$this->look();
		$second = $this->upload( self::png( 91 ), $document );
		$this->look_in_an_hour();
		self::$org->control( 'fault', array( 'kind' => '503', 'times' => -1, 'match' => "{$second}/VersionData" ) );
		$this->drain();
		self::assertSame( 1, $this->plugin->effect_queue()->count() );
		$this->upload( self::png( 92 ), $document );
		$this->look_in_an_hour();
		$this->drain();
		self::assertSame( self::png( 92 ), $this->bytes( $post_id ) );
		self::$org->control( 'fault', array( 'kind' => 'clear' ) );
		$this->clock->advance( self::HOUR );
		$this->drain();
		self::assertSame( self::png( 92 ), $this->bytes( $post_id ) );
		self::assertSame( 0, $this->plugin->effect_queue()->count() );
		self::assertSame( array(), $this->problems() );
	}

	public function test_a_listing_read_anew_leaves_none_behind_that_shows_the_same(): void {
		list( $document, $first ) = $this->poster( 'One', 100 );
		$second = $this->shown( 'Two', $document );
		$this->look();
		$this->upload( self::png( 101 ), $document );
		$this->plugin->ledger()->forget_fingerprints( array( $this->plugin->ledger()->by_post( $first )->id ) );
		$version = $this->mapping( 'productions' )->version;
		$draft   = $this->of( self::id( 'a0E', crc32( 'One' ) ), array( 'title' => 'One', 'image' => $document ) );
		$this->plugin->apply_delivery()->run( $this->tenant_id, new Delivery( wp_generate_uuid4(), $this->lease->run->id, $this->lease->run->fence, 'productions', $version, array( $draft ), array(), array() ) );
		$this->drain();
		self::assertSame( array( self::png( 101 ), self::png( 100 ) ), array( $this->bytes( $first ), $this->bytes( $second ) ) );
		$this->look_in_an_hour();
		$this->drain();
		self::assertSame( self::png( 101 ), $this->bytes( $second ) );
	}

	public function test_an_override_of_the_picture_stands(): void {
		list( $document, $post_id ) = $this->poster( 'Mine', 110 );
		$this->look();
		$this->plugin->standing_overrides()->add( $this->override( $post_id ) );
		$this->upload( self::png( 111 ), $document );
		self::assertSame( 0, $this->look_in_an_hour() );
		self::assertSame( self::png( 110 ), $this->bytes( $post_id ) );
	}

	private function override( int $post_id ): StandingOverride {
		return new StandingOverride( 0, $this->tenant_id, $this->plugin->ledger()->by_post( $post_id )->external_id, $post_id, 'image', 'x', 'y', 'Mine', 1, 1, null, null );
	}

	public function test_a_budget_that_is_spent_and_a_sync_that_fails_are_left_alone(): void {
		list( $document, $post_id ) = $this->poster( 'Spent', 120 );
		$this->look();
		$this->upload( self::png( 121 ), $document );
		( new BudgetSettings( 20, 10000, 1 ) )->save();
		self::assertSame( 0, $this->look_in_an_hour() );
		self::assertSame( 0, $this->plugin->failed_calls()->count( $this->tenant_id ) );
		delete_option( BudgetSettings::OPTION );
		self::assertSame( 0, $this->look_in_an_hour(), 'The budget said when it goes on.' );
		$this->clock->advance( 26 * self::HOUR );

		$this->lease = $this->claim( $this->tenant_id );
		$this->plugin->end_run()->as_failed( $this->lease->run->id, $this->lease->run->fence, new Failure( 'auth', 'salesforce_grant', 'Refused.' ) );
		self::assertSame( 0, $this->look() );
		$this->clock->advance( 60000 );
		$this->plugin->runs()->enqueue( $this->tenant_id, 'incremental', 'test' );
		$lease = $this->plugin->leases()->claim( 'worker-1', array( $this->tenant_id ), array( 'incremental' ) );
		$this->plugin->end_run()->as_succeeded( $lease->run->id, $lease->run->fence, array() );
		self::assertSame( 0, $this->look() );
		self::assertSame( 1, $this->look_in_an_hour() );
		$this->drain();
		self::assertSame( self::png( 121 ), $this->bytes( $post_id ) );
	}

	public function test_a_refused_or_unanswered_question_is_asked_again_and_stops_no_other_tenant(): void {
		list( $document, $post_id ) = $this->poster( 'Second', 130 );
		$this->look();
		$broken = $this->new_tenant( 'A house that is away' );
		self::$org->connect( $this->plugin, $broken );
		$this->own( $broken, FieldMapping::OWNER_SALESFORCE );
		$draft = $this->of( self::id( 'a0E', 777 ), array( 'title' => 'Away', 'image' => $document ) );
		$lease = $this->claim( $broken );
		$this->plugin->apply_delivery()->run( $broken, $this->delivery( 'productions', array( $draft ), array(), null, $lease ) );
		$this->drain();
		$this->upload( self::png( 131 ), $document );

		$this->clock->advance( self::HOUR );
		self::$org->control( 'fault', array( 'kind' => '503', 'times' => 1, 'match' => 'ContentDocument' ) );
		$this->look();
		$this->drain();
		self::assertSame( array( self::png( 130 ), self::png( 131 ) ), array( $this->bytes( $post_id ), $this->bytes( (int) $this->post_of( $draft, $broken ) ) ) );
		self::assertNotSame( get_post_thumbnail_id( $post_id ), get_post_thumbnail_id( (int) $this->post_of( $draft, $broken ) ) );
		self::assertSame( 'salesforce_unavailable', $this->plugin->failed_calls()->page( $this->tenant_id )[0]['code'] );
		$this->clock->advance( 10 * 60000 );
		$this->look();
		$this->drain();
		self::assertSame( self::png( 131 ), $this->bytes( $post_id ) );
	}

	public function test_wp_cron_looks_by_itself(): void {
		list( $document, $post_id ) = $this->poster( 'By cron', 140 );
		$this->plugin->minute()->run();
		$this->upload( self::png( 141 ), $document );
		$this->clock->advance( self::HOUR );
		$this->plugin->minute()->run();
		self::assertSame( self::png( 141 ), $this->bytes( $post_id ) );
	}

	public function test_where_wp_cron_does_not_come_an_idle_claim_looks(): void {
		list( $document, $post_id ) = $this->poster( 'Without cron', 150 );
		update_option( Minute::OPTION, 1, false );
		$this->claim_until_idle();
		$this->upload( self::png( 151 ), $document );
		$this->clock->advance( self::HOUR );
		$this->claim_until_idle();
		$this->drain();
		self::assertSame( self::png( 151 ), $this->bytes( $post_id ) );
	}

	private function claim_until_idle(): void {
		$work = $this->plugin->claim_work();
		for ( $claims = 0; $claims < 9 && null !== $work->run( new WorkerInfo( 'w-1', '0.1.0', '20.20.0', 'pull' ), 'key' )['run']; $claims++ ) {
			continue;
		}
		self::assertLessThan( 9, $claims );
	}

	/** @return array{0: int, 1: string, 2: int} The attachment of before, its file, and the post that shows another by now. */
	private function superseded(): array {
		list( $document, $post_id ) = $this->poster( 'Old and new', 160 );
		$this->look();
		$old  = (int) get_post_thumbnail_id( $post_id );
		$file = (string) get_attached_file( $old );
		$this->upload( self::png( 161 ), $document );
		$this->look_in_an_hour();
		$this->drain();
		return array( $old, $file, $post_id );
	}

	public function test_the_earlier_picture_leaves_the_library_a_day_later(): void {
		list( $old, $file, $post_id ) = $this->superseded();
		$this->plugin->housekeeping()->run( $this->clock->now_ms() + 86400000 - 1 );
		self::assertFileExists( $file );
		$this->plugin->housekeeping()->run( $this->clock->now_ms() + 86400000 );
		self::assertNull( get_post( $old ) );
		self::assertFileDoesNotExist( $file );
		self::assertSame( self::png( 161 ), $this->bytes( $post_id ) );
		self::assertSame( 0, $this->plugin->drift_check()->run( $this->tenant_id ) );
	}

	/** @return array<string, array{0: callable( int, string ): void}> */
	public static function uses(): array {
		$page = static fn( string $content ): int => (int) wp_insert_post( array( 'post_title' => 'A page', 'post_type' => 'page', 'post_status' => 'draft', 'post_content' => wp_slash( $content ) ) );
		return array(
			'featured elsewhere'   => array( static fn( int $id ) => add_post_meta( $page( '' ), '_thumbnail_id', $id ) ),
			'a block'              => array( static fn( int $id ) => $page( "<!-- wp:image {\"id\":{$id}} --><img class=\"wp-image-{$id}\" /><!-- /wp:image -->" ) ),
			'a gallery'            => array( static fn( int $id ) => $page( "[gallery ids=\"1,{$id},2\"]" ) ),
			'an address in a text' => array( static fn( int $id, string $url ) => $page( '<a href="' . str_replace( '.png', '-300x200.png', $url ) . '">poster</a>' ) ),
			'a page builder'       => array( static fn( int $id, string $url ) => add_post_meta( $page( '' ), '_elementor_data', wp_slash( (string) wp_json_encode( array( 'image' => array( 'url' => $url ) ) ) ) ) ),
			'a list of a field'    => array( static fn( int $id ) => add_post_meta( $page( '' ), 'gallery', array( (string) $id ) ) ),
			'an option'            => array( static fn( int $id ) => update_option( 'theme_mods_x', array( 'custom_logo' => $id ) ) ),
			'a term'               => array( static fn( int $id ) => add_term_meta( (int) wp_insert_term( 'T', 'category' )['term_id'], 'thumbnail_id', $id ) ),
			'cropped by a person'  => array( static fn( int $id ) => add_post_meta( $id, '_wp_attachment_backup_sizes', array( 'full-orig' => array() ) ) ),
		);
	}

	/**
	 * @dataProvider uses
	 * @param callable( int, string ): void $use
	 */
	public function test_a_picture_that_somebody_uses_stays( callable $use ): void {
		list( $old, $file ) = $this->superseded();
		$use( $old, (string) wp_get_attachment_url( $old ) );
		$this->plugin->housekeeping()->run( $this->clock->now_ms() + 2 * 86400000 );
		self::assertFileExists( $file );
		self::assertNotNull( get_post( $old ) );
	}

	public function test_a_picture_of_before_that_comes_again_is_taken_out_of_the_library_and_stays(): void {
		list( $old, $file, $post_id ) = $this->superseded();
		$document = (string) get_post_meta( $post_id, '_callboard_image_url', true );
		$this->upload( self::png( 160 ), $document );
		$this->look_in_an_hour();
		$this->drain();
		self::assertSame( $old, (int) get_post_thumbnail_id( $post_id ) );
		$this->plugin->housekeeping()->run( $this->clock->now_ms() + 2 * 86400000 );
		self::assertFileExists( $file );
		self::assertCount( 1, $this->attachments() );
	}
}
