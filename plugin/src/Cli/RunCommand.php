<?php
declare(strict_types=1);

namespace Callboard\Cli;

use Callboard\Run\Csv;
use Callboard\Run\ItemSheet;
use Callboard\Run\Runs;

defined( 'ABSPATH' ) || exit;

/** `wp callboard run items <run> [--outcome=<outcome>] [--format=<table|csv>]`: what happened to each record of a run. */
final class RunCommand {
	public function __construct(
		private readonly Output $output,
		private readonly Runs $runs,
		private readonly ItemSheet $sheet
	) {}

	/**
	 * @param list<string>         $args
	 * @param array<string, mixed> $options
	 */
	public function __invoke( array $args, array $options = array() ): void {
		$format = (string) ( $options['format'] ?? 'table' );
		$run    = 'items' === ( $args[0] ?? '' ) ? $this->runs->find( (int) ( $args[1] ?? 0 ) ) : null;
		if ( null === $run || ! in_array( $format, array( 'table', 'csv' ), true ) ) {
			$this->output->fail( null === $run ? __( 'Say: items <number of a run>. `wp callboard runs` lists them.', 'callboard' ) : __( '--format is table or csv.', 'callboard' ) );
			return;
		}
		$rows = $this->sheet->of_run( $run->id, isset( $options['outcome'] ) ? (string) $options['outcome'] : null );
		'csv' === $format ? $this->csv( $rows ) : $this->table( $rows );
	}

	/** @param \Generator<int, list<string>> $rows */
	private function csv( \Generator $rows ): void {
		$this->output->line( rtrim( Csv::line( ItemSheet::header() ), "\r\n" ) );
		foreach ( $rows as $row ) {
			$this->output->line( rtrim( Csv::line( $row ), "\r\n" ) );
		}
	}

	/** @param \Generator<int, list<string>> $rows */
	private function table( \Generator $rows ): void {
		$table = array();
		foreach ( $rows as list( $title, $id, $outcome, $reason, $action ) ) {
			$table[] = array(
				'id'      => $id,
				'title'   => $title,
				'outcome' => $outcome,
				'reason'  => trim( "{$reason} {$action}" ),
			);
		}
		array() === $table ? $this->output->line( __( 'No record of this run says anything: what is as before is only counted.', 'callboard' ) ) : $this->output->table( $table );
	}
}
