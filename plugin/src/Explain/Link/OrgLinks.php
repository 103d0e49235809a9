<?php
declare(strict_types=1);

namespace Callboard\Explain\Link;

use Callboard\Explain\ChainLink;
use Callboard\Explain\Subject;
use Callboard\Failure\Failure;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;
use Callboard\Run\RunItems;
use Callboard\Salesforce\ReadClient;
use Callboard\Usage\CallsOfSite;
use Callboard\Vault\SalesforceTokens;

defined( 'ABSPATH' ) || exit;

/** Is it in Salesforce, visible to the integration user, and does it pass the filter; if not, which condition fails. */
final class OrgLinks {
	private const MOST_CONDITIONS = 12;

	public function __construct(
		private readonly SalesforceTokens $tokens,
		private readonly CallsOfSite $calls,
		private readonly Mappings $mappings,
		private readonly RunItems $items
	) {}

	/** @return list<ChainLink> The org, then the filter. */
	public function of( Subject $subject ): array {
		$org = new AskedOrg( new ReadClient( $this->tokens, $subject->tenant_id, $this->calls ) );
		try {
			$mappings = $this->mappings_of( $subject, $org );
			if ( array() === $mappings ) {
				return array(
					ChainLink::broken( ChainLink::ORG, __( 'No mapping of this site reads records of this kind.', 'callboard' ), __( 'Check the id: it should be that of a show or a performance.', 'callboard' ) ),
					$this->not_asked(),
				);
			}
			$record = $org->record( $mappings[0]->sobject, $subject->external_id );
		} catch ( Failure $failure ) {
			return array( ChainLink::failed( ChainLink::ORG, $failure ), $this->not_asked() );
		}
		$link = $this->org( $record );
		return array( $link, ChainLink::OK === $link->state ? $this->filters( $mappings, $subject->external_id, $org ) : $this->not_asked() );
	}

	/** @param non-empty-list<Mapping> $mappings */
	private function filters( array $mappings, string $external_id, AskedOrg $org ): ChainLink {
		$first = null;
		foreach ( $mappings as $mapping ) {
			$link = $this->filter( $mapping, $external_id, $org );
			if ( ChainLink::OK === $link->state ) {
				return $link;
			}
			$first ??= $link;
		}
		return $first;
	}

	/** @param ?array{deleted: bool, merged_into: ?string} $record */
	private function org( ?array $record ): ChainLink {
		if ( null === $record ) {
			return ChainLink::broken(
				ChainLink::ORG,
				__( 'Salesforce shows no such record to the integration user: it was never there, was erased for good, or the user may not see it.', 'callboard' ),
				__( 'Open the record in Salesforce. If it is there, ask your Salesforce administrator to share it with the integration user.', 'callboard' )
			);
		}
		if ( null !== $record['merged_into'] ) {
			return ChainLink::broken(
				ChainLink::ORG,
				/* translators: %s: Salesforce id. */
				sprintf( __( 'It was merged into the record %s.', 'callboard' ), $record['merged_into'] ),
				__( 'Look for the record it was merged into.', 'callboard' )
			);
		}
		return $record['deleted']
			? ChainLink::broken( ChainLink::ORG, __( 'It was deleted in Salesforce.', 'callboard' ), __( 'If that was a mistake, restore it from the recycle bin of Salesforce: it then comes back by itself.', 'callboard' ) )
			: ChainLink::ok( ChainLink::ORG, __( 'Salesforce has it, and the integration user may see it.', 'callboard' ) );
	}

	private function filter( Mapping $mapping, string $external_id, AskedOrg $org ): ChainLink {
		$conditions   = Condition::all_of( (string) $mapping->filter );
		$record_types = self::record_types( $mapping );
		if ( null === $conditions || null === $record_types ) {
			return ChainLink::unknown( ChainLink::FILTER, __( 'The filter of this mapping cannot be read.', 'callboard' ), __( 'Correct the filter of the mapping.', 'callboard' ) );
		}
		$conditions = array( ...$conditions, ...$record_types );
		try {
			$failing = $this->failing( $conditions, $mapping->sobject, $external_id, $org );
		} catch ( Failure $failure ) {
			return ChainLink::failed( ChainLink::FILTER, $failure );
		}
		if ( array() === $failing ) {
			return ChainLink::ok( ChainLink::FILTER, array() === $conditions ? __( 'Every record of this kind is meant for the site.', 'callboard' ) : __( 'It passes the filter of its mapping.', 'callboard' ) );
		}
		return ChainLink::broken(
			ChainLink::FILTER,
			/* translators: %s: conditions in SOQL. */
			sprintf( __( 'It is outside the filter of its mapping. This is not true of it: %s', 'callboard' ), implode( '; ', $failing ) ),
			__( 'Change the record in Salesforce so that this becomes true, or change the filter of the mapping.', 'callboard' )
		);
	}

	/** @return ?list<Condition> Null where a record type has no developer name: those are letters, digits and underscores. */
	private static function record_types( Mapping $mapping ): ?array {
		$names = array_map( 'strval', $mapping->record_types );
		if ( array() === $names ) {
			return array();
		}
		$condition = array() === preg_grep( '/^\w+$/D', $names, PREG_GREP_INVERT ) ? Condition::of( "RecordType.DeveloperName IN ('" . implode( "', '", $names ) . "')" ) : null;
		return null === $condition ? null : array( $condition );
	}

	/**
	 * @param list<Condition> $conditions
	 * @return list<string>
	 */
	private function failing( array $conditions, string $sobject, string $external_id, AskedOrg $org ): array {
		if ( array() === $conditions || $org->passes( $sobject, $external_id, $conditions ) ) {
			return array();
		}
		$failing = 1 === count( $conditions )
			? $conditions
			: array_values( array_filter( array_slice( $conditions, 0, self::MOST_CONDITIONS ), static fn( Condition $one ) => ! $org->passes( $sobject, $external_id, array( $one ) ) ) );
		$texts   = static fn( array $some ) => array_column( $some, 'text' );
		// All true one by one, yet not together: it changed between the questions, or the culprit is beyond the limit.
		return array() === $failing ? array( implode( ' AND ', $texts( $conditions ) ) ) : $texts( $failing );
	}

	/**
	 * The mapping that has it, or had the last word about it; else all that read its object.
	 *
	 * @return list<Mapping>
	 */
	private function mappings_of( Subject $subject, AskedOrg $org ): array {
		$mappings = $this->mappings->current( $subject->tenant_id );
		$id       = $subject->entry->mapping_id ?? $this->items->newest( $subject->tenant_id, array( $subject->external_id ) )[ $subject->external_id ]->mapping_id ?? null;
		$its_own  = array_values( array_filter( $mappings, static fn( Mapping $mapping ) => $mapping->id === $id ) );
		$object   = array() === $its_own ? $this->object_of( $subject, $mappings, $org ) : null;
		return null === $object ? $its_own : array_values( array_filter( $mappings, static fn( Mapping $mapping ) => $mapping->sobject === $object ) );
	}

	/** @param list<Mapping> $mappings */
	private function object_of( Subject $subject, array $mappings, AskedOrg $org ): ?string {
		foreach ( array_unique( array_map( static fn( Mapping $mapping ) => $mapping->sobject, $mappings ) ) as $sobject ) {
			if ( $org->key_prefix( $sobject ) === substr( $subject->external_id, 0, 3 ) ) {
				return $sobject;
			}
		}
		return null;
	}

	private function not_asked(): ChainLink {
		return ChainLink::unknown( ChainLink::FILTER, __( 'Not asked: the link before it comes first.', 'callboard' ) );
	}
}
