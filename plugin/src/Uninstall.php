<?php
declare(strict_types=1);

namespace Callboard;

use Callboard\Cron\Minute;
use Callboard\Cron\Timetable;
use Callboard\Database\Db;
use Callboard\Database\Migrations;
use Callboard\Vault\SiteBinding;
use Callboard\Worker\Settings;

defined( 'ABSPATH' ) || exit;

/** Deleting the plugin: what it stored goes only if the admin chose so, site by site. The posts always stay. */
final class Uninstall {
	public static function run(): void {
		if ( ! is_multisite() ) {
			self::of_this_site();
			return;
		}
		foreach ( get_sites( array( 'fields' => 'ids', 'number' => 0 ) ) as $site_id ) {
			switch_to_blog( (int) $site_id );
			self::of_this_site();
			restore_current_blog();
		}
	}

	private static function of_this_site(): void {
		Timetable::clear();
		if ( ! Settings::read()->delete_data_on_uninstall ) {
			return;
		}
		( new Migrations( new Db( $GLOBALS['wpdb'] ) ) )->drop_all();
		array_map( 'delete_option', self::options() );
	}

	/** @return list<string> By prefix: other rooms keep options of their own. */
	private static function options(): array {
		$db    = new Db( $GLOBALS['wpdb'] );
		$found = $db->column( "SELECT option_name FROM {$db->wpdb()->options} WHERE option_name LIKE %s", array( $db->wpdb()->esc_like( 'callboard_' ) . '%' ) );
		return array_map( 'strval', array( ...$found, Settings::OPTION, SiteBinding::OPTION, Minute::OPTION ) );
	}
}
