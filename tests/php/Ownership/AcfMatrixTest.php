<?php
declare(strict_types=1);

namespace Callboard\Tests\Ownership;

use Callboard\Ownership\SyncContext;
use Callboard\Tests\TestCase;

/**
 * The same matrix against the real ACF or SCF, from the folder that CALLBOARD_TEST_ACF_DIR names.
 *
 * Neither plugin can be installed by our test command, so without the folder this says that it did not run.
 */
final class AcfMatrixTest extends TestCase {
	use SyncedPosts;

	/** Field type → stored before, tried. */
	private const TYPES = array(
		'text'             => array( 'Before', 'After' ),
		'textarea'         => array( 'Before', 'After' ),
		'wysiwyg'          => array( '<p>Before</p>', '<p>After</p>' ),
		'number'           => array( '1', '2' ),
		'email'            => array( 'a@example.org', 'b@example.org' ),
		'url'              => array( 'https://a.example', 'https://b.example' ),
		'true_false'       => array( '1', '0' ),
		'select'           => array( 'a', 'b' ),
		'checkbox'         => array( array( 'a' ), array( 'b' ) ),
		'radio'            => array( 'a', 'b' ),
		'date_picker'      => array( '20261201', '20261202' ),
		'date_time_picker' => array( '2026-12-01 19:30:00', '2026-12-02 19:30:00' ),
		'image'            => array( '7', '8' ),
		'relationship'     => array( array( '1' ), array( '2' ) ),
		'link'             => array( array( 'title' => 'A', 'url' => 'https://a.example', 'target' => '' ), array( 'title' => 'B', 'url' => 'https://b.example', 'target' => '' ) ),
		'color_picker'     => array( '#000000', '#ffffff' ),
	);

	private static function folder(): string {
		return (string) getenv( 'CALLBOARD_TEST_ACF_DIR' );
	}

	public static function setUpBeforeClass(): void {
		parent::setUpBeforeClass();
		if ( '' === self::folder() ) {
			fwrite( STDERR, "\nNOT RUN: the lock matrix against the real ACF/SCF. Give its folder as CALLBOARD_TEST_ACF_DIR.\n" );
		}
		if ( '' === self::folder() || function_exists( 'acf_get_setting' ) ) {
			return;
		}
		$main = array_values( array_filter( array( self::folder() . '/acf.php', self::folder() . '/secure-custom-fields.php' ), static fn( string $file ): bool => is_file( $file ) && str_contains( (string) file_get_contents( $file ), 'Plugin Name:' ) ) );
		self::assertNotEmpty( $main, 'CALLBOARD_TEST_ACF_DIR must name the folder of ACF or SCF.' );
		require_once $main[0];
		// The request's own `init` is over: what the plugin hooked there is called by hand.
		acf()->register_post_status();
		acf()->init();
		acf()->register_post_types();
		do_action( 'acf/init' );
	}

	protected function setUp(): void {
		parent::setUp();
		if ( '' === self::folder() ) {
			self::markTestSkipped( 'CALLBOARD_TEST_ACF_DIR is not set.' );
		}
		$this->set_up_ownership();
		$owners = array();
		foreach ( array_keys( self::TYPES ) as $type ) {
			$owners[ 'acf:owned_' . $type ] = 'salesforce';
		}
		$this->save_mapping( $owners );
		$this->act_as( 'administrator' );
		$this->add_field_group();
	}

	protected function tearDown(): void {
		if ( '' !== self::folder() ) {
			acf_remove_local_field_group( 'group_callboard' );
			$this->tear_down_ownership();
		}
		parent::tearDown();
	}

	private function add_field_group(): void {
		$fields = array();
		foreach ( array_keys( self::TYPES ) as $type ) {
			foreach ( array( 'owned', 'free' ) as $owner ) {
				$fields[] = array(
					'key'      => "field_{$owner}_{$type}",
					'name'     => "{$owner}_{$type}",
					'label'    => $type,
					'type'     => $type,
					'choices'  => array( 'a' => 'A', 'b' => 'B' ),
					'multiple' => 0,
				);
			}
		}
		acf_add_local_field_group(
			array(
				'key'          => 'group_callboard',
				'title'        => 'Callboard',
				'fields'       => $fields,
				'show_in_rest' => 1,
				'location'     => array( array( array( 'param' => 'post_type', 'operator' => '==', 'value' => 'event' ) ) ),
			)
		);
	}

	/** @dataProvider ways */
	public function test_an_owned_field_keeps_its_value( string $type, string $way ): void {
		[ $before, $after ] = self::TYPES[ $type ];
		$post_id            = $this->synced( array( 'meta_input' => array( "owned_$type" => $before, "_owned_$type" => "field_owned_$type" ) ) );
		$this->write( $way, $post_id, "owned_$type", $after );
		self::assertSame( $before, $this->stored_value( $post_id, "owned_$type" ) );
		self::assertSame( "field_owned_$type", $this->stored_value( $post_id, "_owned_$type" ) );
		self::assertSame( array( "acf:owned_$type" ), $this->refused_targets() );
	}

