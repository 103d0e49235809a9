<?php
declare(strict_types=1);

namespace Callboard\Listing;

use Callboard\Database\Db;
use Callboard\Database\Sql;

defined( 'ABSPATH' ) || exit;

/** Reads the index; every query starts at a date, so its cost follows what is upcoming, not the archive. */
final class ListingQuery {
	public function __construct( private readonly Db $db, private readonly Tables $tables ) {}

	public function page( ListingFilters $filters ): ListingResult {
		list( $where, $args ) = $this->conditions( $filters );
		$total                = (int) $this->db->value( "SELECT COUNT(*) FROM {$this->tables->listing()} l WHERE {$where}", $args );
		$rows                 = $total <= $filters->offset() ? array() : $this->db->rows(
			'SELECT ' . implode( ', ', array_map( static fn( string $column ) => "l.{$column}", ListingRow::COLUMNS ) ) . " FROM {$this->tables->listing()} l WHERE {$where} ORDER BY l.start_ms, l.post_id LIMIT %d OFFSET %d",
			array( ...$args, $filters->limit(), $filters->offset() )
		);
		return new ListingResult(
			array_map( array( ListingRow::class, 'from_row' ), $rows ),
			$total,
			$filters->with_facets ? $this->facets( $filters ) : array(),
			max( 1, $filters->page ),
			$filters->limit()
		);
	}

	/**
	 * A facet's numbers leave its own choice out: they say what choosing another value would show.
	 *
	 * @return array<string, list<FacetValue>>
	 */
	private function facets( ListingFilters $filters ): array {
		$chosen = array_keys( $filters->chosen() );
		$facets = $this->counts( $filters, null, array_values( array_diff( Derivation::FACETS, $chosen ) ) );
		foreach ( $chosen as $facet ) {
			$facets += $this->counts( $filters, $facet, array( $facet ) );
		}
		return array_replace( array_fill_keys( Derivation::FACETS, array() ), $facets );
	}

	/**
	 * @param list<string> $wanted
	 * @return array<string, list<FacetValue>>
	 */
	private function counts( ListingFilters $filters, ?string $without, array $wanted ): array {
		if ( array() === $wanted ) {
			return array();
		}
		list( $where, $args ) = $this->conditions( $filters, $without );
		$rows                 = $this->db->rows(
			"SELECT f.facet, f.value, MAX(f.label) AS label, COUNT(*) AS number FROM {$this->tables->listing()} l
			INNER JOIN {$this->tables->facet()} f ON f.post_id = l.post_id
			WHERE {$where} AND f.facet IN (" . Sql::places( $wanted ) . ') GROUP BY f.facet, f.value ORDER BY number DESC, label',
			array( ...$args, ...$wanted )
		);
		$facets               = array();
		foreach ( $rows as $row ) {
			$facets[ (string) $row['facet'] ][] = new FacetValue( (string) $row['value'], (string) $row['label'], (int) $row['number'] );
		}
		return $facets;
	}

	/** @return array{0: string, 1: list<scalar>} */
	private function conditions( ListingFilters $filters, ?string $without = null ): array {
		// Without a beginning the range is still one, so that the index on start serves every query.
		$where = array( 'l.start_ms >= %d' );
		$args  = array( $filters->from_ms ?? -62135596800000 );
		foreach ( array( 'l.start_ms < %d' => $filters->until_ms, 'l.tenant_id = %d' => $filters->tenant_id, 'l.event_id = %d' => $filters->event_id ) as $condition => $value ) {
			if ( null !== $value ) {
				$where[] = $condition;
				$args[]  = $value;
			}
		}
		foreach ( array_diff_key( $filters->chosen(), array( (string) $without => true ) ) as $facet => $values ) {
			$where[] = "EXISTS ( SELECT 1 FROM {$this->tables->facet()} x WHERE x.post_id = l.post_id AND x.facet = %s AND x.value IN (" . Sql::places( $values ) . ') )';
			$args    = array( ...$args, $facet, ...$values );
		}
		foreach ( $filters->words() as $word ) {
			$where[] = 'l.search_text LIKE %s';
			$args[]  = '%' . $this->db->wpdb()->esc_like( $word ) . '%';
		}
		return array( implode( ' AND ', $where ), $args );
	}
}
