<?php
declare(strict_types=1);

namespace Callboard\Database;

use Callboard\Database\Migration\M0001State;
use Callboard\Database\Migration\M0002Content;
use Callboard\Database\Migration\M0003Windows;
use Callboard\Database\Migration\M0004RunOptions;
use Callboard\Database\Migration\M0005Presence;
use Callboard\Database\Migration\M0006Rehearsal;
use Callboard\Database\Migration\M0007Failures;
use Callboard\Database\Migration\M0008Provenance;
use Callboard\Database\Migration\M0009Pictures;
use Callboard\Database\Migration\M0010Merges;
use Callboard\Database\Migration\M0011Decisions;
use Callboard\Database\Migration\M0012OrgLimits;
use Callboard\Database\Migration\M0013StateFields;
use Callboard\Database\Migration\M0014RehearsedPosts;
use Callboard\Database\Migration\M0018KeyPrefixes;
use Callboard\Database\Migration\M0019Currencies;
use Callboard\Database\Migration\M0020PictureVersions;
use Callboard\Database\Migration\M0021SiteCalls;
use Callboard\Database\Migration\M0022CallsBefore;

defined( 'ABSPATH' ) || exit;

final class Migrations {
	public const OPTION = 'callboard_db_version';

	/** @var array<int, class-string<Migration>> */
	private const ALL = array(
		1 => M0001State::class,
		2 => M0002Content::class,
		3 => M0003Windows::class,
		4 => M0004RunOptions::class,
		5 => M0005Presence::class,
		6 => M0006Rehearsal::class,
		7 => M0007Failures::class,
		8 => M0008Provenance::class,
		9 => M0009Pictures::class,
		10 => M0010Merges::class,
		11 => M0011Decisions::class,
		12 => M0012OrgLimits::class,
		13 => M0013StateFields::class,
		14 => M0014RehearsedPosts::class,
		18 => M0018KeyPrefixes::class,
		19 => M0019Currencies::class,
		20 => M0020PictureVersions::class,
		21 => M0021SiteCalls::class,
		22 => M0022CallsBefore::class,
	);

	public function __construct( private readonly Db $db ) {}

	public function run_if_due(): void {
		if ( $this->version() < $this->latest() ) {
			$this->run();
		}
	}

	public function run(): void {
		$version = $this->version();
		foreach ( $this->all() as $number => $migration ) {
			if ( $number > $version ) {
				$migration->up( $this->db );
				update_option( self::OPTION, $number, true );
			}
		}
	}

	public function version(): int {
		return (int) get_option( self::OPTION, 0 );
	}

	public function latest(): int {
		return (int) array_key_last( $this->all() );
	}

	/** @return list<string> */
	public function tables(): array {
		$tables = array();
		foreach ( $this->all() as $migration ) {
			$tables = array( ...$tables, ...$migration->tables() );
		}
		return $tables;
	}

	public function drop_all(): void {
		foreach ( $this->tables() as $table ) {
			$this->db->query( "DROP TABLE IF EXISTS `{$this->db->table( $table )}`" );
		}
		delete_option( self::OPTION );
	}

	/** @return array<int, Migration> */
	private function all(): array {
		return array_map(
			static fn( string $migration ): Migration => new $migration(),
			array_filter( self::ALL, 'class_exists' )
		);
	}
}
