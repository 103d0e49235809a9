<?php
declare(strict_types=1);

namespace Callboard\Delivery;

defined( 'ABSPATH' ) || exit;

/** Where a picture comes from: an address, a file of the org, or a picture inside one of its rich texts. */
final class PictureSource {
	public const URL       = 'url';
	public const FILE      = 'file';
	public const RICH_TEXT = 'rta';

	/** Id prefix → where the bytes of that object are (API notes §13). */
	private const BYTES = array(
		'068' => 'ContentVersion/%s/VersionData',
		'00P' => 'Attachment/%s/Body',
		'015' => 'Document/%s/Body',
	);

	private const VERSION  = '068';
	private const DOCUMENT = '069';
	private const CONTENT  = '0EM';

	/** @param string $id An address, or the id of the file or picture; 18 characters. */
	private function __construct(
		public readonly string $kind,
		public readonly string $id
	) {}

	/** What a mapped `image` holds: an id of a file, else an address. */
	public static function of_value( string $value ): self {
		return self::of_file( $value ) ?? new self( self::URL, $value );
	}

	public static function of_file( string $id ): ?self {
		$whole = ExternalId::of_18( $id );
		$known = null !== $whole && ( self::DOCUMENT === substr( $whole, 0, 3 ) || isset( self::BYTES[ substr( $whole, 0, 3 ) ] ) );
		return $known ? new self( self::FILE, $whole ) : null;
	}

	public static function of_rich_text( string $ref_id ): ?self {
		$whole = ExternalId::of_18( $ref_id );
		return null !== $whole && str_starts_with( $whole, self::CONTENT ) ? new self( self::RICH_TEXT, $whole ) : null;
	}

	public static function from_ref( string $ref ): ?self {
		list( $kind, $id ) = explode( ':', $ref, 2 ) + array( '', '' );
		return self::RICH_TEXT === $kind ? self::of_rich_text( $id ) : ( self::FILE === $kind ? self::of_file( $id ) : null );
	}

	public function ref(): string {
		return "{$this->kind}:{$this->id}";
	}

	/** The key under which a tenant's picture is remembered. */
	public function key(): string {
		return hash( 'sha256', $this->ref() );
	}

	/** A document is what people see; its bytes are those of its latest version. */
	public function is_document(): bool {
		return self::FILE === $this->kind && str_starts_with( $this->id, self::DOCUMENT );
	}

	/** A version of a file never changes, nor does a picture of a rich text; what else a file or an address brings may. */
	public function may_change(): bool {
		return self::URL === $this->kind || ( self::FILE === $this->kind && ! str_starts_with( $this->id, self::VERSION ) );
	}

	/** @param ?string $version Of a document: the id of the version that is wanted. @return ?string Below /sobjects/; null where there is none. */
	public function path( ?string $version ): ?string {
		$id = $this->is_document() ? self::of_file( (string) $version )?->id : $this->id;
		return null === $id || ! isset( self::BYTES[ substr( $id, 0, 3 ) ] ) ? null : sprintf( self::BYTES[ substr( $id, 0, 3 ) ], $id );
	}
}
