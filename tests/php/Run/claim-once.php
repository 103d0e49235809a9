<?php
/**
 * A worker of its own process: loads WordPress, waits for the starting shot, claims once, prints what it got.
 * Started by LeasesTest; arguments: WordPress's folder, a file that appears as the starting shot, worker id.
 */

declare(strict_types=1);

list( , $site, $shot, $worker_id ) = $argv;
$_SERVER['HTTP_HOST']      = '127.0.0.1:8080';
$_SERVER['REQUEST_URI']    = '/';
$_SERVER['REQUEST_METHOD'] = 'GET';
require_once $site . '/wp-load.php';

$plugin  = Callboard\Plugin::instance();
$tenants = array_map( static fn( $tenant ) => $tenant->id, $plugin->tenants()->all() );
echo "ready\n";
while ( ! is_file( $shot ) ) {
	usleep( 200 );
	clearstatcache( true, $shot );
}
$lease = $plugin->leases()->claim( $worker_id, $tenants );
echo wp_json_encode( null === $lease ? null : array( 'run' => $lease->run->id, 'fence' => $lease->run->fence ) ), "\n";
