import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parseArguments } from './lib/arguments.mjs';
import { cached, temporaryFolder } from './lib/cache.mjs';
import { countsLine, readCounts, sumCounts } from './lib/counts.mjs';
import { debianSources } from './lib/debian-core.mjs';
import { npmIsCurrent } from './lib/dependencies.mjs';
import { allowed, SPAWN } from './lib/package.mjs';
import { dispose, start } from './lib/process.mjs';
import { wpConfig } from './lib/site.mjs';
import { quick, slow } from './suites.mjs';

after( dispose );

describe( 'arguments', () => {
	const known = { once: 'flag', port: 'value' };

	it( 'reads flags, values, and what follows --', () => {
		assert.deepEqual( parseArguments( [ '--once', '--port', '80', '--', '--filter', 'x' ], known ), { once: true, port: '80', rest: [ '--filter', 'x' ] } );
		assert.equal( parseArguments( [ '--port=81' ], known ).port, '81' );
	} );

	it( 'refuses what it does not know, and a value that is missing', () => {
		assert.throws( () => parseArguments( [ '--prot', '80' ], known ), /not known/ );
		assert.throws( () => parseArguments( [ '--port' ], known ), /needs a value/ );
	} );
} );

describe( 'counts', () => {
	it( 'are read back from the last line of a runner', () => {
		const counts = { passed: 3, failed: 0, skipped: 2 };
		assert.deepEqual( readCounts( `1 passed, 1 failed\nmore\n${ countsLine( counts ) }\n`, 0 ), counts );
	} );

	it( 'make a failure of a runner that died, or says nothing', () => {
		assert.equal( readCounts( '5 passed, 0 failed\n', 1 ).failed, 1 );
		assert.equal( readCounts( 'Segmentation fault', 139 ).failed, 1 );
		assert.equal( readCounts( '', 0 ).failed, 1 );
	} );

	it( 'add up', () => {
		assert.deepEqual(
			sumCounts( [
				{ passed: 1, failed: 2, skipped: 0 },
				{ passed: 3, failed: 0, skipped: 1 },
			] ),
			{ passed: 4, failed: 2, skipped: 1 }
		);
	} );
} );

describe( 'the cache', () => {
	const home = temporaryFolder( 'cache-test' );
	const before_ = process.env.XDG_CACHE_HOME;
	before( () => ( process.env.XDG_CACHE_HOME = home ) );
	after( () => ( before_ === undefined ? delete process.env.XDG_CACHE_HOME : ( process.env.XDG_CACHE_HOME = before_ ) ) );

	it( 'gives one folder to many who ask at the same time, and leaves no draft', async () => {
		const build = async ( folder ) => {
			await new Promise( setImmediate );
			writeFileSync( join( folder, 'made' ), folder );
		};
		const folders = await Promise.all( Array.from( { length: 8 }, () => cached( 'thing/1', build ) ) );
		assert.equal( new Set( folders ).size, 1 );
		assert.deepEqual( readdirSync( join( home, 'callboard/thing' ) ), [ '1' ] );
		assert.ok( existsSync( join( folders[ 0 ], 'made' ) ) );
	} );

	it( 'keeps nothing of a build that failed', async () => {
		await assert.rejects(
			cached( 'broken', () => Promise.reject( new Error( 'no network' ) ) ),
			/no network/
		);
		assert.ok( ! existsSync( join( home, 'callboard/broken' ) ) );
	} );
} );

