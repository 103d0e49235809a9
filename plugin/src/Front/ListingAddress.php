<?php
declare(strict_types=1);

namespace Callboard\Front;

defined( 'ABSPATH' ) || exit;

/** The address of the page that carries the listing. */
final class ListingAddress {
	private function __construct( private readonly string $page ) {}

	public static function current(): self {
		$permalink = is_singular() ? get_permalink( get_queried_object_id() ) : false;
		return new self( is_string( $permalink ) ? $permalink : home_url( add_query_arg( array() ) ) );
	}

	/** Without the query: a form that GETs replaces it with its own fields. */
	public function action(): string {
		return (string) strtok( $this->page, '?' );
	}

	/** @return array<string, string> What the address needs besides ours: plain permalinks say `page_id` there. */
	public function own_parameters(): array {
		parse_str( (string) wp_parse_url( $this->page, PHP_URL_QUERY ), $parameters );
		$own = array();
		foreach ( $parameters as $name => $value ) {
			if ( is_string( $value ) && ! str_starts_with( (string) $name, 'callboard_' ) ) {
				$own[ (string) $name ] = $value;
			}
		}
		return $own;
	}

	/** @param array<string, string> $parameters */
	public function with( array $parameters ): string {
		return add_query_arg( array_map( 'rawurlencode', $this->own_parameters() + $parameters ), $this->action() );
	}
}
