<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Audit\AuditLog;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Preset;
use Callboard\Mapping\Presets;
use Callboard\Salesforce\ChoosePreset;
use Callboard\Tenant\Tenant;

defined( 'ABSPATH' ) || exit;

final class PresetsController {

	public function __construct(
		private readonly Door $door,
		private readonly Presets $presets,
		private readonly ChoosePreset $choose_preset,
		private readonly AuditLog $audit,
	) {}

	public function register(): void {
		Routes::add( '/presets', array( 'GET' => array( $this, 'all' ) ) );
		Routes::add( '/tenants/(?P<tenant_id>\d+)/preset', array( 'POST' => array( $this, 'choose' ) ) );
	}

	public function all(): \WP_REST_Response|\WP_Error {
		$presets = array_map( static fn( Preset $preset ) => $preset->to_array(), $this->presets->all() );
		return $this->door->answers()->many( 'preset', $presets );
	}

	public function choose( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant(
			$request,
			fn( Tenant $tenant ) => $this->door->with_body(
				$request,
				'preset.request',
				function ( array $body ) use ( $tenant ): \WP_REST_Response|\WP_Error {
					$preset = $this->presets->find( $body['preset'] );
					return null === $preset
						? Answers::not_found( __( 'There is no such preset.', 'callboard' ) )
						: $this->saved( $tenant, $preset );
				}
			)
		);
	}

	private function saved( Tenant $tenant, Preset $preset ): \WP_REST_Response|\WP_Error {
		$fitted = $this->choose_preset->run( $tenant->id, $preset );
		$this->audit->add(
			$tenant->id,
			'preset_chosen',
			array(
				'preset'         => $preset->id,
				'missing_fields' => $fitted->missing_fields,
			),
			get_current_user_id()
		);
		return $this->door->answers()->one(
			'preset.answer',
			array(
				'mappings'       => array_map( static fn( Mapping $mapping ) => $mapping->to_array(), $fitted->mappings ),
				'missing_fields' => $fitted->missing_fields,
				'warnings'       => array_map(
					static fn( string $field ): string => sprintf(
						/* translators: %s: Salesforce object and field name */
						__( 'Your org does not show the field %s: it is left out.', 'callboard' ),
						$field
					),
					$fitted->missing_fields
				),
			)
		);
	}
}
