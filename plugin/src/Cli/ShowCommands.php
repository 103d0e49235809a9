<?php
declare(strict_types=1);

namespace Callboard\Cli;

use Callboard\Explain\History;
use Callboard\Explain\RollBack;
use Callboard\Explain\Subject;
use Callboard\Explain\SyncShow;

defined( 'ABSPATH' ) || exit;

/** `wp callboard why`, `roll-back` and `lift`: one show, by its post, Salesforce id, address or title. */
final class ShowCommands {
	public function __construct(
		private readonly Output $output,
		private readonly OneShow $one_show,
		private readonly History $history,
		private readonly RollBack $roll_back,
		private readonly SyncShow $sync_show
	) {}

	/**
	 * `wp callboard why <show> [--field=<target>]`: where each value comes from; with a field, its past.
	 *
	 * @param list<string>         $args
	 * @param array<string, mixed> $options
	 */
	public function why( array $args, array $options = array() ): void {
		$this->one_show->with(
			$args,
			function ( Subject $subject ) use ( $options ): void {
				$history = $this->history->of( $subject );
				$this->output->line( sprintf( '%s (%s)', (string) $subject->title, $subject->external_id ) );
				if ( isset( $options['field'] ) ) {
					$this->past( $history, (string) $options['field'] );
					return;
				}
				$this->output->table( array_values( array_map( array( $this, 'field_row' ), (array) $history['fields'] ) ) );
				$this->output->line( __( 'Versions, newest first:', 'callboard' ) );
				$this->output->table( array() === $history['versions'] ? array( array( 'version' => null ) ) : array_values( array_map( array( $this, 'version_row' ), (array) $history['versions'] ) ) );
				/* translators: %s: a record as JSON. */
				$this->output->line( sprintf( __( 'As fetched: %s', 'callboard' ), (string) wp_json_encode( $history['raw'], JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE ) ) );
			}
		);
	}

	/**
	 * `wp callboard roll-back <show> --to=<version> --reason=<words> [--fields=<target,target>]`; needs `--user`.
	 *
	 * @param list<string>         $args
	 * @param array<string, mixed> $options
	 */
	public function roll_back( array $args, array $options = array() ): void {
		$this->one_show->with(
			$args,
			function ( Subject $subject ) use ( $options ): void {
				$targets = $this->roll_back->to_version( $subject, (int) ( $options['to'] ?? 0 ), $this->fields( $options ), (string) ( $options['reason'] ?? '' ) );
				/* translators: %s: names of fields. */
				$this->output->line( sprintf( __( 'Rolled back until Salesforce says something new: %s', 'callboard' ), implode( ', ', $targets ) ) );
			}
		);
	}

	/**
	 * `wp callboard lift <show> --reason=<words> [--fields=<target,target>]`; needs `--user`.
	 *
	 * @param list<string>         $args
	 * @param array<string, mixed> $options
	 */
	public function lift( array $args, array $options = array() ): void {
		$this->one_show->with(
			$args,
			function ( Subject $subject ) use ( $options ): void {
				$targets = $this->roll_back->lift( $subject, $this->fields( $options ), (string) ( $options['reason'] ?? '' ) );
				$this->output->line(
					array() === $targets
						? __( 'Nothing is overridden here.', 'callboard' )
						/* translators: %s: names of fields. */
						: sprintf( __( 'Salesforce decides again: %s', 'callboard' ), implode( ', ', $targets ) )
				);
			}
		);
	}

	/** `wp callboard sync --post=<id>` or `--id=<sf id>`: this show alone, now. */
	public function sync( string $show ): void {
		$this->one_show->with(
			array( $show ),
			function ( Subject $subject ): void {
				$answer = $this->sync_show->ask( $subject, get_current_user_id() );
				/* translators: 1: title or id of a show, 2: number of records, 3: number of a run. */
				$this->output->line( sprintf( __( '%1$s: %2$d records are due. Look at run %3$d.', 'callboard' ), $subject->title ?? $subject->external_id, $answer['asked'], (int) $answer['run_id'] ) );
			}
		);
	}

	/** @param array<string, mixed> $history */
	private function past( array $history, string $target ): void {
		$field = array_column( $history['fields'], null, 'target' )[ $target ] ?? null;
		if ( null === $field ) {
			$this->output->fail( __( 'The mapping has no such field; `wp callboard why <show>` lists them.', 'callboard' ) );
			return;
		}
		$rows = array( array( 'when' => __( 'now', 'callboard' ), 'kind' => '', 'run' => null, 'before' => '', 'after' => self::text( $field['now'] ) ) );
		foreach ( $field['changes'] as $change ) {
			$rows[] = array( 'when' => self::moment( $change['at_ms'] ), 'kind' => $change['kind'], 'run' => $change['run_id'], 'before' => self::text( $change['before'] ), 'after' => self::text( $change['after'] ) );
		}
		$this->output->table( $rows );
	}

	/**
	 * @param array<string, mixed> $field
	 * @return array<string, scalar|null>
	 */
	private function field_row( array $field ): array {
		return array(
			'field'    => (string) $field['target'],
			'owner'    => (string) $field['owner'],
			'from'     => (string) ( $field['from'] ?? $field['expression'] ?? '' ),
			'now'      => self::text( $field['now'] ),
			'override' => null === $field['override'] ? '' : (string) $field['override']['reason'],
			'changes'  => count( $field['changes'] ),
		);
	}

	/**
	 * @param array<string, mixed> $version
	 * @return array<string, scalar|null>
	 */
	private function version_row( array $version ): array {
		return array(
			'version' => (int) $version['id'],
			'when'    => self::moment( $version['at_ms'] ),
			'run'     => (int) $version['run_id'],
			'by'      => (string) $version['changed_by'],
			'changed' => implode( ', ', $version['targets'] ),
		);
	}

	/**
	 * @param array<string, mixed> $options
	 * @return list<string>
	 */
	private function fields( array $options ): array {
		return array_values( array_filter( array_map( 'trim', explode( ',', (string) ( $options['fields'] ?? '' ) ) ) ) );
	}

	/** @param string|list<string>|null $value */
	private static function text( string|array|null $value ): string {
		return mb_substr( is_array( $value ) ? implode( ', ', $value ) : (string) $value, 0, 120 );
	}

	private static function moment( int $at_ms ): string {
		return wp_date( 'Y-m-d H:i:s', intdiv( $at_ms, 1000 ) ) ?: '';
	}
}
