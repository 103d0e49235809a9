<?php
declare(strict_types=1);

namespace Callboard\Tests\Admin\Editor;

use Callboard\Admin\Editor\ClassicEditor;
use Callboard\Admin\Editor\ListTable;
use Callboard\Admin\Editor\RefusalNotice;
use Callboard\Admin\Editor\SourceFacts;
use Callboard\Plugin;
use Callboard\Tests\Ownership\SyncedPosts;
use Callboard\Tests\TestCase;

final class ScreenTest extends TestCase {
	use SyncedPosts;

	protected function setUp(): void {
		parent::setUp();
		$this->set_up_ownership();
		$this->save_mapping( array( 'title' => 'salesforce', 'taxonomy:genre' => 'salesforce', 'excerpt' => 'wordpress' ) );
		$this->act_as( 'editor' );
	}

	protected function tearDown(): void {
		$this->tear_down_ownership();
		parent::tearDown();
	}

	private function facts(): SourceFacts {
		$plugin = Plugin::instance();
		return new SourceFacts( $plugin->owned_fields(), $plugin->ledger(), $plugin->connections() );
	}

	public function test_the_panel_names_what_is_locked_and_why(): void {
		$facts = $this->facts()->of_post( $this->synced() );
		self::assertSame( array( 'title', 'taxonomy:genre', 'status', 'type', 'removal' ), array_column( $facts['locked'], 'target' ) );
		self::assertSame( array( 'Play' ), $facts['locked'][1]['terms'] );
		self::assertSame( 'November 22, 2026 7:00 am', $facts['last_synced'] );
		self::assertNull( $facts['record_url'], 'Without a connection there is no org to open.' );
		self::assertNotSame( '', $facts['contact'] );
		self::assertNull( $this->facts()->of_post( $this->unsynced( array( 'post_name' => 'b' ) ) ) );
	}

	public function test_the_classic_box_says_the_same(): void {
		ob_start();
		( new ClassicEditor( $this->facts() ) )->print_meta_box( get_post( $this->synced() ) );
		$html = (string) ob_get_clean();
		self::assertStringContainsString( '<strong>Title</strong>', $html );
		self::assertStringContainsString( 'Change it there, and it changes here.', $html );
	}

	public function test_a_page_of_the_list_asks_the_ledger_once(): void {
		$ids = array( $this->unsynced( array( 'post_name' => 'a' ) ) );
		for ( $i = 0; $i < 10; $i++ ) {
			$ids[] = $this->synced( array( 'post_name' => 's' . $i ) );
		}
		$table   = new ListTable( Plugin::instance()->owned_fields() );
		$posts   = array_map( 'get_post', $ids );
		$html    = '';
		$queries = $this->queries_of(
			static function () use ( $table, $posts, &$html ): void {
				Plugin::instance()->owned_fields()->prime( wp_list_pluck( $posts, 'ID' ) );
				ob_start();
				foreach ( $posts as $post ) {
					$table->print_column( 'callboard_source', $post->ID );
					$table->print_locked_targets( $post );
				}
				$html = (string) ob_get_clean();
			}
		);
		self::assertCount( 1, preg_grep( '/callboard_ledger/', $queries ) );
		self::assertSame( 10, substr_count( $html, 'From Salesforce' ) );
		self::assertSame( 1, substr_count( $html, 'Made here' ) );
		self::assertSame( array( 'title', 'content', 'callboard_source', 'date' ), array_keys( $table->add_columns( array( 'title' => '', 'content' => '', 'date' => '' ), 'event' ) ) );
		self::assertSame( array( 'title' => '' ), $table->add_columns( array( 'title' => '' ), 'post' ) );
	}

	public function test_a_refused_save_is_told_after_the_redirect_and_nothing_else_can_be(): void {
		$notice = new RefusalNotice( Plugin::instance()->lock(), Plugin::instance()->owned_fields() );
		self::assertSame( 'post.php?post=1', $notice->carry( 'post.php?post=1' ) );
		wp_update_post( array( 'ID' => $this->synced(), 'post_title' => 'Omelette', 'post_status' => 'draft' ) );
		parse_str( (string) wp_parse_url( $notice->carry( 'post.php?post=1' ), PHP_URL_QUERY ), $_GET );
		self::assertStringContainsString( 'Title, Whether it is published', $this->printed( $notice ) );
		$_GET = array( 'callboard_refused' => 'Your account is closed,<script>' );
		self::assertSame( '', $this->printed( $notice ) );
	}

	private function printed( RefusalNotice $notice ): string {
		ob_start();
		$notice->print_notice();
		return (string) ob_get_clean();
	}
}