	/** @dataProvider ways */
	public function test_a_free_field_and_other_posts_change( string $type, string $way ): void {
		[ $before, $after ] = self::TYPES[ $type ];
		$synced             = $this->synced( array( 'meta_input' => array( "free_$type" => $before, "_free_$type" => "field_free_$type" ) ) );
		$this->write( $way, $synced, "free_$type", $after );
		self::assertNotSame( $before, $this->stored_value( $synced, "free_$type" ) );
		$other = $this->unsynced( array( 'post_name' => 'b', 'meta_input' => array( "owned_$type" => $before, "_owned_$type" => "field_owned_$type" ) ) );
		$this->write( $way, $other, "owned_$type", $after );
		self::assertNotSame( $before, $this->stored_value( $other, "owned_$type" ) );
		self::assertSame( array(), $this->refused() );
	}

	/** @dataProvider types */
	public function test_the_sync_writes_and_the_form_posts_back_quietly( string $type ): void {
		[ $before, $after ] = self::TYPES[ $type ];
		$post_id            = $this->synced( array( 'meta_input' => array( "owned_$type" => $before, "_owned_$type" => "field_owned_$type" ) ) );
		SyncContext::run( static fn() => update_field( "field_owned_$type", $after, $post_id ) );
		$stored = $this->stored_value( $post_id, "owned_$type" );
		self::assertNotSame( $before, $stored );
		acf_save_post( $post_id, array( "field_owned_$type" => wp_slash( $stored ) ) );
		self::assertSame( array(), $this->refused() );
	}

	/** @dataProvider types */
	public function test_it_is_rendered_with_the_reason( string $type ): void {
		[ $before ]      = self::TYPES[ $type ];
		$post_id         = $this->synced( array( 'meta_input' => array( "owned_$type" => $before, "_owned_$type" => "field_owned_$type" ) ) );
		$GLOBALS['post'] = get_post( $post_id );
		$GLOBALS['wp_query']->post = $GLOBALS['post'];
		ob_start();
		acf_render_fields( array( acf_get_field( "field_owned_$type" ), acf_get_field( "field_free_$type" ) ), $post_id );
		$html = (string) ob_get_clean();
		self::assertSame( 1, substr_count( $html, 'callboard-locked-field' ) );
		self::assertStringContainsString( 'Change it there', $html );
	}

	/** One type stands for all where nothing can be run: the skip is said, not shouted 256 times. */
	private static function tested_types(): array {
		return '' === self::folder() ? array( 'text' ) : array_keys( self::TYPES );
	}

	public static function types(): array {
		return array_combine( self::tested_types(), array_map( static fn( string $type ): array => array( $type ), self::tested_types() ) );
	}

	public static function ways(): array {
		$ways = array();
		foreach ( self::tested_types() as $type ) {
			foreach ( array( 'name', 'key', 'form', 'rest', 'delete_field', 'meta', 'meta_input' ) as $way ) {
				$ways[ "$type by $way" ] = array( $type, $way );
			}
		}
		return $ways;
	}

	private function write( string $way, int $post_id, string $name, mixed $value ): void {
		match ( $way ) {
			'name'         => update_field( $name, $value, $post_id ),
			'key'          => update_field( 'field_' . $name, $value, $post_id ),
			'form'         => acf_save_post( $post_id, array( 'field_' . $name => wp_slash( $value ) ) ),
			'rest'         => $this->write_by_rest( $post_id, $name, $value ),
			'delete_field' => delete_field( $name, $post_id ),
			'meta'         => update_post_meta( $post_id, $name, wp_slash( $value ) ),
			'meta_input'   => wp_update_post( array( 'ID' => $post_id, 'meta_input' => array( $name => wp_slash( $value ) ) ) ),
		};
		acf_flush_value_cache( $post_id, $name );
	}

	private function write_by_rest( int $post_id, string $name, mixed $value ): void {
		// SCF's schema of a select names a type that core does not know, and core says so.
		add_filter( 'doing_it_wrong_trigger_error', '__return_false' );
		$value  = is_numeric( $value ) && ! str_contains( $name, 'date' ) ? (int) $value : $value;
		$answer = $this->rest( 'POST', '/wp/v2/event/' . $post_id, array( 'acf' => array( $name => str_contains( $name, 'true_false' ) ? (bool) $value : $value ) ) );
		if ( 200 !== $answer->get_status() ) {
			self::assertStringNotContainsString( 'text', $name, 'Plain text goes in over REST.' );
			// Some types take another shape over REST than they store; the way in is what is tested here.
			update_field( $name, $value, $post_id );
		}
	}

	private function stored_value( int $post_id, string $key ): mixed {
		global $wpdb;
		return maybe_unserialize( $wpdb->get_var( $wpdb->prepare( 'SELECT meta_value FROM %i WHERE post_id = %d AND meta_key = %s', $wpdb->postmeta, $post_id, $key ) ) );
	}
}
