<?php
declare(strict_types=1);

namespace Callboard\Ownership;

defined( 'ABSPATH' ) || exit;

/** Through which door of WordPress the current request came, for the log. */
final class Door {
	public static function current(): string {
		return match ( true ) {
			defined( 'WP_CLI' ) && WP_CLI                         => 'wp-cli',
			defined( 'XMLRPC_REQUEST' ) && XMLRPC_REQUEST         => 'xml-rpc',
			wp_is_serving_rest_request()                          => 'rest',
			wp_doing_cron()                                       => 'cron',
			wp_doing_ajax()                                       => 'ajax',
			is_admin()                                            => 'admin',
			default                                               => 'code',
		};
	}
}
