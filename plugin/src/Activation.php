<?php
declare(strict_types=1);

namespace Callboard;

use Callboard\Cron\Timetable;

defined( 'ABSPATH' ) || exit;

/** Switching the plugin on and off. */
final class Activation {
	public static function activate(): void {
		Plugin::instance()->migrations()->run_if_due();
		Timetable::ensure();
	}

	/**
	 * No hook stays scheduled, no worker holds anything: its next request finds no route, and a run it had
	 * begun carries on from its resume position when the plugin is switched on again.
	 */
	public static function deactivate(): void {
		Timetable::clear();
		Plugin::instance()->leases()->release_all();
	}
}
