<?php
declare(strict_types=1);

namespace Callboard\Cli;

use Callboard\Brake\RetireMapping;
use Callboard\Brake\Retirement;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;
use Callboard\Tenant\Tenant;
use Callboard\Tenant\Tenants;

defined( 'ABSPATH' ) || exit;

/** `wp callboard mapping list | retire <mapping> [--listings=keep|draft] [--tenant=<id>] [--yes]`: what is read, and what is not any more. */
final class MappingCommand {
	public function __construct(
		private readonly Output $output,
		private readonly Tenants $tenants,
		private readonly Mappings $mappings,
		private readonly RetireMapping $retire
	) {}

	/**
	 * @param list<string>         $args
	 * @param array<string, mixed> $options
	 */
	public function __invoke( array $args, array $options = array() ): void {
		$wanted  = isset( $options['tenant'] ) ? (int) $options['tenant'] : null;
		$tenants = array_values( array_filter( $this->tenants->all(), static fn( Tenant $tenant ) => null === $wanted || $tenant->id === $wanted ) );
		match ( $args[0] ?? 'list' ) {
			'list'   => $this->show( $tenants ),
			'retire' => $this->retire( $tenants, (string) ( $args[1] ?? '' ), (string) ( $options['listings'] ?? RetireMapping::KEEP ), isset( $options['yes'] ) ),
			default  => $this->output->fail( __( 'Say list or retire <mapping>.', 'callboard' ) ),
		};
	}

	/** @param list<Tenant> $tenants */
	private function show( array $tenants ): void {
		$rows = array();
		foreach ( $tenants as $tenant ) {
			$current = array_map( fn( Mapping $mapping ) => $this->retire->of( $tenant->id, $mapping->id ), $this->mappings->current( $tenant->id ) );
			foreach ( array_filter( array( ...$current, ...$this->retire->with_listings( $tenant->id ) ) ) as $one ) {
				$rows[] = array(
					'mapping'  => $one->mapping_id,
					'name'     => $one->name,
					'tenant'   => $tenant->name,
					'in_sync'  => $one->is_current ? 'yes' : 'no',
					'listings' => $one->listed,
					'waiting'  => $one->waiting,
				);
			}
		}
		array() === $rows ? $this->output->line( __( 'Nothing is mapped.', 'callboard' ) ) : $this->output->table( $rows );
	}

	/** @param list<Tenant> $tenants */
	private function retire( array $tenants, string $mapping_id, string $listings, bool $sure ): void {
		$found = array_values( array_filter( $tenants, fn( Tenant $tenant ) => null !== $this->retire->of( $tenant->id, $mapping_id ) ) );
		if ( ! in_array( $listings, RetireMapping::CHOICES, true ) ) {
			$this->output->fail( __( 'Say --listings=keep or --listings=draft.', 'callboard' ) );
		} elseif ( 1 !== count( $found ) ) {
			$this->output->fail( array() === $found ? __( 'There is no such mapping.', 'callboard' ) : __( 'Several organisations have a mapping of this name: say which, with --tenant=<id>.', 'callboard' ) );
		} elseif ( ! $sure ) {
			$before = $this->retire->of( $found[0]->id, $mapping_id );
			$this->output->line( self::asked( $before ?? throw new \LogicException( 'A mapping that was just found is gone.' ), $listings ) );
		} else {
			$user = get_current_user_id();
			$this->output->line( (string) $this->retire->run( $found[0]->id, $mapping_id, $listings, 0 === $user ? null : $user, PHP_INT_MAX )?->sentence() );
		}
	}

	private static function asked( Retirement $before, string $listings ): string {
		$what = RetireMapping::DRAFT === $listings
			? __( 'They would become drafts.', 'callboard' )
			: __( 'They would stay as they are, and be yours to edit.', 'callboard' );
		return implode( ' ', array( $before->sentence(), $what, __( 'Nothing was changed: say --yes to do it.', 'callboard' ) ) );
	}
}
