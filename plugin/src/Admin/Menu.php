<?php
declare(strict_types=1);

namespace Callboard\Admin;

defined( 'ABSPATH' ) || exit;

/** The Callboard menu: one page, its views live in the URL (`&view=/…`). */
final class Menu {

	public const PAGE = 'callboard';

	public function register(): void {
		add_action( 'admin_menu', array( $this, 'add' ) );
		add_filter( 'plugin_action_links_' . plugin_basename( CALLBOARD_FILE ), array( $this, 'action_links' ) );
	}

	public static function url( string $view = '' ): string {
		$arguments = array( 'page' => self::PAGE );
		if ( '' !== $view ) {
			$arguments['view'] = rawurlencode( $view );
		}
		return add_query_arg( $arguments, admin_url( 'admin.php' ) );
	}

	public function add(): void {
		add_menu_page(
			__( 'Callboard', 'callboard' ),
			__( 'Callboard', 'callboard' ),
			Capability::MANAGE,
			self::PAGE,
			array( $this, 'render' ),
			'dashicons-tickets-alt',
			58
		);
	}

	/**
	 * @param string[] $links
	 * @return string[]
	 */
	public function action_links( array $links ): array {
		if ( current_user_can( Capability::MANAGE ) ) {
			array_unshift(
				$links,
				sprintf( '<a href="%s">%s</a>', esc_url( self::url() ), esc_html__( 'Settings', 'callboard' ) )
			);
		}
		return $links;
	}

	public function render(): void {
		printf(
			'<div class="wrap"><div id="callboard-settings"><h1>%s</h1><p>%s</p></div><noscript><p>%s</p></noscript></div>',
			esc_html__( 'Callboard', 'callboard' ),
			esc_html__( 'Loading…', 'callboard' ),
			esc_html__( 'This page needs JavaScript. The sync itself runs without it.', 'callboard' )
		);
	}
}
