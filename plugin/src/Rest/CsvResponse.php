<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Run\Csv;

defined( 'ABSPATH' ) || exit;

/** An answer that is written line by line as it is read; WordPress would hold all of it in memory, as JSON. */
final class CsvResponse extends \WP_REST_Response {
	private const FLUSH_LINES = 200;

	/**
	 * @param list<string>           $columns
	 * @param iterable<list<string>> $rows
	 */
	public function __construct( string $name, private readonly array $columns, private readonly iterable $rows ) {
		parent::__construct(
			null,
			200,
			array(
				'Content-Type'           => 'text/csv; charset=utf-8',
				'Content-Disposition'    => sprintf( 'attachment; filename="%s"', sanitize_file_name( $name ) ),
				'Cache-Control'          => 'no-store',
				'X-Content-Type-Options' => 'nosniff',
			)
		);
	}

	/** The filter that serves it: `rest_pre_serve_request`. */
	public static function serve( mixed $served, mixed $answer ): mixed {
		if ( ! $answer instanceof self ) {
			return $served;
		}
		while ( ob_get_level() > 0 ) {
			ob_end_flush();
		}
		$lines = 0;
		$answer->write(
			static function ( string $line ) use ( &$lines ): void {
				echo $line; // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- text/csv with nosniff, not HTML.
				if ( 0 === ++$lines % self::FLUSH_LINES ) {
					flush();
				}
			}
		);
		return true;
	}

	/** @param callable( string ): void $out */
	public function write( callable $out ): void {
		$out( Csv::BOM . Csv::line( $this->columns ) );
		foreach ( $this->rows as $row ) {
			$out( Csv::line( $row ) );
		}
	}
}
