<?php
declare(strict_types=1);

namespace Callboard\Delivery;

defined( 'ABSPATH' ) || exit;

/** The pictures inside the rich texts of a batch: those in the media library are shown, the others leave a mark. */
final class RichText {
	private const TAG  = '/<img\b(?:[^>"\']|"[^"]*"|\'[^\']*\')*>/i';
	private const MARK = '/<!--callboard-image:[A-Za-z0-9+\/=:]+-->/';

	/** @var array<string, int> PictureSource::key() → attachment. */
	private array $attachments = array();

	public function __construct( private readonly Pictures $pictures ) {}

	/** One query a batch and one for their sizes, none where no text holds a picture of Salesforce. */
	public function look_up( Batch $batch ): void {
		$keys = array();
		foreach ( $batch->open as $draft ) {
			foreach ( $draft->values as $value ) {
				foreach ( is_string( $value ) && false !== stripos( $value, '<img' ) ? self::pictures_in( $value ) : array() as $picture ) {
					$keys[ $picture->source->key() ] = true;
				}
			}
		}
		$this->attachments = array() === $keys ? array() : $this->pictures->known( $batch->tenant_id, array_keys( $keys ) );
		if ( array() !== $this->attachments ) {
			_prime_post_caches( array_values( array_unique( $this->attachments ) ), false, true );
		}
	}

	/** A text with each picture of Salesforce shown from the media library, or marked. */
	public function placed( string $html ): string {
		return self::replaced(
			$html,
			function ( TextPicture $picture ): string {
				$attachment_id = $this->attachments[ $picture->source->key() ] ?? null;
				return null === $attachment_id ? $picture->mark() : $picture->tag( $attachment_id );
			}
		);
	}

	/** Where nothing is put in later, such as a meta field: better no picture than one that asks visitors for a login. */
	public static function without( string $html ): string {
		return self::replaced( $html, static fn() => '' );
	}

	/** @return list<string> The marks of pictures that are still to be fetched. */
	public static function marks( string $text ): array {
		if ( ! str_contains( $text, TextPicture::MARK ) ) {
			return array();
		}
		preg_match_all( self::MARK, $text, $found );
		return array_values( array_unique( $found[0] ) );
	}

	/** @return list<TextPicture> */
	private static function pictures_in( string $html ): array {
		$found = array();
		self::replaced(
			$html,
			static function ( TextPicture $picture ) use ( &$found ): string {
				$found[] = $picture;
				return '';
			}
		);
		return $found;
	}

	/** @param callable( TextPicture ): string $write */
	private static function replaced( string $html, callable $write ): string {
		// What looks like a mark and came from Salesforce is none of ours.
		$html = str_contains( $html, TextPicture::MARK ) ? str_replace( TextPicture::MARK, '<!--', $html ) : $html;
		if ( false === stripos( $html, '<img' ) || ( false === stripos( $html, '/servlet' ) && false === stripos( $html, '/sfc/' ) ) ) {
			return $html;
		}
		return (string) preg_replace_callback(
			self::TAG,
			static function ( array $tag ) use ( $write ): string {
				$picture = TextPicture::of_tag( $tag[0] );
				return null === $picture ? $tag[0] : $write( $picture );
			},
			$html
		);
	}
}
