<?php
declare(strict_types=1);

namespace Callboard\Rest\Locked;

use Callboard\Ownership\AcfLock;
use Callboard\Ownership\OwnedTargets;
use Callboard\Ownership\Sameness;
use WP_REST_Request;

defined( 'ABSPATH' ) || exit;

/** The owned fields inside one REST request for a post. */
final class RestFields {
	private const PARAMETERS = array(
		'title'              => 'title',
		'content'            => 'content',
		'excerpt'            => 'excerpt',
		'slug'               => 'slug',
		'parent'             => 'parent',
		'featured_media'     => 'image',
		OwnedTargets::STATUS => OwnedTargets::STATUS,
		OwnedTargets::TYPE   => OwnedTargets::TYPE,
	);

	/** @var list<string> Targets that the request tried to change. */
	private array $refused = array();

	public function __construct(
		private readonly OwnedTargets $owned,
		private readonly WP_REST_Request $request,
	) {}

	/** @return list<string> */
	public function strip(): array {
		foreach ( self::PARAMETERS as $parameter => $target ) {
			$this->strip_parameter( $parameter, $target );
		}
		$this->strip_dates();
		$this->strip_map( 'meta' );
		$this->strip_map( 'acf' );
		$this->strip_taxonomies();
		return array_values( array_unique( $this->refused ) );
	}

	private function strip_parameter( string $parameter, string $target ): void {
		if ( ! $this->owned->owns( $target ) || ! isset( $this->request[ $parameter ] ) ) {
			return;
		}
		$value = $this->request[ $parameter ];
		// The editor sends { raw } for text fields, other clients a plain string.
		$attempt = is_array( $value ) ? $value['raw'] ?? '' : $value;
		if ( ! Sameness::of_values( $attempt, $this->stored( $target ) ) ) {
			$this->refused[] = $target;
		}
		unset( $this->request[ $parameter ] );
	}

	private function stored( string $target ): string {
		if ( 'image' === $target ) {
			return (string) (int) get_post_thumbnail_id( $this->owned->post_id );
		}
		return (string) get_post_field( OwnedTargets::COLUMNS[ $target ], $this->owned->post_id, 'raw' );
	}

	/** A date in the future would hide the post: that is its status. */
	private function strip_dates(): void {
		if ( ! $this->owned->owns( OwnedTargets::STATUS ) ) {
			return;
		}
		$zones = array(
			'date'     => wp_timezone(),
			'date_gmt' => new \DateTimeZone( 'UTC' ),
		);
		foreach ( $zones as $parameter => $zone ) {
			$date = $this->request[ $parameter ];
			$at   = is_string( $date ) ? date_create_immutable( $date, $zone ) : false;
			if ( false !== $at && $at->getTimestamp() > time() ) {
				$this->refused[] = OwnedTargets::STATUS;
				unset( $this->request[ $parameter ] );
			}
		}
	}

	/** `meta` of core and `acf` of ACF: maps from a meta key or field name to a value. */
	private function strip_map( string $parameter ): void {
		$values = $this->request[ $parameter ];
		if ( ! is_array( $values ) ) {
			return;
		}
		$free = array();
		foreach ( $values as $key => $value ) {
			$target = $this->owned->target_of_meta( $this->meta_key( $parameter, (string) $key ) );
			if ( null === $target ) {
				$free[ $key ] = $value;
				continue;
			}
			if ( ! Sameness::of_values( $value, get_post_meta( $this->owned->post_id, (string) $key, true ) ) ) {
				$this->refused[] = $target;
			}
		}
		if ( array() === $free ) {
			unset( $this->request[ $parameter ] );
			return;
		}
		$this->request->set_param( $parameter, $free );
	}

	private function meta_key( string $parameter, string $key ): string {
		return 'acf' === $parameter ? AcfLock::name_of( $key ) : $key;
	}

	private function strip_taxonomies(): void {
		foreach ( $this->owned->taxonomies() as $taxonomy ) {
			$object = get_taxonomy( $taxonomy );
			$base   = false === $object || ! $object->rest_base ? $taxonomy : $object->rest_base;
			if ( ! isset( $this->request[ $base ] ) ) {
				continue;
			}
			$attempt = array_map( 'intval', (array) $this->request[ $base ] );
			$stored  = wp_get_object_terms( $this->owned->post_id, $taxonomy, array( 'fields' => 'ids' ) );
			sort( $attempt );
			$stored = is_array( $stored ) ? array_map( 'intval', $stored ) : array();
			sort( $stored );
			if ( $attempt !== $stored ) {
				$this->refused[] = 'taxonomy:' . $taxonomy;
			}
			unset( $this->request[ $base ] );
		}
	}
}
