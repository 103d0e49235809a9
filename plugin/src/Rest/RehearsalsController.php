<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Delivery\ApplyRehearsal;
use Callboard\Run\Runs;

defined( 'ABSPATH' ) || exit;

/** "Apply exactly this": a rehearsal a person looked at becomes a run that does what it said, and nothing else. */
final class RehearsalsController {

	public function __construct(
		private readonly Door $door,
		private readonly Runs $runs,
		private readonly ApplyRehearsal $apply,
		/** Tells a worker that there is work. */
		private readonly \Closure $wake
	) {}

	public function register(): void {
		Routes::add( '/runs/(?P<run_id>\d+)/apply', array( 'POST' => array( $this, 'apply' ) ) );
	}

	public function apply( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->run(
			function () use ( $request ): \WP_REST_Response|\WP_Error {
				$rehearsal = $this->runs->find( (int) $request['run_id'] );
				if ( null === $rehearsal ) {
					return Answers::not_found( __( 'There is no such run.', 'callboard' ) );
				}
				$run = $this->apply->run( $rehearsal, RunsController::TRIGGER, get_current_user_id() );
				( $this->wake )();
				return $this->door->answers()->one( 'run', ( $this->runs->find( $run->id ) ?? $run )->to_array(), 201 );
			}
		);
	}
}
