<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Failure\Failure;

defined( 'ABSPATH' ) || exit;

/**
 * Starts the bundled worker on this server: the only file that starts a process, and the one the directory's zip
 * leaves out. No shell; the connection travels over stdin, since every user of a machine can read arguments.
 */
final class Spawn {
	private const WORKER_FILE  = CALLBOARD_DIR . '/worker/callboard-worker.js';
	private const WAIT_MS      = 4000;
	private const LOWEST_NODE  = 20;

	/** Starts the worker in a session of its own, hands it stdin and leaves: PHP's end must not end the worker. */
	private const LAUNCHER = <<<'JS'
		const { spawn } = require( 'node:child_process' );
		const worker = spawn( process.execPath, process.argv.slice( 1 ), { detached: true, stdio: [ 'pipe', 'ignore', 'ignore' ] } );
		worker.on( 'error', () => process.exit( 1 ) );
		worker.stdin.on( 'error', () => process.exit( 1 ) );
		worker.stdin.on( 'finish', () => { worker.unref(); process.exit( 0 ); } );
		process.stdin.pipe( worker.stdin );
		JS;

	public function __construct(
		private readonly WorkerKeys $keys,
		private readonly string $worker_file = self::WORKER_FILE,
		private readonly int $wait_ms = self::WAIT_MS
	) {}

	/** @throws Failure When this host cannot; in words. */
	public function start(): void {
		$this->probe();
		$key        = $this->keys->in_use() ?? $this->keys->create( __( 'Started by this site', 'callboard' ) )->key;
		$connection = $this->keys->connection( $key->key_id ) ?? throw WakeFailures::no_key();
		$arguments  = array( '-e', self::LAUNCHER, $this->worker_file, 'run', '--once', '--mode', 'spawn', '--connection', '-' );
		$ended      = $this->run( array( (string) self::node(), ...$arguments ), $connection );
		if ( 0 !== $ended['code'] ) {
			throw WakeFailures::spawn_impossible( __( 'Node could not start the worker.', 'callboard' ) );
		}
	}

	/**
	 * Asks Node for its version, here and now: PHP-FPM and WP-CLI may differ in what they may do.
	 *
	 * @return string e.g. "20.20.0".
	 * @throws Failure
	 */
	public function probe(): string {
		if ( ! self::may_start_processes() ) {
			throw WakeFailures::spawn_impossible( __( 'This host does not let PHP start processes.', 'callboard' ) );
		}
		if ( ! is_file( $this->worker_file ) ) {
			throw WakeFailures::spawn_impossible( __( 'The worker’s file is missing from this copy of Callboard.', 'callboard' ) );
		}
		$node = self::node();
		if ( null === $node ) {
			throw WakeFailures::spawn_impossible( __( 'There is no Node on this server, or PHP may not see it.', 'callboard' ) );
		}
		$ended = $this->run( array( $node, '--version' ), '' );
		// Node also writes warnings to stderr: only its exit code and stdout count.
		if ( 0 !== $ended['code'] || 1 !== preg_match( '/^v((\d+)\.\d+\.\d+)/', $ended['stdout'], $found ) || (int) $found[2] < self::LOWEST_NODE ) {
			throw WakeFailures::spawn_impossible( __( 'The Node on this server is too old or does not run.', 'callboard' ) );
		}
		return $found[1];
	}

	/** A function that php.ini disables does not exist for PHP 8: calling it is a fatal error. */
	public static function may_start_processes(): bool {
		return function_exists( 'proc_open' ) && function_exists( 'proc_get_status' ) && function_exists( 'proc_close' );
	}

	private static function node(): ?string {
		$named   = defined( 'CALLBOARD_NODE' ) ? array( (string) constant( 'CALLBOARD_NODE' ) ) : array();
		$folders = array( ...explode( PATH_SEPARATOR, (string) getenv( 'PATH' ) ), '/usr/local/bin', '/usr/bin', '/opt/homebrew/bin' );
		$paths   = array_map( static fn( string $folder ) => $folder . '/node', array_filter( $folders ) );
		foreach ( array( ...$named, ...$paths ) as $path ) {
			// open_basedir makes this warn about folders PHP may not see.
			if ( @is_executable( $path ) ) { // phpcs:ignore WordPress.PHP.NoSilencedErrors.Discouraged -- see above.
				return $path;
			}
		}
		return null;
	}

	/**
	 * @param list<string> $command
	 * @return array{code: int, stdout: string}
	 */
	private function run( array $command, #[\SensitiveParameter] string $stdin ): array {
		$null    = 'Windows' === PHP_OS_FAMILY ? 'NUL' : '/dev/null';
		$pipes   = array();
		$process = proc_open( $command, array( array( 'pipe', 'r' ), array( 'pipe', 'w' ), array( 'file', $null, 'w' ) ), $pipes, CALLBOARD_DIR );
		if ( ! is_resource( $process ) ) {
			throw WakeFailures::spawn_impossible( __( 'This host does not let PHP start processes.', 'callboard' ) );
		}
		fwrite( $pipes[0], $stdin );
		fclose( $pipes[0] );
		stream_set_blocking( $pipes[1], false );
		$ended = $this->wait( $process, $pipes[1] );
		fclose( $pipes[1] );
		proc_close( $process );
		return $ended;
	}

	/**
	 * @param resource $process
	 * @param resource $stdout
	 * @return array{code: int, stdout: string}
	 */
	private function wait( $process, $stdout ): array {
		$text  = '';
		$until = microtime( true ) + $this->wait_ms / 1000;
		do {
			$status = proc_get_status( $process );
			$text  .= (string) stream_get_contents( $stdout );
			if ( ! $status['running'] ) {
				return array(
					'code'   => $status['exitcode'],
					'stdout' => $text,
				);
			}
			usleep( 10000 );
		} while ( microtime( true ) < $until );
		proc_terminate( $process, 9 );
		return array(
			'code'   => -1,
			'stdout' => $text,
		);
	}
}
