<?php
declare(strict_types=1);

namespace Callboard\Tests\Mapping;

use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;
use Callboard\Plugin;
use Callboard\Run\Watermark;
use Callboard\Tests\CommittingTestCase;

/** @group data */
final class MappingsTest extends CommittingTestCase {
	private Mappings $mappings;
	private Mapping $preset;

	protected function setUp(): void {
		parent::setUp();
		$this->mappings = Plugin::instance()->mappings();
		$preset         = Plugin::instance()->presets()->find( 'patronticket' );
		self::assertNotNull( $preset );
		$this->preset = $preset->mappings[0];
	}

	public function test_the_shipped_presets_are_read_and_survive_storing(): void {
		foreach ( Plugin::instance()->presets()->all() as $preset ) {
			foreach ( $preset->mappings as $mapping ) {
				$this->mappings->save( 1, $mapping );
				self::assertEquals( $mapping->with_version( 1 ), $this->mappings->find( 1, $mapping->id ) );
				self::assertIsArray( Plugin::instance()->contract()->parse( 'mapping', $mapping->to_array() ) );
			}
			self::assertSame( array( 'productions', 'performances' ), array_map( static fn( Mapping $m ) => $m->id, $this->mappings->current( 1 ) ) );
		}
		self::assertNull( Plugin::instance()->presets()->find( '../secret' ) );
	}

	public function test_each_change_is_a_version_and_old_ones_stay(): void {
		$first  = $this->mappings->save( 1, $this->preset );
		$second = $this->mappings->save( 1, $first->with_owners( array( 'title' => 'wordpress' ) ) );
		self::assertSame( array( 1, 2 ), array( $first->version, $second->version ) );
		self::assertContains( 'title', $first->owned_targets() );
		self::assertNotContains( 'title', $second->owned_targets() );
		self::assertEquals( $second, $this->mappings->find( 1, $first->id ) );
		self::assertEquals( $first, $this->mappings->find( 1, $first->id, 1 ) );
		self::assertCount( 1, $this->mappings->current( 1 ) );
	}

	public function test_saving_the_same_again_makes_no_version_and_no_new_reading(): void {
		$saved = $this->mappings->save( 1, $this->preset );
		Plugin::instance()->watermarks()->advance( 1, new Watermark( $saved->id, 7, null ) );
		self::assertSame( 1, $this->mappings->save( 1, $this->preset )->version );
		self::assertSame( 7, Plugin::instance()->watermarks()->of( 1, array( $saved->id ) )[0]->stamp_ms );
		$this->mappings->save( 1, $saved->with_owners( array( 'title' => 'wordpress' ) ) );
		self::assertNull( Plugin::instance()->watermarks()->of( 1, array( $saved->id ) )[0]->stamp_ms );
	}

	public function test_a_new_reading_forgets_no_deletion_before_it(): void {
		$saved = $this->mappings->save( 1, $this->preset );
		Plugin::instance()->watermarks()->advance( 1, new Watermark( $saved->id, 9, 7, 8 ) );
		$this->mappings->save( 1, $saved->with_owners( array( 'title' => 'wordpress' ) ) );
		self::assertEquals( new Watermark( $saved->id, null, 7, 8 ), Plugin::instance()->watermarks()->of( 1, array( $saved->id ) )[0] );
	}

	public function test_tenants_do_not_share_mappings(): void {
		$this->mappings->save( 1, $this->preset );
		$this->mappings->save( 2, $this->preset->with_owners( array( 'title' => 'wordpress' ) ) );
		self::assertContains( 'title', $this->mappings->current( 1 )[0]->owned_targets() );
		self::assertNotContains( 'title', $this->mappings->current( 2 )[0]->owned_targets() );
		self::assertNull( $this->mappings->find( 3, $this->preset->id ) );
	}

	public function test_a_retired_mapping_may_come_back_with_a_higher_version(): void {
		$this->mappings->save( 1, $this->preset );
		$this->mappings->retire_except( 1, 'another' );
		self::assertSame( array(), $this->mappings->current( 1 ) );
		self::assertSame( 2, $this->mappings->save( 1, $this->preset )->version );
	}
}
