<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Audit\AuditLog;
use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;
use Callboard\Vault\OutsideUrl;
use Callboard\Worker\Settings;

defined( 'ABSPATH' ) || exit;

final class SettingsController {

	private const SPAWN = 'Callboard\Worker\Spawn';

	public function __construct(
		private readonly Door $door,
		private readonly AuditLog $audit,
	) {}

	public function register(): void {
		Routes::add(
			'/settings',
			array(
				'GET' => array( $this, 'read' ),
				'PUT' => array( $this, 'save' ),
			)
		);
	}

	public function read(): \WP_REST_Response|\WP_Error {
		return $this->door->answers()->one( 'settings', Settings::read()->to_array() + array( 'spawn_available' => self::can_spawn() ) );
	}

	public function save( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_body(
			$request,
			'settings.request',
			function ( array $body ): \WP_REST_Response|\WP_Error {
				// Absent keeps, null clears: array_merge, not ??.
				$wanted = Settings::from_array( array_merge( Settings::read()->to_array(), $body ) );
				$this->refuse_unusable( $wanted );
				$wanted->save();
				$this->audit->add( null, 'settings_saved', $wanted->to_array(), get_current_user_id() );
				return $this->read();
			}
		);
	}

	private function refuse_unusable( Settings $wanted ): void {
		if ( null !== $wanted->ping_url ) {
			OutsideUrl::check( $wanted->ping_url );
		}
		if ( 'ping' === $wanted->worker_mode && null === $wanted->ping_url ) {
			throw self::refused( 'ping_url_missing', __( 'To ping a worker, Callboard needs its address.', 'callboard' ), __( 'Enter the address the worker listens on, or let the worker ask for work (pull).', 'callboard' ) );
		}
		if ( 'spawn' === $wanted->worker_mode && ! self::can_spawn() ) {
			throw self::refused( 'spawn_unavailable', __( 'This copy of Callboard, or this host, cannot start the worker itself.', 'callboard' ), __( 'Run the worker elsewhere and let it ask for work (pull).', 'callboard' ) );
		}
	}

	/** The directory's zip leaves the file out that starts processes; many hosts switch the function off. */
	private static function can_spawn(): bool {
		return class_exists( self::SPAWN ) && function_exists( 'proc_open' );
	}

	private static function refused( string $code, string $message, string $action ): Failure {
		return new Failure( FailureKind::CONFIG, $code, $message, array( $action ) );
	}
}
