<?php
declare(strict_types=1);

namespace Callboard\Tests\Worker;

use Callboard\Failure\Failure;
use Callboard\Worker\Spawn;

require_once __DIR__ . '/WorkerTestCase.php';

/** Starts real processes of the Node that runs the tests. */
final class SpawnTest extends WorkerTestCase {
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
				require( 'fs' ).writeFileSync( __dirname + '/told.tmp', JSON.stringify( told ) );
				require( 'fs' ).renameSync( __dirname + '/told.tmp', __dirname + '/told.json' );
			} );"
		);
		$start  = microtime( true );
		( new Spawn( $this->plugin->worker_keys(), $worker ) )->start();
		self::assertLessThan( 5, microtime( true ) - $start, 'PHP must be back within five seconds.' );

		$told = $this->wait_for( $this->folder . '/told.json' );
		self::assertSame( array( 'run', '--once', '--mode', 'spawn', '--connection', '-' ), $told['argv'] );
		self::assertSame( $this->secret, $this->decoded( $told['text'] )['secret'] );
		self::assertSame( (string) $told['pid'], $told['group'], 'A process group of its own: the end of PHP does not end it.' );
	}

	public function test_a_probe_says_which_node(): void {
		self::assertMatchesRegularExpression( '/^\d+\.\d+\.\d+$/', ( new Spawn( $this->plugin->worker_keys(), $this->worker( '' ) ) )->probe() );
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
		for ( $i = 0; $i < 500 && ! is_file( $file ); $i++ ) {
			usleep( 10000 );
			clearstatcache( true, $file );
		}
		self::assertFileExists( $file );
		return (array) json_decode( (string) file_get_contents( $file ), true );
	}
}
