<?php
declare(strict_types=1);

namespace Callboard\Tests\Front;

use Callboard\Event\Meta;
use Callboard\Event\PostTypes;
use Callboard\Plugin;

/** Builds published shows with performances, in the index too. */
trait Season {
	/** @var array<string, int> */
	private array $shows = array();

	/** @param array<string, string> $meta */
	protected function performance( string $show, string $start, array $meta = array(), string $genre = '', string $venue = '' ): int {
		$event = $this->shows[ $show ] ??= $this->post( PostTypes::event(), $show, 0 );
		$id    = $this->post( PostTypes::performance(), $show, $event );
		foreach ( array( Meta::START => $start ) + $meta as $key => $value ) {
			update_post_meta( $id, $key, $value );
		}
		'' === $genre || wp_set_object_terms( $event, $genre, 'genre' );
		'' === $venue || wp_set_object_terms( $id, $venue, 'venue' );
		Plugin::instance()->listing_index()->refresh( 0, array( $id ) );
		return $id;
	}

	private function post( string $post_type, string $title, int $parent ): int {
		$id = wp_insert_post(
			wp_slash(
				array(
					'post_type'    => $post_type,
					'post_title'   => $title,
					'post_status'  => 'publish',
					'post_parent'  => $parent,
					'post_content' => '<p>About it.</p>',
				)
			),
			true
		);
		self::assertIsInt( $id );
		return $id;
	}

	/** Makes the post the one that the page is about. */
	protected function visit( int $post_id ): string {
		$post                 = get_post( $post_id );
		$GLOBALS['wp_query']  = new \WP_Query( 'page' === $post->post_type ? array( 'page_id' => $post_id ) : array( 'p' => $post_id, 'post_type' => $post->post_type ) );
		$GLOBALS['wp_the_query'] = $GLOBALS['wp_query'];
		$GLOBALS['wp_query']->the_post();
		return (string) apply_filters( 'the_content', get_the_content() );
	}
}
