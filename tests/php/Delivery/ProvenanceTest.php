<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\Draft;
use Callboard\Provenance\Provenance;
use Callboard\Provenance\Version;

/**
 * Each version that is applied leaves where it came from and what it replaced.
 *
 * @group data
 */
final class ProvenanceTest extends SeasonCase {
	public function test_a_new_listing_keeps_the_record_as_fetched(): void {
		$raw = array( 'Id' => self::id( 'a0E', 1 ), 'Name' => "Götter & \"Helden\" % 's", 'LastModifiedBy' => array( 'Name' => 'Ada' ), 'Empty' => null );
		$this->deliver( 'productions', array( $this->with_raw( $this->production( 1 ), $raw ) ) );
		$versions = $this->versions( 1 );
		self::assertCount( 1, $versions );
		self::assertSame( $raw, $versions[0]->raw );
		self::assertSame( array(), $versions[0]->previous );
		self::assertSame( 'Ada', $versions[0]->changed_by() );
		self::assertSame( array( $this->lease->run->id, 'productions', 1, 1000, 5000, $this->clock->now_ms() ), array( $versions[0]->run_id, $versions[0]->mapping_id, $versions[0]->mapping_version, $versions[0]->stamp_ms, $versions[0]->read_ms, $versions[0]->at_ms ) );
		self::assertSame( $this->post_of( $this->production( 1 ) ), $versions[0]->post_id );
	}

	public function test_a_change_keeps_what_stood_there_before_and_nothing_else(): void {
		$this->deliver( 'productions', array( $this->production( 1 ), $this->production( 2 ) ) );
		$genre = wp_get_object_terms( (int) $this->post_of( $this->production( 1 ) ), 'genre', array( 'fields' => 'tt_ids' ) );
		$this->deliver(
			'productions',
			array(
				$this->production( 1, array( 'title' => 'Renamed', 'taxonomy:genre' => array( 'Opera' ), 'meta:callboard_subtitle' => null ), 2000, 9000 ),
				$this->production( 2, array(), 2000, 9000 ),
			)
		);
		sort( $genre );
		$previous = $this->versions( 1 )[0]->previous;
		ksort( $previous );
		self::assertSame( array( 'meta:callboard_subtitle' => 'A play', 'taxonomy:genre' => $genre, 'title' => 'Show 1' ), $previous );
		self::assertCount( 1, $this->versions( 2 ), 'Nothing was applied to a record with equal values.' );
	}

	public function test_a_batch_costs_one_statement_however_many_records_it_has(): void {
		$statements = array();
		foreach ( array( 2, 60 ) as $size ) {
			$this->queries = array();
			add_filter( 'query', array( $this, 'note' ) );
			$this->deliver( 'productions', array_map( fn( int $number ) => $this->with_raw( $this->production( 100 * $size + $number ), array( 'Name' => 'x' ) ), range( 1, $size ) ) );
			remove_filter( 'query', array( $this, 'note' ) );
			$statements[ $size ] = count( preg_grep( '/callboard_provenance/', $this->queries ) );
		}
		self::assertSame( array( 2 => 1, 60 => 1 ), $statements );
	}

	public function test_the_last_versions_are_kept_and_other_records_left_alone(): void {
		$this->deliver( 'productions', array( $this->production( 1 ), $this->production( 2 ) ) );
		for ( $version = 1; $version <= Provenance::KEPT + 4; $version++ ) {
			$this->deliver( 'productions', array( $this->production( 1, array( 'title' => "Title $version" ), 1000 + 1000 * $version, 9000 + $version ) ) );
			if ( 10 === $version ) {
				self::assertSame( 0, $this->plugin->provenance()->prune( 1 ) );
			}
		}
		self::assertSame( 5, $this->plugin->provenance()->prune( 2 ) );
		self::assertSame( 0, $this->plugin->provenance()->prune( 3 ), 'Nothing new, nothing to look at.' );
		self::assertCount( Provenance::KEPT, $this->plugin->provenance()->of( $this->tenant_id, self::id( 'a0E', 1 ), 100 ) );
		self::assertSame( 'Title ' . ( Provenance::KEPT + 3 ), $this->versions( 1 )[0]->previous['title'] );
		self::assertCount( 1, $this->versions( 2 ) );
	}

	public function test_a_delivery_posted_twice_leaves_one_version(): void {
		$delivery = $this->delivery( 'productions', array( $this->production( 1 ) ) );
		$this->plugin->apply_delivery()->run( $this->tenant_id, $delivery );
		$this->plugin->apply_delivery()->run( $this->tenant_id, $delivery );
		self::assertCount( 1, $this->versions( 1 ) );
	}

	/** @var list<string> */
	private array $queries = array();

	public function note( string $query ): string {
		$this->queries[] = $query;
		return $query;
	}

	/** @param array<string, mixed> $raw */
	private function with_raw( Draft $draft, array $raw ): Draft {
		return new Draft( $draft->external_id, $draft->stamp_ms, $draft->read_ms, $draft->fingerprint, $draft->values, (string) json_encode( $raw ) );
	}

	/** @return list<Version> */
	private function versions( int $production ): array {
		return $this->plugin->provenance()->of( $this->tenant_id, self::id( 'a0E', $production ) );
	}
}