describe( 'Debian sources', () => {
	const folder = temporaryFolder( 'apt-test' );
	mkdirSync( join( folder, 'sources.list.d' ) );

	it( 'are read in both formats, without those of others', () => {
		writeFileSync(
			join( folder, 'sources.list' ),
			'# deb http://old.example/debian buster main\ndeb [arch=amd64 signed-by=/k.gpg] http://one.example/debian bookworm main\n'
		);
		writeFileSync(
			join( folder, 'sources.list.d/debian.sources' ),
			'Types: deb\nURIs: http://two.example/debian/\nSuites: bookworm\nSigned-By: /usr/share/keyrings/d.gpg\n\nTypes: deb\nURIs: http://two.example/debian-security\nSuites: x\n'
		);
		writeFileSync( join( folder, 'sources.list.d/other.list' ), 'deb https://packages.example/apt stable main\n' );
		assert.deepEqual( debianSources( folder ), [
			{ uri: 'http://two.example/debian/', signedBy: '/usr/share/keyrings/d.gpg' },
			{ uri: 'http://one.example/debian', signedBy: '/k.gpg' },
		] );
	} );

	it( 'may be absent', () => {
		assert.deepEqual( debianSources( join( folder, 'nowhere' ) ), [] );
	} );
} );

describe( 'processes', () => {
	// The member inherited the leader's output: the pipe ends ("close") at the moment when the last of the group is gone.
	// Asking for its state instead races with the kernel, which may not have ended a killed process yet.
	it( 'are ended as a whole group, members that outlive their leader too', { timeout: 30_000 }, async () => {
		const child = start( 'sh', [ '-c', 'sleep 1000 & echo started; exit 0' ] );
		const closed = new Promise( ( resolve ) => child.once( 'close', () => resolve( 'closed' ) ) );
		await new Promise( ( resolve ) => child.stdout.once( 'data', resolve ) );
		await child.ended;
		const stillOpen = new Promise( ( resolve ) => setImmediate( () => resolve( 'open' ) ) );
		assert.equal( await Promise.race( [ closed, stillOpen ] ), 'open' );
		await child.stop( 'SIGKILL' );
		assert.equal( await closed, 'closed' );
	} );
} );

describe( 'wp-config.php', () => {
	it( 'quotes what could end a PHP string', () => {
		assert.match( wpConfig( { constants: { TRICKY: "it's \\ here" } } ), /define\( 'TRICKY', 'it\\'s \\\\ here' \);/ );
	} );

	it( 'keeps the site on this machine', () => {
		assert.match( wpConfig( {} ), /'WP_HTTP_BLOCK_EXTERNAL', true/ );
	} );
} );

describe( 'the list of what goes into the zip', () => {
	const isAllowed = ( file ) => allowed.some( ( pattern ) => pattern.test( file ) );

	it( 'lets through what the plugin needs', () => {
		for ( const file of [
			'callboard.php',
			SPAWN,
			'src/Database/Migration/M0001State.php',
			'contract/claim.answer.schema.json',
			'build/settings.js',
			'build/blocks/listing/block.json',
			'worker/callboard-worker.js',
		] ) {
			assert.ok( isAllowed( file ), file );
		}
	} );

	it( 'keeps everything else out', () => {
		for ( const file of [
			'.git/config',
			'src/.env',
			'src/Database/README.md',
			'worker/callboard-worker.js.map',
			'worker/meta.json',
			'build/settings.js.map',
			'src/notes.php',
			'evil.php',
			'src/../evil.php',
			'README.md',
		] ) {
			assert.ok( ! isAllowed( file ), file );
		}
	} );
} );

describe( 'the suites', () => {
	it( 'have one name each, and test:full repeats nothing of npm test', () => {
		const commands = [ ...quick, ...slow ].map( ( { command } ) => command.join( ' ' ) );
		assert.equal( new Set( [ ...quick, ...slow ].map( ( { name } ) => name ) ).size, commands.length );
		assert.equal( new Set( commands ).size, commands.length );
	} );

	it( 'start files that exist', () => {
		for ( const { name, command, when } of [ ...quick, ...slow ] ) {
			assert.ok( ( when && ! when() ) || existsSync( command[ 1 ] ), `${ name }: ${ command[ 1 ] }` );
		}
	} );
} );

describe( 'dependencies', () => {
	it( 'are current in a checkout that runs these tests', () => {
		assert.equal( npmIsCurrent(), true );
	} );
} );
