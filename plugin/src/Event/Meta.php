<?php
declare(strict_types=1);

namespace Callboard\Event;

defined( 'ABSPATH' ) || exit;

/** The registered fields of productions and performances. */
final class Meta {
	public const START        = 'callboard_start';
	public const END          = 'callboard_end';
	public const TIMEZONE     = 'callboard_timezone';
	public const SALE_STATUS  = 'callboard_sale_status';
	public const EVENT_STATUS = 'callboard_event_status';
	public const PURCHASE_URL = 'callboard_purchase_url';
	public const PRICE_MIN    = 'callboard_price_min';
	public const PRICE_MAX    = 'callboard_price_max';
	public const CITY         = 'callboard_city';
	public const ADDRESS      = 'callboard_address';
	public const ACCESS       = 'callboard_access';
	public const SUBTITLE     = 'callboard_subtitle';
	public const NATURAL_KEY  = 'callboard_natural_key';

	public const SALE_STATUSES  = array( 'on_sale', 'not_yet', 'few_left', 'sold_out', 'ended', 'free' );
	public const EVENT_STATUSES = array( 'scheduled', 'cancelled', 'postponed', 'rescheduled', 'moved_online' );

	private const PERFORMANCE_KEYS = array(
		self::START,
		self::END,
		self::TIMEZONE,
		self::SALE_STATUS,
		self::EVENT_STATUS,
		self::PURCHASE_URL,
		self::PRICE_MIN,
		self::PRICE_MAX,
		self::CITY,
		self::ADDRESS,
		self::ACCESS,
		self::NATURAL_KEY,
	);

	private const EVENT_KEYS = array( self::SUBTITLE, self::PURCHASE_URL, self::NATURAL_KEY );

	public function register(): void {
		add_action( 'init', array( $this, 'register_meta' ), 101 );
	}

	public function register_meta(): void {
		foreach ( self::PERFORMANCE_KEYS as $key ) {
			$this->register_key( PostTypes::performance(), $key );
		}
		foreach ( self::EVENT_KEYS as $key ) {
			$this->register_key( PostTypes::event(), $key );
		}
	}

	private function register_key( string $post_type, string $key ): void {
		// No sanitize callback: the sync stores exactly what core would store, and every output escapes.
		register_post_meta(
			$post_type,
			$key,
			array(
				'type'          => 'string',
				'single'        => true,
				'default'       => '',
				'label'         => self::label( $key ),
				'show_in_rest'  => array( 'schema' => $this->schema( $key ) ),
				'auth_callback' => static fn( bool $allowed, string $meta_key, int $post_id ): bool => current_user_can( 'edit_post', $post_id ),
			)
		);
	}

	/** @return array<string, mixed> */
	private function schema( string $key ): array {
		$schema = array(
			'type'        => 'string',
			'description' => self::label( $key ),
		);
		if ( self::SALE_STATUS === $key ) {
			$schema['enum'] = array( '', ...self::SALE_STATUSES );
		}
		if ( self::EVENT_STATUS === $key ) {
			$schema['enum'] = array( '', ...self::EVENT_STATUSES );
		}
		return $schema;
	}

	public static function label( string $key ): string {
		return match ( $key ) {
			self::START        => __( 'Starts', 'callboard' ),
			self::END          => __( 'Ends', 'callboard' ),
			self::TIMEZONE     => __( 'Time zone', 'callboard' ),
			self::SALE_STATUS  => __( 'Ticket status', 'callboard' ),
			self::EVENT_STATUS => __( 'Status', 'callboard' ),
			self::PURCHASE_URL => __( 'Ticket link', 'callboard' ),
			self::PRICE_MIN    => __( 'Lowest price', 'callboard' ),
			self::PRICE_MAX    => __( 'Highest price', 'callboard' ),
			self::CITY         => __( 'City', 'callboard' ),
			self::ADDRESS      => __( 'Address', 'callboard' ),
			self::ACCESS       => __( 'Access', 'callboard' ),
			self::SUBTITLE     => __( 'Subtitle', 'callboard' ),
			self::NATURAL_KEY  => __( 'Code', 'callboard' ),
			default            => $key,
		};
	}
}
