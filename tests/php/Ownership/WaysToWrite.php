<?php
declare(strict_types=1);

namespace Callboard\Tests\Ownership;

use Callboard\Event\PostTypes;

/** Name → [ target, the post before, write, read ]: each way WordPress offers to change a field of a post. */
trait WaysToWrite {
	/** @return array<string, array{string, array<string, mixed>, callable, callable}> */
	public static function ways(): array {
		return array(
			...self::ways_to_write_columns(),
			...self::ways_to_remove(),
			...self::ways_to_write_meta( 'meta:callboard_subtitle', 'callboard_subtitle' ),
			...self::ways_to_write_meta( 'acf:lead_artist', 'lead_artist' ),
			...self::ways_to_write_meta( 'acf:lead_artist', '_lead_artist' ),
			...self::ways_to_write_meta( 'image', '_thumbnail_id' ),
			...self::ways_to_write_terms(),
		);
	}

	private static function ways_to_write_columns(): array {
		$column = static fn( string $name ) => static fn( int $id ) => self::stored( $id, $name );
		$update = static fn( array $values ) => static fn( int $id ) => wp_update_post( wp_slash( array( 'ID' => $id ) + $values ) );
		$draft  = array( 'post_status' => 'draft' );
		$rest   = static fn( array $body ) => static fn( int $id ) => self::rest_write( $id, $body );
		$xmlrpc = static fn( array $values ) => static fn( int $id ) => self::xmlrpc_edit( $id, $values );
		return array(
			'wp_update_post title'     => array( 'title', array(), $update( array( 'post_title' => 'Omelette' ) ), $column( 'post_title' ) ),
			'wp_update_post content'   => array( 'content', array(), $update( array( 'post_content' => 'Not to be.' ) ), $column( 'post_content' ) ),
			'wp_update_post slug'      => array( 'slug', array(), $update( array( 'post_name' => 'omelette' ) ), $column( 'post_name' ) ),
			'wp_update_post draft'     => array( 'status', array(), $update( array( 'post_status' => 'draft' ) ), $column( 'post_status' ) ),
			'wp_update_post private'   => array( 'status', array(), $update( array( 'post_status' => 'private' ) ), $column( 'post_status' ) ),
			'wp_update_post publish'   => array( 'status', $draft, $update( array( 'post_status' => 'publish' ) ), $column( 'post_status' ) ),
			'wp_update_post trash'     => array( 'status', array(), $update( array( 'post_status' => 'trash' ) ), $column( 'post_status' ) ),
			'wp_update_post future'    => array( 'status', array(), $update( array( 'post_date' => '2090-01-01 00:00:00', 'post_date_gmt' => '2090-01-01 05:00:00', 'post_status' => 'publish' ) ), $column( 'post_status' ) ),
			'future date'              => array( 'status', array(), $update( array( 'post_date' => '2090-01-01 00:00:00', 'post_date_gmt' => '2090-01-01 05:00:00', 'post_status' => 'publish' ) ), $column( 'post_date' ) ),
			'wp_update_post parent'    => array( 'parent', array(), $update( array( 'post_parent' => 1 ) ), $column( 'post_parent' ) ),
			'wp_update_post type'      => array( 'type', array(), $update( array( 'post_type' => 'post' ) ), $column( 'post_type' ) ),
			'wp_insert_post with ID'   => array( 'title', array(), static fn( int $id ) => wp_insert_post( array( 'ID' => $id, 'post_title' => 'Omelette', 'post_content' => '<p>To be.</p>', 'post_name' => 'hamlet', 'post_status' => 'publish', 'post_type' => PostTypes::event() ) ), $column( 'post_title' ) ),
			'wp_publish_post'          => array( 'status', $draft, static fn( int $id ) => wp_publish_post( $id ), $column( 'post_status' ) ),
			'set_post_type'            => array( 'type', array(), static fn( int $id ) => set_post_type( $id, 'page' ), $column( 'post_type' ) ),
			'edit form'                => array( 'title', array(), static fn( int $id ) => self::edit_form( $id, array( 'post_title' => 'Omelette' ) ), $column( 'post_title' ) ),
			'quick edit'               => array( 'slug', array(), static fn( int $id ) => self::edit_form( $id, array( 'post_name' => 'omelette' ) ), $column( 'post_name' ) ),
			'bulk edit'                => array( 'status', array(), static fn( int $id ) => self::bulk_edit( $id, array( '_status' => 'draft' ) ), $column( 'post_status' ) ),
			'REST title'               => array( 'title', array(), $rest( array( 'title' => 'Omelette' ) ), $column( 'post_title' ) ),
			'REST raw content'         => array( 'content', array(), $rest( array( 'content' => array( 'raw' => 'Not to be.' ) ) ), $column( 'post_content' ) ),
			'REST slug'                => array( 'slug', array(), $rest( array( 'slug' => 'omelette' ) ), $column( 'post_name' ) ),
			'REST status'              => array( 'status', array(), $rest( array( 'status' => 'draft' ) ), $column( 'post_status' ) ),
			'REST date'                => array( 'status', array(), $rest( array( 'date_gmt' => '2090-01-01T00:00:00' ) ), $column( 'post_status' ) ),
			'XML-RPC title'            => array( 'title', array(), $xmlrpc( array( 'post_title' => 'Omelette' ) ), $column( 'post_title' ) ),
			'XML-RPC status'           => array( 'status', array(), $xmlrpc( array( 'post_status' => 'draft' ) ), $column( 'post_status' ) ),
		);
	}

