<?php
declare(strict_types=1);

namespace Callboard\Ownership;

use Callboard\Audit\AuditLog;
use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;

defined( 'ABSPATH' ) || exit;

/**
 * The authorised exception: a person with `callboard_override` opens named fields of one post, says why, and it is
 * logged. It lasts for the work handed in; the next change in Salesforce writes over it.
 */
final class Override {
	public const CAPABILITY = 'callboard_override';
	public const EVENT      = 'override_used';

	/** @var array<string, list<string>> */
	private static array $opened = array();

	public function __construct(
		private readonly OwnedFields $owned_fields,
		private readonly AuditLog $audit,
	) {}

	public function register(): void {
		add_filter( 'map_meta_cap', array( $this, 'map_capability' ), 10, 2 );
	}

	/**
	 * @param list<string> $caps
	 * @return list<string>
	 */
	public function map_capability( array $caps, string $cap ): array {
		return self::CAPABILITY === $cap ? array( 'manage_options' ) : $caps;
	}

	/**
	 * @template T
	 * @param list<string>  $targets
	 * @param callable(): T $work
	 * @return T
	 * @throws Failure When the current user may not, or gives no reason.
	 */
	public function run( int $post_id, array $targets, string $reason, callable $work ): mixed {
		if ( ! current_user_can( self::CAPABILITY ) || '' === trim( $reason ) ) {
			throw new Failure(
				FailureKind::RECORD,
				'override_not_allowed',
				__( 'This field belongs to Salesforce and may not be changed here.', 'callboard' ),
				array( __( 'Change it in Salesforce, or ask an administrator to override it and to say why.', 'callboard' ) )
			);
		}
		$owned = $this->owned_fields->of_post( $post_id );
		$this->audit->add(
			$owned->tenant_id,
			self::EVENT,
			array(
				'post_id'     => $post_id,
				'external_id' => $owned->external_id,
				'targets'     => $targets,
				'reason'      => $reason,
			),
			get_current_user_id()
		);
		$result = $this->opened_during( $post_id, $targets, $work );
		/**
		 * What is stored in this post now is meant: it is no drift.
		 *
		 * @param int          $post_id The post.
		 * @param list<string> $targets The fields that were opened.
		 */
		do_action( 'callboard_overridden', $post_id, $targets );
		return $result;
	}

	/** @return list<string> */
	public static function opened( int $post_id ): array {
		return self::$opened[ self::key( $post_id ) ] ?? array();
	}

	/**
	 * @template T
	 * @param list<string>  $targets
	 * @param callable(): T $work
	 * @return T
	 */
	private function opened_during( int $post_id, array $targets, callable $work ): mixed {
		$before                                = self::opened( $post_id );
		self::$opened[ self::key( $post_id ) ] = array_values( array_unique( array( ...$before, ...$targets ) ) );
		try {
			return $work();
		} finally {
			self::$opened[ self::key( $post_id ) ] = $before;
		}
	}

	private static function key( int $post_id ): string {
		return get_current_blog_id() . ':' . $post_id;
	}
}
