<?php
declare(strict_types=1);

namespace Callboard\Ownership;

use Callboard\Audit\AuditLog;

defined( 'ABSPATH' ) || exit;

/** Says what is barred right now, and keeps the record of what was refused. Every guard asks here. */
final class Lock {
	public const EVENT = 'edit_refused';

	/** @var array<string, Refusal> */
	private array $refusals = array();

	/** @var array<string, true> Posts that are being deleted by right, with all that hangs on them. */
	private array $leaving = array();

	public function __construct(
		private readonly OwnedFields $owned_fields,
		private readonly AuditLog $audit,
	) {}

	/** Nothing is barred inside a sync, nor what an authorised override has opened. */
	public function targets( int $post_id ): OwnedTargets {
		if ( $post_id < 1 || SyncContext::is_open() || isset( $this->leaving[ self::key( $post_id ) ] ) ) {
			return OwnedTargets::none( $post_id );
		}
		return $this->owned_fields->of_post( $post_id )->without( Override::opened( $post_id ) );
	}

	public function let_go( int $post_id ): void {
		$this->leaving[ self::key( $post_id ) ] = true;
	}

	public function is_gone( int $post_id ): void {
		unset( $this->leaving[ self::key( $post_id ) ] );
	}

	private static function key( int $post_id ): string {
		return get_current_blog_id() . ':' . $post_id;
	}

	/** A loop that tries the same thing a thousand times is one refused edit, not a thousand rows. */
	public function refuse( OwnedTargets $owned, string $target, string $path ): void {
		$key = implode( '|', array( get_current_blog_id(), $owned->post_id, $target, $path ) );
		if ( isset( $this->refusals[ $key ] ) ) {
			return;
		}
		$label                  = $owned->labels()[ $target ] ?? Words::label( $target );
		$this->refusals[ $key ] = new Refusal( $owned->post_id, $target, $label, $path );
		$this->audit->add(
			$owned->tenant_id,
			self::EVENT,
			array(
				'post_id'     => $owned->post_id,
				'external_id' => $owned->external_id,
				'target'      => $target,
				'path'        => $path,
				'door'        => Door::current(),
			),
			get_current_user_id() > 0 ? get_current_user_id() : null
		);
	}

	/** @return list<Refusal> What this request was refused so far. */
	public function refusals(): array {
		return array_values( $this->refusals );
	}

	public function forget_refusals(): void {
		$this->refusals = array();
	}
}
