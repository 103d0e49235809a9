<?php
declare(strict_types=1);

namespace Callboard\Salesforce;

use Callboard\Database\Db;
use Callboard\Event\PostTypes;
use Callboard\Event\Taxonomies;
use Callboard\Failure\Failure;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;
use Callboard\Mapping\Preset;
use Callboard\Usage\CallsOfSite;
use Callboard\Vault\SalesforceTokens;

defined( 'ABSPATH' ) || exit;

/** Preset → fitted to the org → names of this site → stored as the tenant's mappings. */
final class ChoosePreset {

	public function __construct(
		private readonly Db $db,
		private readonly SalesforceTokens $tokens,
		private readonly CallsOfSite $calls,
		private readonly Mappings $mappings,
	) {}

	/** @throws Failure When the org cannot fill the preset, or does not answer. */
	public function run( int $tenant_id, Preset $preset ): FittedPreset {
		$org    = new Org( new ReadClient( $this->tokens, $tenant_id, $this->calls ) );
		$fitted = ( new PresetCheck( new FieldPaths( $org ) ) )->fit( $preset );
		$saved  = $this->db->transaction(
			function () use ( $tenant_id, $fitted ): array {
				$this->mappings->retire_except( $tenant_id, ...array_map( static fn( Mapping $mapping ) => $mapping->id, $fitted->mappings ) );
				return array_map( fn( Mapping $mapping ) => $this->mappings->save( $tenant_id, $this->adopting_as_before( $tenant_id, self::at_home( $mapping ) ) ), $fitted->mappings );
			}
		);
		return new FittedPreset( $saved, $fitted->missing_fields );
	}

	/** A preset knows nothing of the site's own listings: how they are taken over stays as it was chosen. */
	private function adopting_as_before( int $tenant_id, Mapping $mapping ): Mapping {
		return $mapping->with_adopt( $this->mappings->find( $tenant_id, $mapping->id )->adopt ?? 'off' );
	}

	/** A preset says `event` and `taxonomy:genre`; on a site where another plugin owns these, ours are called otherwise. */
	private static function at_home( Mapping $mapping ): Mapping {
		$body              = $mapping->to_array();
		$body['post_type'] = PostTypes::resolve( $mapping->post_type );
		$body['fields']    = array_map(
			static function ( array $field ): array {
				if ( str_starts_with( $field['to'], 'taxonomy:' ) ) {
					$field['to'] = 'taxonomy:' . Taxonomies::resolve( substr( $field['to'], strlen( 'taxonomy:' ) ) );
				}
				return $field;
			},
			$body['fields']
		);
		return Mapping::from_array( $body );
	}
}
