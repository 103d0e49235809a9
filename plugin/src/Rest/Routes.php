<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Admin\Capability;

defined( 'ABSPATH' ) || exit;

/** Registers admin routes. The permission check is added here, so that no controller can forget it. */
final class Routes {

	public const NAMESPACE = 'callboard/v1';

	/**
	 * @param non-falsy-string        $route
	 * @param array<string, callable> $methods HTTP method → callback.
	 * @param ?callable               $may     Who may, where it is not administrators alone.
	 */
	public static function add( string $route, array $methods, ?callable $may = null ): void {
		$endpoints = array();
		foreach ( $methods as $method => $callback ) {
			$endpoints[] = array(
				'methods'             => $method,
				'callback'            => $callback,
				'permission_callback' => $may ?? array( self::class, 'may_manage' ),
				'args'                => self::arguments( $route ),
			);
		}
		register_rest_route( self::NAMESPACE, $route, $endpoints );
	}

	public static function may_manage(): bool|\WP_Error {
		if ( current_user_can( Capability::MANAGE ) ) {
			return true;
		}
		return new \WP_Error(
			'rest_forbidden',
			__( 'Only administrators may manage Callboard.', 'callboard' ),
			array( 'status' => rest_authorization_required_code() )
		);
	}

	/** An editor may ask about and read again what they may edit. */
	public static function may_edit( \WP_REST_Request $request ): bool|\WP_Error {
		if ( current_user_can( 'edit_post', (int) $request['post_id'] ) ) {
			return true;
		}
		return new \WP_Error(
			'rest_forbidden',
			__( 'You may not edit this post.', 'callboard' ),
			array( 'status' => rest_authorization_required_code() )
		);
	}

	/** @return array<string, array<string, mixed>> The integers every route may carry; bodies are checked against the contract. */
	private static function arguments( string $route ): array {
		$positive = array(
			'type'    => 'integer',
			'minimum' => 1,
		);
		return array_filter(
			array(
				'tenant_id' => str_contains( $route, '(?P<tenant_id>' ) ? $positive + array( 'required' => true ) : null,
				'run_id'    => str_contains( $route, '(?P<run_id>' ) ? $positive + array( 'required' => true ) : null,
				'post_id'   => str_contains( $route, '(?P<post_id>' ) ? $positive + array( 'required' => true ) : null,
				'version'   => str_contains( $route, '(?P<version>' ) ? $positive + array( 'required' => true ) : null,
				'asked_ms'  => array( 'type' => 'integer', 'minimum' => 0 ),
				'query'     => array( 'type' => 'string', 'maxLength' => 2000 ),
				'brake_id'  => str_contains( $route, '(?P<brake_id>' ) ? $positive + array( 'required' => true ) : null,
				'page'      => $positive + array( 'default' => 1 ),
				'per_page'  => $positive + array(
					'default' => 20,
					'maximum' => 100,
				),
			)
		);
	}
}
