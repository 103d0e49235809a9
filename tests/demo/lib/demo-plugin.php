<?php
/**
 * Plugin Name: Callboard demo
 * Description: A sign-in link that works once, from this machine only, and a look at what is stored, for the demo's own comparison.
 */

declare(strict_types=1);

defined( 'ABSPATH' ) || exit;

// The demo's site talks to this machine only, whatever runtime it is on.
add_filter(
	'pre_http_request',
	static function ( $answer, array $arguments, string $url ) {
		$host = (string) wp_parse_url( $url, PHP_URL_HOST );
		if ( in_array( $host, array( '127.0.0.1', 'localhost', '[::1]' ), true ) ) {
			return $answer;
		}
		// "Nothing new" keeps core from warning, at each visit of wp-admin, that wordpress.org does not answer.
		return 'api.wordpress.org' === $host
			? array(
				'headers'  => array(),
				'body'     => '{"offers":[],"plugins":[],"themes":[],"no_update":[],"translations":[]}',
				'response' => array(
					'code'    => 200,
					'message' => 'OK',
				),
				'cookies'  => array(),
				'filename' => null,
			)
			: new WP_Error( 'callboard_demo', 'The demo stays on this machine.' );
	},
	1,
	3
);
add_filter( 'pre_wp_mail', '__return_false' );
add_filter( 'pre_option_show_avatars', '__return_zero' );

add_action(
	'init',
	static function (): void {
		$given = isset( $_GET['callboard_demo'] ) && is_string( $_GET['callboard_demo'] ) ? sanitize_text_field( wp_unslash( $_GET['callboard_demo'] ) ) : '';
		$file  = WP_CONTENT_DIR . '/callboard-demo-link';
		if ( '' === $given || '127.0.0.1' !== ( $_SERVER['REMOTE_ADDR'] ?? '' ) ) {
			return;
		}
		$stored = is_file( $file ) ? trim( (string) file_get_contents( $file ) ) : '';
		if ( '' === $stored || ! hash_equals( $stored, hash( 'sha256', $given ) ) ) {
			wp_die( 'This link is not, or no longer, valid. Sign in with the name and password that the terminal shows.', '', array( 'response' => 403 ) );
		}
		unlink( $file );
		wp_set_auth_cookie( 1, true );
		wp_safe_redirect( admin_url( 'admin.php?page=callboard' ) );
		exit;
	}
);

/** What is stored, read past Callboard's own code: one row a record of the ledger, with its post's columns, meta and terms. */
function callboard_demo_stored(): WP_REST_Response {
	global $wpdb;
	$rows  = $wpdb->get_results( "SELECT l.sf_id, l.state, l.mapping_id, p.ID AS post_id, p.post_type, p.post_title, p.post_status, p.post_parent, p.post_content FROM {$wpdb->prefix}callboard_ledger l LEFT JOIN {$wpdb->posts} p ON p.ID = l.post_id ORDER BY l.id", ARRAY_A );
	$types = array_unique( array_filter( array_column( $rows, 'post_type' ) ) );
	$metas = array();
	foreach ( $wpdb->get_results( "SELECT post_id, meta_key, meta_value FROM {$wpdb->postmeta} WHERE meta_key LIKE 'callboard\\_%'", ARRAY_A ) as $meta ) {
		$metas[ $meta['post_id'] ][ $meta['meta_key'] ][] = $meta['meta_value'];
	}
	$terms = array();
	foreach ( $wpdb->get_results( "SELECT r.object_id, x.taxonomy, t.name FROM {$wpdb->term_relationships} r JOIN {$wpdb->term_taxonomy} x ON x.term_taxonomy_id = r.term_taxonomy_id JOIN {$wpdb->terms} t ON t.term_id = x.term_id", ARRAY_A ) as $term ) {
		$terms[ $term['object_id'] ][ $term['taxonomy'] ][] = html_entity_decode( $term['name'] );
	}
	foreach ( $rows as &$row ) {
		$row['meta']  = (object) ( $metas[ $row['post_id'] ] ?? array() );
		$row['terms'] = (object) ( $terms[ $row['post_id'] ] ?? array() );
	}
	// Posts of these types that no record stands behind would be twins, or left-overs.
	$in    = "'" . implode( "','", array_map( 'esc_sql', $types ) ) . "'";
	$alone = $wpdb->get_col( "SELECT p.ID FROM {$wpdb->posts} p LEFT JOIN {$wpdb->prefix}callboard_ledger l ON l.post_id = p.ID WHERE l.id IS NULL AND p.post_type IN ( $in ) AND p.post_status NOT IN ( 'auto-draft', 'inherit' )" );
	// What Callboard itself tells an operator about records that it does not show: the newest word on each.
	$items     = $wpdb->get_results( "SELECT i.external_id, i.outcome, i.failure FROM {$wpdb->prefix}callboard_run_item i WHERE i.external_id <> '' ORDER BY i.id", ARRAY_A );
	$explained = array();
	foreach ( $items as $item ) {
		$failure                           = json_decode( (string) $item['failure'], true );
		$explained[ $item['external_id'] ] = array(
			'outcome' => $item['outcome'],
			'message' => is_array( $failure ) ? (string) ( $failure['message'] ?? '' ) : '',
		);
	}
	foreach ( $wpdb->get_results( "SELECT sf_id, reason FROM {$wpdb->prefix}callboard_inbox", ARRAY_A ) as $waiting ) {
		$explained[ $waiting['sf_id'] ] ??= array(
			'outcome' => 'waiting',
			'message' => $waiting['reason'],
		);
	}
	return new WP_REST_Response(
		array(
			'records'   => $rows,
			'alone'     => array_map( 'intval', $alone ),
			'explained' => (object) $explained,
		)
	);
}

add_action(
	'rest_api_init',
	static function (): void {
		register_rest_route(
			'callboard-demo/v1',
			'/stored',
			array(
				'methods'             => 'GET',
				'callback'            => 'callboard_demo_stored',
				'permission_callback' => static fn() => current_user_can( 'manage_options' ),
			)
		);
	}
);
