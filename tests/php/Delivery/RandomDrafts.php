<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

/** Values of listings as a season of bad luck would bring them; the same seed, the same values. */
final class RandomDrafts {
	// 9026: as good as a year to WordPress, and an id.
	private const PIECES = array(
		'Hamlet', 'Rock & Roll', 'a < b > c', '"quoted" \'single\'', 'back\\slash \\0', "two\nlines", '🎭 mask 👩‍👩‍👧', 'مسرح', 'שלום', '&amp; &lt;b&gt; &nbsp; &bogus;',
		'<b>bold</b>', '<script>alert(1)</script>', '<a href="https://x.example" onclick="x()">link</a>', '<p style="color:red;position:fixed">p</p>', '100%', '%s %d', '  spaces  ',
		'İstanbul', "caf\u{0301}e", '𝕊how', '<!-- wp:paragraph {"a":"b"} --><p>x</p><!-- /wp:paragraph -->', '[gallery]', '日本語のタイトル', '...', '---', 'embed', 'feed', '9026', 'null',
		'<img src=x onerror=alert(1)>', "tab\there", '“smart”—dash…', 'javascript:alert(1)', 'unclosed <em>tag', "\u{200B}zero\u{FEFF}width",
	);

	/** Names of terms: without those of which WordPress leaves nothing, which are refused here and dropped there. */
	private const NAMES = array(
		'Hamlet', 'hamlet', 'Rock & Roll', 'a < b > c', '"quoted" \'single\'', 'back\\slash', "two\nlines", '🎭 mask', 'مسرح', 'שלום', '&amp; &lt;b&gt;', '<b>bold</b>', 'Comedy', 'Drama', 'drama-2',
		'100%', '%s %d', '  spaces  ', 'İstanbul', "caf\u{0301}e", 'café', '𝕊how', '日本語', '9026', '0', 'null', '“smart”—dash…', 'javascript:alert(1)', 'unclosed <em>tag', 'x, y',
	);

	private const BILLING = array( 'A. Player', 'O\'Neill & Sons', '日本語', '9026', 'Hamlet', '🎭 mask' );

	private const SLUGS = array(
		'', '', 'hamlet', 'Hamlet', 'one', 'feed', 'rss2', 'embed', '9026', '7', 'page2', 'page', 'a b/c', 'مسرح', '🎭', 'hamlet-2', 'x--y', '%41', 'taken-by-a-picture', 'taken-by-a-page', '&amp;',
	);

	private const META = array(
		null, '', 'plain', 'a:1:{i:0;s:1:"x";}', 's:3:"abc";', 'b:0;', 'N;', '0', ' padded ', "line\nbreak", '\\backslash\\', '"{\\"json\\":1}"', '🎭', true, false, 0, 7, -1, 12.5, 1.0E+25,
	);

	public const STATUSES = array( 'publish', 'draft', 'pending', 'private' );

	public function __construct( int $seed ) {
		mt_srand( $seed );
	}

	/** @return array<string, mixed> Every mapped value but the parent. */
	public function values(): array {
		return array(
			// A title of which WordPress leaves nothing is refused here: its listing would have no name. So is one of more than 1,000 characters.
			'title'           => mb_substr( $this->text( 0, 2 ), 0, 980 ) . ' ' . $this->one( array( 'One', 'one', 'Two & Three', '!', '7' ) ),
			'content'         => $this->chance( 5 ) ? null : $this->text( 0, 8 ),
			'excerpt'         => $this->chance( 3 ) ? null : $this->text( 0, 3 ),
			'slug'            => $this->chance( 15 ) ? str_repeat( $this->one( array( 'long-', 'é', 'صخب ' ) ), 90 ) : $this->one( self::SLUGS ),
			'status'          => $this->chance( 2 ) ? 'publish' : $this->one( self::STATUSES ),
			'meta:plain'      => $this->chance( 4 ) ? $this->text( 1, 2 ) : $this->one( self::META ),
			'meta:list'       => $this->one( array( null, array(), array( 'one' ), array( 'b', "it's", '🎭', 'back\\slash' ) ) ),
			'acf:lead'        => $this->one( array( null, '', 'A. Player', "O'Neill", array( '12', '13' ) ) ),
			'taxonomy:genre'  => $this->names( 3 ),
			'taxonomy:season' => $this->chance( 3 ) ? null : $this->name(),
			// In order, and no name twice under two spellings: core numbers a term by its last mention.
			'taxonomy:bill'   => array_slice( $this->shuffled( self::BILLING ), 0, $this->below( 5 ) ),
		);
	}

	/**
	 * About a third of them anew.
	 *
	 * @param array<string, mixed> $values
	 * @return array<string, mixed>
	 */
	public function changed( array $values ): array {
		foreach ( $this->values() as $target => $value ) {
			if ( $this->chance( 2 ) ) {
				$values[ $target ] = $value;
			}
		}
		return $values;
	}

	public function chance( int $one_in ): bool {
		return 0 === mt_rand( 0, $one_in - 1 );
	}

	public function below( int $number ): int {
		return mt_rand( 0, $number - 1 );
	}

	/**
	 * @template T
	 * @param non-empty-list<T> $choices
	 * @return T
	 */
	public function one( array $choices ): mixed {
		return $choices[ mt_rand( 0, count( $choices ) - 1 ) ];
	}

	/**
	 * @param list<string> $names
	 * @return list<string>
	 */
	private function shuffled( array $names ): array {
		shuffle( $names );
		return $names;
	}

	/** @return list<string> */
	private function names( int $most ): array {
		$names = array();
		for ( $n = mt_rand( 0, $most ); $n > 0; $n-- ) {
			$names[] = $this->name();
		}
		return array_values( array_unique( $names ) );
	}

	private function name(): string {
		return $this->one( self::NAMES );
	}

	private function text( int $least, int $most ): string {
		$pieces = array();
		for ( $n = mt_rand( $least, $most ); $n > 0; $n-- ) {
			$pieces[] = $this->one( self::PIECES );
		}
		$text = implode( ' ', $pieces );
		return $this->chance( 40 ) ? str_repeat( $text . ' ', 15 ) : $text;
	}
}
