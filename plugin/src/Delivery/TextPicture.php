<?php
declare(strict_types=1);

namespace Callboard\Delivery;

defined( 'ABSPATH' ) || exit;

/**
 * A picture inside a text, before and after it is in the media library.
 *
 * Before, a comment stands in its place, which no visitor sees: the address Salesforce gives asks for a login.
 */
final class TextPicture {
	public const MARK = '<!--callboard-image:';

	private function __construct(
		public readonly PictureSource $source,
		/** The record whose text holds it, or null where the text does not say. */
		public readonly ?string $record_id,
		public readonly string $alt,
		private readonly int $width,
		private readonly int $height
	) {}

	/** @return ?self Null for a picture that anybody may load. */
	public static function of_tag( string $tag ): ?self {
		$html = new \WP_HTML_Tag_Processor( $tag );
		if ( ! $html->next_tag( array( 'tag_name' => 'img' ) ) ) {
			return null;
		}
		$address = (string) $html->get_attribute( 'src' );
		$path    = strtolower( (string) wp_parse_url( $address, PHP_URL_PATH ) );
		wp_parse_str( (string) wp_parse_url( $address, PHP_URL_QUERY ), $query );
		$query  = array_filter( array_change_key_case( $query ), 'is_string' );
		$source = match ( true ) {
			str_ends_with( $path, '/servlet/rtaimage' )              => PictureSource::of_rich_text( $query['refid'] ?? '' ),
			str_ends_with( $path, '/servlet/servlet.filedownload' )  => PictureSource::of_file( $query['file'] ?? '' ),
			str_contains( $path, '/sfc/servlet.shepherd/version/' )  => PictureSource::of_file( basename( (string) wp_parse_url( $address, PHP_URL_PATH ) ) ),
			default                                                  => null,
		};
		if ( null === $source ) {
			return null;
		}
		$style = (string) $html->get_attribute( 'style' );
		return new self(
			$source,
			ExternalId::of_18( $query['eid'] ?? '' ),
			mb_substr( (string) $html->get_attribute( 'alt' ), 0, 500 ),
			self::pixels( $html->get_attribute( 'width' ), $style, 'width' ),
			self::pixels( $html->get_attribute( 'height' ), $style, 'height' )
		);
	}

	public static function of_mark( string $mark ): ?self {
		if ( 1 !== preg_match( '/^<!--callboard-image:((?:rta|file):[A-Za-z0-9]{18}):([A-Za-z0-9+\/=]*)-->$/', $mark, $part ) ) {
			return null;
		}
		$source = PictureSource::from_ref( $part[1] );
		$facts  = json_decode( (string) base64_decode( $part[2], true ), true ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_decode -- a comment may hold no quote and no two dashes.
		return null === $source || ! is_array( $facts ) ? null : new self( $source, $facts[0] ?? null, (string) ( $facts[1] ?? '' ), (int) ( $facts[2] ?? 0 ), (int) ( $facts[3] ?? 0 ) );
	}

	public function mark(): string {
		$facts = base64_encode( (string) wp_json_encode( array( $this->record_id, $this->alt, $this->width, $this->height ) ) ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- see above.
		return self::MARK . "{$this->source->ref()}:{$facts}-->";
	}

	/** As kses leaves it, so that a text stored with it and a text it was put into later are the same. */
	public function tag( int $attachment_id ): string {
		$meta   = wp_get_attachment_metadata( $attachment_id );
		$width  = $this->width > 0 ? $this->width : (int) ( $meta['width'] ?? 0 );
		$height = $this->height > 0 ? $this->height : ( $this->width > 0 ? 0 : (int) ( $meta['height'] ?? 0 ) );
		$sizes  = ( $width > 0 ? " width=\"{$width}\"" : '' ) . ( $height > 0 ? " height=\"{$height}\"" : '' );
		return wp_kses_post( '<img class="wp-image-' . $attachment_id . '" src="' . esc_url( (string) wp_get_attachment_url( $attachment_id ) ) . '" alt="' . esc_attr( $this->alt ) . '"' . $sizes . ' />' );
	}

	private static function pixels( mixed $attribute, string $style, string $name ): int {
		$own = is_string( $attribute ) && 1 === preg_match( '/^\s*(\d{1,5})(px)?\s*$/', $attribute, $part ) ? (int) $part[1] : 0;
		return 0 === $own && 1 === preg_match( "/(?:^|;)\s*{$name}\s*:\s*(\d{1,5})(?:\.\d+)?px/i", $style, $part ) ? (int) $part[1] : $own;
	}
}
