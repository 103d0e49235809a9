<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Explain\History;
use Callboard\Explain\RollBack;
use Callboard\Explain\Subject;
use Callboard\Explain\Subjects;
use Callboard\Explain\SyncShow;
use Callboard\Explain\WhyNot;
use Callboard\Tenant\Tenant;

defined( 'ABSPATH' ) || exit;

/** One record: find it, explain it, take it back, read it again. */
final class RecordsController {
	private const RECORD = '/tenants/(?P<tenant_id>\d+)/records/(?P<external_id>[A-Za-z0-9]{15,18})';

	public function __construct(
		private readonly Door $door,
		private readonly Subjects $subjects,
		private readonly History $history,
		private readonly RollBack $roll_back,
		private readonly SyncShow $sync_show,
		private readonly WhyNot $why_not,
	) {}

	public function register(): void {
		Routes::add( '/records', array( 'GET' => array( $this, 'find' ) ) );
		Routes::add( self::RECORD . '/history', array( 'GET' => array( $this, 'history' ) ) );
		Routes::add( self::RECORD . '/why-not', array( 'GET' => array( $this, 'why_not' ) ) );
		Routes::add( self::RECORD . '/roll-back', array( 'POST' => array( $this, 'roll_back' ) ) );
		Routes::add( self::RECORD . '/lift', array( 'POST' => array( $this, 'lift' ) ) );
		Routes::add( self::RECORD . '/sync', array( 'GET' => array( $this, 'progress' ), 'POST' => array( $this, 'sync' ) ) );
		Routes::add( '/posts/(?P<post_id>\d+)/sync', array( 'GET' => array( $this, 'progress_of_post' ), 'POST' => array( $this, 'sync_post' ) ), array( Routes::class, 'may_edit' ) );
	}

	/** By title, Salesforce id, address or number of a post. */
	public function find( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->run(
			fn() => $this->door->answers()->many(
				'subject',
				array_map( static fn( Subject $subject ) => $subject->to_array(), $this->subjects->find( (string) $request['query'] ) )
			)
		);
	}

	public function history( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->of( $request, fn( Subject $subject ) => $this->door->answers()->one( 'history', $this->history->of( $subject ) ) );
	}

	public function why_not( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->of( $request, fn( Subject $subject ) => $this->door->answers()->one( 'why-not', $this->why_not->of( $subject ) ) );
	}

	public function roll_back( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->of(
			$request,
			fn( Subject $subject ) => $this->door->with_body(
				$request,
				'roll-back.request',
				fn( array $body ) => $this->targets( $this->roll_back->to_version( $subject, (int) $body['version_id'], self::names( $body ), (string) $body['reason'] ) )
			)
		);
	}

	public function lift( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->of(
			$request,
			fn( Subject $subject ) => $this->door->with_body(
				$request,
				'lift.request',
				fn( array $body ) => $this->targets( $this->roll_back->lift( $subject, self::names( $body ), (string) $body['reason'] ) )
			)
		);
	}

	public function sync( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->of( $request, fn( Subject $subject ) => $this->ask( $subject ) );
	}

	public function progress( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->of( $request, fn( Subject $subject ) => $this->tell( $subject, $request ) );
	}

	public function sync_post( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->of_post( $request, fn( Subject $subject ) => $this->ask( $subject ) );
	}

	public function progress_of_post( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->of_post( $request, fn( Subject $subject ) => $this->tell( $subject, $request ) );
	}

	private function ask( Subject $subject ): \WP_REST_Response|\WP_Error {
		return $this->door->answers()->one( 'show-sync', $this->sync_show->ask( $subject, get_current_user_id() ), 201 );
	}

	private function tell( Subject $subject, \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->answers()->one( 'show-sync', $this->sync_show->progress( $subject, (int) $request['asked_ms'] ) );
	}

	/**
	 * @param array<string, mixed> $body
	 * @return list<string>
	 */
	private static function names( array $body ): array {
		return array_values( array_map( 'strval', (array) ( $body['targets'] ?? array() ) ) );
	}

	/** @param list<string> $targets */
	private function targets( array $targets ): \WP_REST_Response|\WP_Error {
		return $this->door->answers()->one( 'targets', array( 'targets' => $targets ) );
	}

	/** @param callable( Subject ): ( \WP_REST_Response|\WP_Error ) $work */
	private function of( \WP_REST_Request $request, callable $work ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant( $request, fn( Tenant $tenant ) => $work( $this->subjects->of_record( $tenant->id, (string) $request['external_id'] ) ) );
	}

	/** @param callable( Subject ): ( \WP_REST_Response|\WP_Error ) $work */
	private function of_post( \WP_REST_Request $request, callable $work ): \WP_REST_Response|\WP_Error {
		$subject = $this->subjects->of_post( (int) $request['post_id'] );
		return null === $subject
			? Answers::not_found( __( 'This post does not come from Salesforce.', 'callboard' ) )
			: $this->door->run( static fn() => $work( $subject ) );
	}
}