	private static function ways_to_remove(): array {
		$status  = static fn( int $id ) => self::stored( $id, 'post_status' );
		$trashed = array( 'post_status' => 'trash' );
		return array(
			'wp_trash_post'        => array( 'removal', array(), static fn( int $id ) => wp_trash_post( $id ), $status ),
			'wp_untrash_post'      => array( 'removal', $trashed, static fn( int $id ) => wp_untrash_post( $id ), $status ),
			'wp_delete_post'       => array( 'removal', array(), static fn( int $id ) => wp_delete_post( $id ), $status ),
			'wp_delete_post force' => array( 'removal', array(), static fn( int $id ) => wp_delete_post( $id, true ), $status ),
		);
	}

	private static function ways_to_write_meta( string $target, string $key ): array {
		$read = static fn( int $id ) => self::stored_meta( $id, $key );
		$new  = '_thumbnail_id' === $key ? '78' : 'Changed';
		$mid  = static fn( int $id, string $of ) => self::meta_id( $id, $of );
		return array(
			"$key: update_post_meta"         => array( $target, array(), static fn( int $id ) => update_post_meta( $id, $key, $new ), $read ),
			"$key: update with a prev value" => array( $target, array(), static fn( int $id ) => update_post_meta( $id, $key, $new, get_post_meta( $id, $key, true ) ), $read ),
			"$key: add_post_meta"            => array( $target, array(), static fn( int $id ) => add_post_meta( $id, $key, $new ), $read ),
			"$key: delete_post_meta"         => array( $target, array(), static fn( int $id ) => delete_post_meta( $id, $key ), $read ),
			"$key: meta_input"               => array( $target, array(), static fn( int $id ) => wp_update_post( array( 'ID' => $id, 'meta_input' => array( $key => $new ) ) ), $read ),
			"$key: by id"                    => array( $target, array(), static fn( int $id ) => update_metadata_by_mid( 'post', $mid( $id, $key ), $new ), $read ),
			"$key: renamed away"             => array( $target, array(), static fn( int $id ) => update_metadata_by_mid( 'post', $mid( $id, $key ), $new, 'elsewhere' ), $read ),
			"$key: another renamed onto it"  => array( $target, array(), static fn( int $id ) => update_metadata_by_mid( 'post', $mid( $id, 'note' ), $new, $key ), $read ),
			"$key: deleted by id"            => array( $target, array(), static fn( int $id ) => delete_metadata_by_mid( 'post', $mid( $id, $key ) ), $read ),
			"$key: delete_post_meta_by_key"  => array( $target, array(), static fn( int $id ) => delete_post_meta_by_key( $key ), $read ),
			"$key: delete_all by value"      => array( $target, array(), static fn( int $id ) => delete_metadata( 'post', 0, $key, get_post_meta( $id, $key, true ), true ), $read ),
			"$key: REST meta or picture"     => array( $target, array(), static fn( int $id ) => self::rest_meta( $id, $key, $new ), $read ),
			"$key: XML-RPC custom field"     => array( $target, array(), static fn( int $id ) => self::xmlrpc_edit( $id, array( 'custom_fields' => array( array( 'key' => $key, 'value' => $new ) ) ), $key, $new ), $read ),
		);
	}

