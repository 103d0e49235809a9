<?php
/**
 * The router of `php -S`: what .htaccess or nginx would do for WordPress.
 */

declare(strict_types=1);

$callboard_root = (string) $_SERVER['DOCUMENT_ROOT'];
$callboard_path = rawurldecode( (string) parse_url( (string) $_SERVER['REQUEST_URI'], PHP_URL_PATH ) );

// Hidden files (the SQLite database among them), logs, and paths that climb are nobody's business.
if ( 1 === preg_match( '#(^|/)\.|\.(log|sqlite|md)$#', $callboard_path ) ) {
	http_response_code( 404 );
	return true;
}

$callboard_file = $callboard_root . $callboard_path;
if ( is_dir( $callboard_file ) ) {
	if ( ! str_ends_with( $callboard_path, '/' ) && is_file( $callboard_file . '/index.php' ) ) {
		header( 'Location: ' . $callboard_path . '/', true, 301 );
		return true;
	}
	$callboard_file = rtrim( $callboard_file, '/' ) . '/index.php';
	$callboard_path = rtrim( $callboard_path, '/' ) . '/index.php';
}

if ( is_file( $callboard_file ) && ! str_ends_with( $callboard_file, '.php' ) ) {
	return false;
}
if ( ! is_file( $callboard_file ) ) {
	$callboard_path = '/index.php';
	$callboard_file = $callboard_root . '/index.php';
}

$_SERVER['SCRIPT_NAME']     = $callboard_path;
$_SERVER['PHP_SELF']        = $callboard_path;
$_SERVER['SCRIPT_FILENAME'] = $callboard_file;
chdir( dirname( $callboard_file ) );
require $callboard_file;
