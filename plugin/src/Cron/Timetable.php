<?php
declare(strict_types=1);

namespace Callboard\Cron;

defined( 'ABSPATH' ) || exit;

/** Callboard's entries in WP-Cron. */
final class Timetable {
	private const PREFIX = 'callboard_';

	public static function register(): void {
		// phpcs:ignore WordPress.WP.CronInterval.CronSchedulesInterval -- a minute is the promise: what changes in Salesforce shows within it.
		add_filter( 'cron_schedules', array( self::class, 'add_minute' ) );
	}

	/**
	 * @param array<string, array{interval: int, display: string}> $schedules
	 * @return array<string, array{interval: int, display: string}>
	 */
	public static function add_minute( array $schedules ): array {
		$schedules[ Minute::FREQUENCY ] = array(
			'interval' => 60,
			// No translation here: the filter may run before WordPress lets plugins translate.
			'display'  => 'Every minute (Callboard)',
		);
		return $schedules;
	}

	/** Also after an update or when another plugin emptied the table: a missing entry is put back. */
	public static function ensure(): void {
		if ( false === wp_next_scheduled( Minute::HOOK ) ) {
			wp_schedule_event( time(), Minute::FREQUENCY, Minute::HOOK );
		}
	}

	/** Every hook of ours, whatever its arguments, also those of an earlier version. */
	public static function clear(): void {
		foreach ( _get_cron_array() as $hooks ) {
			foreach ( array_keys( (array) $hooks ) as $hook ) {
				if ( str_starts_with( (string) $hook, self::PREFIX ) ) {
					wp_unschedule_hook( (string) $hook );
				}
			}
		}
	}
}
