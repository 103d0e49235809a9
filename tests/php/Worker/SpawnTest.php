<?php
declare(strict_types=1);

namespace Callboard\Tests\Worker;

use Callboard\Failure\Failure;
use Callboard\Worker\Spawn;

require_once __DIR__ . '/WorkerTestCase.php';

/** Starts real processes of the Node that runs the tests. */
final class SpawnTest extends WorkerTestCase {
	/** A busy machine takes its time to start Node twice. */
	private const PATIENCE_MS = 120_000;

	private string $folder;

	protected function setUp(): void {
		parent::setUp();
		$this->folder = (string) tempnam( sys_get_temp_dir(), 'callboard-spawn-' );
		unlink( $this->folder );
		mkdir( $this->folder );
	}

	protected function tearDown(): void {
		array_map( 'unlink', (array) glob( $this->folder . '/*' ) );
		rmdir( $this->folder );
		parent::tearDown();
	}

	public function test_the_worker_runs_by_itself_with_the_connection_over_stdin(): void {
		$worker = $this->worker(
			"let text = ''; process.stdin.on( 'data', ( piece ) => { text += piece; } );
			process.stdin.on( 'end', () => {
				const told = { argv: process.argv.slice( 2 ), text, ppid: process.ppid, group: require( 'fs' ).readFileSync( '/proc/self/stat', 'utf8' ).split( ' ' )[ 4 ], pid: process.pid };
				const waiting = setInterval( () => {
					if ( ! require( 'fs' ).existsSync( __dirname ) ) {
						process.exit( 1 );
					}
					if ( require( 'fs' ).existsSync( __dirname + '/go' ) ) {
						clearInterval( waiting );
						require( 'fs' ).writeFileSync( __dirname + '/told.tmp', JSON.stringify( told ) );
						require( 'fs' ).renameSync( __dirname + '/told.tmp', __dirname + '/told.json' );
					}
				}, 5 );
			} );"
		);
		( new Spawn( $this->plugin->worker_keys(), $worker, self::PATIENCE_MS ) )->start();
		self::assertFileDoesNotExist( $this->folder . '/told.json', 'PHP is back while the worker still works.' );
		touch( $this->folder . '/go' );

		$told = $this->wait_for( $this->folder . '/told.json' );
		self::assertSame( array( 'run', '--once', '--mode', 'spawn', '--connection', '-' ), $told['argv'] );
		self::assertSame( $this->secret, $this->decoded( $told['text'] )['secret'] );
		self::assertSame( (string) $told['pid'], $told['group'], 'A process group of its own: the end of PHP does not end it.' );
	}

	public function test_a_probe_says_which_node(): void {
		self::assertMatchesRegularExpression( '/^\d+\.\d+\.\d+$/', ( new Spawn( $this->plugin->worker_keys(), $this->worker( '' ), self::PATIENCE_MS ) )->probe() );
	}

	public function test_a_node_that_does_not_answer_in_time_is_ended_and_named(): void {
		$path = (string) getenv( 'PATH' );
		file_put_contents( $this->folder . '/node', "#!/bin/sh\nexec sleep 600\n" );
		chmod( $this->folder . '/node', 0755 );
		putenv( "PATH={$this->folder}:{$path}" );
		try {
			$this->expectException( Failure::class );
			$this->expectExceptionMessage( 'too old or does not run' );
			( new Spawn( $this->plugin->worker_keys(), $this->worker( '' ), 50 ) )->probe();
		} finally {
			putenv( "PATH={$path}" );
		}
	}

	public function test_a_missing_worker_file_is_said_in_words(): void {
		$this->expectException( Failure::class );
		$this->expectExceptionMessage( 'missing' );
		( new Spawn( $this->plugin->worker_keys(), $this->folder . '/nothing.js' ) )->start();
	}

	private function worker( string $code ): string {
		file_put_contents( $this->folder . '/worker.js', $code );
		return $this->folder . '/worker.js';
	}

	/** @return array<string, mixed> */
	private function wait_for( string $file ): array {
		for ( $i = 0; $i < self::PATIENCE_MS / 10 && ! is_file( $file ); $i++ ) {
			usleep( 10000 );
			clearstatcache( true, $file );
		}
		self::assertFileExists( $file );
		return (array) json_decode( (string) file_get_contents( $file ), true );
	}
}
