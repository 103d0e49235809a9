<?php
declare(strict_types=1);

namespace Callboard\Tests\Rest;

use Callboard\Cli\RunCommand;
use Callboard\Plugin;
use Callboard\Rest\CsvResponse;
use Callboard\Run\ItemSheet;
use Callboard\Run\Run;
use Callboard\Run\RunItem;
use Callboard\Tests\Cli\RecordedOutput;

require_once __DIR__ . '/../Cli/RecordedOutput.php';

final class RunItemsControllerTest extends AdminRestCase {
	public function test_a_runs_items_are_a_file_that_excel_reads_with_every_cell_as_text(): void {
		list( $tenant, $run ) = $this->with_items( 1203 );
		$answer               = $this->rest( 'GET', "/callboard/v1/runs/{$run->id}/items/csv" );
		self::assertSame( array( 200, 'text/csv; charset=utf-8', "attachment; filename=\"callboard-sync-{$run->id}.csv\"" ), array( $answer->get_status(), $answer->get_headers()['Content-Type'], $answer->get_headers()['Content-Disposition'] ) );
		$queries = $this->queries_of( fn() => $this->lines( $answer ) );
		self::assertCount( 3, array_filter( $queries, static fn( string $query ) => str_contains( $query, 'run_item' ) ), 'Page by page, never all at once.' );
		$lines = $this->lines( $this->rest( 'GET', "/callboard/v1/runs/{$run->id}/items/csv" ) );
		self::assertStringStartsWith( "\xEF\xBB\xBF\"Show or performance\"", $lines[0] );
		self::assertCount( 1204, $lines );
		$cells = str_getcsv( $lines[1], ',', '"', '' );
		self::assertSame( array( "'=Show 1", self::id( 1 ), 'Needs attention', 'Too long.', 'Shorten it.', 'Title: old → new' ), array_slice( $cells, 0, 6 ) );
		self::assertSame( home_url( '/?p=7' ), $cells[8] );
		self::assertSame( self::id( 1203 ), str_getcsv( $lines[1203], ',', '"', '' )[1] );
		self::assertSame( $tenant->id, $run->tenant_id );
	}

	public function test_one_outcome_can_be_asked_for_and_nothing_is_a_header(): void {
		list( , $run ) = $this->with_items( 2 );
		self::assertCount( 1, $this->lines( $this->rest( 'GET', "/callboard/v1/runs/{$run->id}/items/csv", array( 'outcome' => 'created' ) ) ) );
		self::assertCount( 3, $this->lines( $this->rest( 'GET', "/callboard/v1/runs/{$run->id}/items/csv", array( 'outcome' => 'rejected' ) ) ) );
		self::assertSame( 400, $this->rest( 'GET', "/callboard/v1/runs/{$run->id}/items/csv", array( 'outcome' => "x' OR 1" ) )->get_status() );
		self::assertSame( 404, $this->rest( 'GET', '/callboard/v1/runs/999999/items/csv' )->get_status() );
	}

	public function test_what_needs_attention_is_a_file_too_of_one_tenant_alone(): void {
		list( $tenant ) = $this->with_items( 501 );
		$lines          = $this->lines( $this->rest( 'GET', "/callboard/v1/tenants/{$tenant->id}/attention/csv" ) );
		self::assertCount( 502, $lines );
		self::assertCount( 502, array_unique( $lines ) );
		self::assertSame( self::id( 501 ), str_getcsv( $lines[1], ',', '"', '' )[1], 'The newest first, as on the screen.' );
		$other = $this->connected_tenant( 'Hillside Opera' );
		self::assertCount( 1, $this->lines( $this->rest( 'GET', "/callboard/v1/tenants/{$other->id}/attention/csv" ) ) );
	}

	public function test_the_server_sends_it_as_it_is_and_leaves_other_answers_alone(): void {
		self::assertFalse( CsvResponse::serve( false, new \WP_REST_Response( array() ) ) );
		$this->rest( 'GET', '/callboard/v1/tenants' );
		self::assertSame( 10, has_filter( 'rest_pre_serve_request', array( CsvResponse::class, 'serve' ) ) );
	}

	public function test_the_command_writes_the_same_file_or_a_table(): void {
		list( , $run ) = $this->with_items( 2 );
		$output        = new RecordedOutput();
		$command       = new RunCommand( $output, Plugin::instance()->runs(), new ItemSheet( Plugin::instance()->run_items() ) );
		$command( array( 'items', (string) $run->id ), array( 'format' => 'csv' ) );
		self::assertCount( 3, $output->lines );
		self::assertStringContainsString( "\"'=Show 1\"", $output->lines[1] );
		$command( array( 'items', (string) $run->id ) );
		self::assertSame( array( '=Show 1', 'Too long. Shorten it.' ), array( $output->rows[0]['title'], $output->rows[0]['reason'] ) );
		$command( array( 'items', (string) $run->id ), array( 'outcome' => 'created' ) );
		self::assertStringContainsString( 'only counted', (string) end( $output->lines ) );
		$command( array( 'items', '999999' ) );
		$command( array() );
		$command( array( 'items', (string) $run->id ), array( 'format' => 'xml' ) );
		self::assertCount( 3, $output->failures );
	}

	/** @return array{0: \Callboard\Tenant\Tenant, 1: Run} */
	private function with_items( int $number ): array {
		$tenant = $this->tenant_with_shows();
		$run    = Plugin::instance()->runs()->enqueue( $tenant->id, Run::INCREMENTAL, 'manual' );
		$failed = array( 'kind' => 'record', 'code' => 'value_too_long', 'message' => 'Too long.', 'actions' => array( 'Shorten it.' ) );
		$diff   = array( array( 'field' => 'title', 'label' => 'Title', 'before' => 'old', 'after' => 'new' ) );
		$items  = array_map(
			static fn( int $n ) => new RunItem( 0, $run->id, 'productions', self::id( $n ), 'rejected', 7, "=Show {$n}", $failed, self::NOW_MS, null, 1203 === $number || 2 === $number ? $diff : null ),
			range( 1, $number )
		);
		Plugin::instance()->run_items()->add_many( $tenant->id, $run->id, $items );
		return array( $tenant, $run );
	}

	private static function id( int $number ): string {
		return sprintf( 'a01%012dAAA', $number );
	}

	/** @return list<string> */
	private function lines( \WP_REST_Response $answer ): array {
		self::assertInstanceOf( CsvResponse::class, $answer );
		$text = '';
		$answer->write(
			static function ( string $line ) use ( &$text ): void {
				$text .= $line;
			}
		);
		return explode( "\r\n", rtrim( $text, "\r\n" ) );
	}
}
