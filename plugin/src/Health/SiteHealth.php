<?php
declare(strict_types=1);

namespace Callboard\Health;

defined( 'ABSPATH' ) || exit;

/** The chain as one test of WordPress's Site Health. */
final class SiteHealth {
	/** @param \Closure(): Chain $chain Built when asked for. */
	public function __construct( private readonly \Closure $chain ) {}

	public function register(): void {
		add_filter( 'site_status_tests', array( $this, 'add_test' ) );
	}

	/**
	 * @param array<string, array<string, mixed>> $tests
	 * @return array<string, array<string, mixed>>
	 */
	public function add_test( array $tests ): array {
		$tests['direct']['callboard'] = array(
			'label' => __( 'Callboard: the way from Salesforce to the listing', 'callboard' ),
			'test'  => array( $this, 'test' ),
		);
		return $tests;
	}

	/** @return array<string, mixed> */
	public function test(): array {
		$links = ( $this->chain )()->links();
		$worst = Chain::worst( $links );
		return array(
			'label'       => HealthLink::GOOD === $worst
				? __( 'The way from Salesforce to the listing is open', 'callboard' )
				: __( 'The way from Salesforce to the listing is interrupted', 'callboard' ),
			'status'      => $worst,
			'badge'       => array(
				'label' => 'Callboard',
				'color' => 'blue',
			),
			'description' => $this->description( $links ),
			'actions'     => sprintf( '<a href="%s">%s</a>', esc_url( admin_url( 'admin.php?page=callboard' ) ), esc_html__( 'Open Callboard', 'callboard' ) ),
			'test'        => 'callboard',
		);
	}

	/** @param list<HealthLink> $links */
	private function description( array $links ): string {
		$items = array_map(
			static fn( HealthLink $link ) => sprintf(
				'<li><strong>%s</strong> %s %s</li>',
				esc_html( $link->label . ':' ),
				esc_html( $link->message ),
				esc_html( implode( ' ', $link->actions ) )
			),
			$links
		);
		return '<ol>' . implode( '', $items ) . '</ol>';
	}
}