	private static function ways_to_write_terms(): array {
		$read = static function ( int $id ): array {
			clean_object_term_cache( $id, PostTypes::event() );
			$names = wp_get_object_terms( $id, 'genre', array( 'fields' => 'names' ) );
			sort( $names );
			return $names;
		};
		$term = static fn( int $id ) => wp_get_object_terms( $id, 'genre' )[0]->term_id;
		$all  = static fn( callable $write ) => array( 'taxonomy:genre', array(), $write, $read );
		return array(
			'terms replaced'             => $all( static fn( int $id ) => wp_set_object_terms( $id, array( 'Opera' ), 'genre' ) ),
			'terms appended'             => $all( static fn( int $id ) => wp_set_object_terms( $id, array( 'Opera' ), 'genre', true ) ),
			'terms emptied'              => $all( static fn( int $id ) => wp_set_object_terms( $id, array(), 'genre' ) ),
			'term removed'               => $all( static fn( int $id ) => wp_remove_object_terms( $id, $term( $id ), 'genre' ) ),
			'relationships deleted'      => $all( static fn( int $id ) => wp_delete_object_term_relationships( $id, 'genre' ) ),
			'wp_set_post_terms'          => $all( static fn( int $id ) => wp_set_post_terms( $id, array( self::genre( 'Opera' ) ), 'genre' ) ),
			'tax_input'                  => $all( static fn( int $id ) => wp_update_post( array( 'ID' => $id, 'tax_input' => array( 'genre' => array( self::genre( 'Opera' ) ) ) ) ) ),
			'edit form with terms'       => $all( static fn( int $id ) => self::edit_form( $id, array( 'tax_input' => array( 'genre' => array( self::genre( 'Opera' ) ) ) ) ) ),
			'bulk edit of terms'         => $all( static fn( int $id ) => self::bulk_edit( $id, array( 'tax_input' => array( 'genre' => array( self::genre( 'Opera' ) ) ) ) ) ),
			'REST terms'                 => $all( static fn( int $id ) => self::rest_write( $id, array( 'genre' => array( self::genre( 'Opera' ) ) ) ) ),
			'term renamed'               => $all( static fn( int $id ) => wp_update_term( $term( $id ), 'genre', array( 'name' => 'Romp' ) ) ),
			'term deleted'               => $all( static fn( int $id ) => wp_delete_term( $term( $id ), 'genre' ) ),
			'default term given instead' => $all( static fn( int $id ) => wp_delete_term( $term( $id ), 'genre', array( 'default' => self::genre( 'Opera' ), 'force_default' => true ) ) ),
		);
	}

	private static function genre( string $name ): int {
		$term = get_term_by( 'name', $name, 'genre' );
		return $term instanceof \WP_Term ? $term->term_id : (int) wp_insert_term( $name, 'genre' )['term_id'];
	}

