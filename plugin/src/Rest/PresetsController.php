<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Audit\AuditLog;
use Callboard\Brake\RetireMapping;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;
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
		private readonly Mappings $mappings,
		private readonly RetireMapping $retire,
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
		$before = $this->mapping_ids( $tenant->id );
		$fitted = $this->choose_preset->run( $tenant->id, $preset );
		$kept   = array_map( fn( string $mapping_id ) => $this->kept( $tenant->id, $mapping_id ), array_values( array_diff( $before, $this->mapping_ids( $tenant->id ) ) ) );
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
				'warnings'       => array( ...array_filter( $kept ), ...array_map(
					static fn( string $field ): string => sprintf(
						/* translators: %s: Salesforce object and field name */
						__( 'Your org does not show the field %s: it is left out.', 'callboard' ),
						$field
					),
					$fitted->missing_fields
				) ),
			)
		);
	}

	/** @return list<string> */
	private function mapping_ids( int $tenant_id ): array {
		return array_map( static fn( Mapping $mapping ) => $mapping->id, $this->mappings->current( $tenant_id ) );
	}

	/** What the package leaves out keeps its listings, and says so; the screen offers to hide them. */
	private function kept( int $tenant_id, string $mapping_id ): ?string {
		$after = $this->retire->run( $tenant_id, $mapping_id, RetireMapping::KEEP, get_current_user_id(), PHP_INT_MAX );
		return null === $after || 0 === $after->listed ? null : $after->sentence();
	}
}
