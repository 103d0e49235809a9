<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Run\ItemSheet;
use Callboard\Run\Run;
use Callboard\Run\RunItem;
use Callboard\Run\RunItems;
use Callboard\Run\Runs;
use Callboard\Tenant\Tenant;

defined( 'ABSPATH' ) || exit;

/** What happened to each record of a run. */
final class RunItemsController {

	private const OUTCOMES = array( 'created', 'updated', 'unchanged', 'withdrawn', 'held', 'rejected', 'waiting', 'stale', 'ignored' );

	public function __construct(
		private readonly Door $door,
		private readonly Runs $runs,
		private readonly RunItems $items,
		private readonly ItemSheet $sheet,
	) {}

	public function register(): void {
		Routes::add( '/runs/(?P<run_id>\d+)/items', array( 'GET' => array( $this, 'page' ) ) );
		Routes::add( '/tenants/(?P<tenant_id>\d+)/attention', array( 'GET' => array( $this, 'unsettled' ) ) );
		Routes::add( '/runs/(?P<run_id>\d+)/items/csv', array( 'GET' => array( $this, 'sheet' ) ) );
		Routes::add( '/tenants/(?P<tenant_id>\d+)/attention/csv', array( 'GET' => array( $this, 'unsettled_sheet' ) ) );
		add_filter( 'rest_pre_serve_request', array( CsvResponse::class, 'serve' ), 10, 2 );
	}

	/** All of a run's items, or those of one outcome, for a spreadsheet. */
	public function sheet( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->with_run( $request, fn( Run $run, ?string $outcome ) => new CsvResponse( "callboard-sync-{$run->id}.csv", ItemSheet::header(), $this->sheet->of_run( $run->id, $outcome ) ) );
	}

	public function unsettled_sheet( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant( $request, fn( Tenant $tenant ) => new CsvResponse( 'callboard-needs-attention.csv', ItemSheet::header(), $this->sheet->of_attention( $tenant->id ) ) );
	}

	/** What the sync could not settle by itself, of all runs. */
	public function unsettled( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant(
			$request,
			fn( Tenant $tenant ) => $this->door->answers()->many(
				'run-item',
				array_map( static fn( RunItem $item ) => $item->to_array(), $this->items->unsettled( $tenant->id, (int) $request['page'], (int) $request['per_page'] ) ),
				$this->items->count_unsettled( $tenant->id ),
				(int) $request['per_page']
			)
		);
	}

	public function page( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->with_run(
			$request,
			fn( Run $run, ?string $outcome ) => $this->door->answers()->many(
				'run-item',
				array_map( static fn( RunItem $item ) => $item->to_array(), $this->items->page( $run->id, $outcome, (int) $request['page'], (int) $request['per_page'] ) ),
				$this->items->count( $run->id, $outcome ),
				(int) $request['per_page']
			)
		);
	}

	/** @param callable( Run, ?string ): ( \WP_REST_Response|\WP_Error ) $work */
	private function with_run( \WP_REST_Request $request, callable $work ): \WP_REST_Response|\WP_Error {
		$run = $this->runs->find( (int) $request['run_id'] );
		if ( null === $run ) {
			return Answers::not_found( __( 'There is no such run.', 'callboard' ) );
		}
		$outcome = $request['outcome'];
		if ( null !== $outcome && ! in_array( $outcome, self::OUTCOMES, true ) ) {
			return new \WP_Error( 'rest_invalid_param', __( 'There is no such outcome.', 'callboard' ), array( 'status' => 400 ) );
		}
		return $work( $run, $outcome );
	}
}
