<?php
/** Takes the watermarks of a tenant away: the next run reads everything again, by the same version of the mapping. */

declare(strict_types=1);

namespace Callboard\Bench;

require __DIR__ . '/season.php';

$orders = boot( true );
$plugin = \Callboard\Plugin::instance();
foreach ( $plugin->mappings()->current( (int) $orders['tenant'] ) as $mapping ) {
	$plugin->watermarks()->clear( (int) $orders['tenant'], $mapping->id );
}
echo "\n", json_encode( array( 'forgotten' => true ) ), "\n";