	/** Read past every cache: what is stored counts. */
	private static function stored( int $post_id, string $column ): ?string {
		global $wpdb;
		return $wpdb->get_var( $wpdb->prepare( 'SELECT %i FROM %i WHERE ID = %d', $column, $wpdb->posts, $post_id ) );
	}

	/** @return list<string> */
	private static function stored_meta( int $post_id, string $key ): array {
		global $wpdb;
		return $wpdb->get_col( $wpdb->prepare( 'SELECT meta_value FROM %i WHERE post_id = %d AND meta_key = %s ORDER BY meta_id', $wpdb->postmeta, $post_id, $key ) );
	}

	private static function meta_id( int $post_id, string $key ): int {
		global $wpdb;
		return (int) $wpdb->get_var( $wpdb->prepare( 'SELECT meta_id FROM %i WHERE post_id = %d AND meta_key = %s', $wpdb->postmeta, $post_id, $key ) );
	}

	private static function rest_write( int $post_id, array $body ): \WP_REST_Response {
		$request = new \WP_REST_Request( 'POST', '/wp/v2/event/' . $post_id );
		$request->set_header( 'Content-Type', 'application/json' );
		$request->set_body( (string) wp_json_encode( $body ) );
		$answer = rest_do_request( $request );
		self::assertSame( 200, $answer->get_status(), (string) wp_json_encode( $answer->get_data() ) );
		return $answer;
	}

	private static function rest_meta( int $post_id, string $key, string $value ): void {
		if ( '_thumbnail_id' === $key ) {
			self::rest_write( $post_id, array( 'featured_media' => 0 ) );
			return;
		}
		register_post_meta( PostTypes::event(), $key, array( 'type' => 'string', 'single' => true, 'show_in_rest' => true, 'auth_callback' => '__return_true' ) );
		try {
			self::rest_write( $post_id, array( 'meta' => array( $key => $value ) ) );
		} finally {
			if ( 'callboard_subtitle' !== $key ) {
				unregister_post_meta( PostTypes::event(), $key );
			}
		}
	}

	private static function xmlrpc_edit( int $post_id, array $values, ?string $key = null, ?string $value = null ): void {
		require_once ABSPATH . 'wp-includes/class-IXR.php';
		require_once ABSPATH . 'wp-includes/class-wp-xmlrpc-server.php';
		if ( null !== $key && is_protected_meta( $key, 'post' ) ) {
			// XML-RPC keeps out of protected keys by itself; the picture has a parameter of its own.
			update_post_meta( $post_id, $key, $value );
			return;
		}
		wp_set_password( 'secret', get_current_user_id() );
		$answer = ( new \wp_xmlrpc_server() )->wp_editPost( array( 1, wp_get_current_user()->user_login, 'secret', $post_id, $values ) );
		self::assertTrue( $answer, is_object( $answer ) ? (string) $answer->message : '' );
	}

	private static function edit_form( int $post_id, array $values ): void {
		require_once ABSPATH . 'wp-admin/includes/admin.php';
		$post  = get_post( $post_id );
		$_POST = wp_slash(
			$values + array(
				'post_ID'      => $post_id,
				'post_type'    => $post->post_type,
				'post_title'   => $post->post_title,
				'content'      => $post->post_content,
				'excerpt'      => $post->post_excerpt,
				'post_name'    => $post->post_name,
				'post_status'  => $post->post_status,
				'comment_status' => 'closed',
				'ping_status'  => 'closed',
			)
		);
		edit_post();
	}

	private static function bulk_edit( int $post_id, array $values ): void {
		require_once ABSPATH . 'wp-admin/includes/admin.php';
		bulk_edit_posts( $values + array( 'post' => array( $post_id ), 'post_type' => PostTypes::event(), '_status' => -1, 'post_author' => -1, 'comment_status' => '', 'ping_status' => '', 'sticky' => -1, 'post_format' => -1 ) );
	}
}
