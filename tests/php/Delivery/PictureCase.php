<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\Draft;

require_once __DIR__ . '/Simulator.php';

/** A simulated org with shows, pictures in their texts, and files. */
abstract class PictureCase extends SeasonCase {
	protected const OBJECT = 'PatronTicket__TicketableEvent__c';
	protected const FIELD  = 'PatronTicket__Description__c';

	protected static ?Simulator $org = null;

	protected function setUp(): void {
		parent::setUp();
		self::$org ??= new Simulator( self::NOW_MS );
		self::$org->control( 'fault', array( 'kind' => 'clear' ) );
		self::$org->connect( $this->plugin, $this->tenant_id );
	}

	protected function may_leave( string $url ): bool {
		return null !== self::$org && str_starts_with( $url, self::$org->door['url'] . '/' );
	}

	public static function tearDownAfterClass(): void {
		self::$org?->close();
		self::$org = null;
		parent::tearDownAfterClass();
	}

	protected static function png( int $red, int $size = 8 ): string {
		$image = imagecreatetruecolor( $size, $size );
		imagefill( $image, 0, 0, (int) imagecolorallocate( $image, $red, 20, 30 ) );
		ob_start();
		imagepng( $image );
		return (string) ob_get_clean();
	}

	protected function show( string $name ): string {
		return self::$org->create( $this->plugin, $this->tenant_id, self::OBJECT, array( 'Name' => $name, self::FIELD => '<p>Before</p>' ) );
	}

	/** @return string The version; of a new document where none is named. */
	protected function upload( string $bytes, ?string $document = null, string $name = 'poster.png' ): string {
		$fields = array( 'Title' => 'Poster', 'PathOnClient' => $name, 'VersionData' => base64_encode( $bytes ) );
		return self::$org->create( $this->plugin, $this->tenant_id, 'ContentVersion', $fields + ( null === $document ? array() : array( 'ContentDocumentId' => $document ) ) );
	}

	protected function document_of( string $version ): string {
		return self::$org->send( $this->plugin, $this->tenant_id, 'GET', "sobjects/ContentVersion/{$version}" )['ContentDocumentId'];
	}

	protected function put( string $record, string $bytes, string $type = 'image/png' ): string {
		return self::$org->control( 'rich-image', array( 'object' => self::OBJECT, 'id' => $record, 'field' => self::FIELD, 'base64' => base64_encode( $bytes ), 'type' => $type ) )['element'];
	}

	/** @param array<string, mixed> $values */
	protected function of( string $record, array $values, int $stamp_ms = 1000 ): Draft {
		return self::draft( $record, $values + array( 'title' => 'Show', 'taxonomy:genre' => array(), 'taxonomy:season' => array() ), $stamp_ms, $stamp_ms + 5000 );
	}

	protected function content( Draft $draft ): string {
		clean_post_cache( (int) $this->post_of( $draft ) );
		return (string) get_post( (int) $this->post_of( $draft ) )->post_content;
	}

	protected function drain(): void {
		$this->plugin->effects()->drain( PHP_INT_MAX );
	}

	/** @return list<string> */
	protected function attachments(): array {
		return $this->plugin->db()->column( "SELECT p.ID FROM {$this->plugin->db()->wpdb()->posts} p INNER JOIN {$this->plugin->db()->table( 'picture' )} k ON k.attachment_id = p.ID GROUP BY p.ID" );
	}

	/** @return list<array<string, mixed>> */
	protected function failures(): array {
		$items = $this->plugin->run_items()->page( $this->lease->run->id );
		return array_values( array_filter( array_map( static fn( $item ) => $item->failure, $items ) ) );
	}
}
