/**
 * Is .wp-env.json valid for Docker and for Playground? Asked of wp-env's own code, which is fetched for this and cached:
 * `node tests/stack/wp-env-check.mjs`.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cached, repository, temporaryFolder } from './lib/cache.mjs';
import { printCounts } from './lib/counts.mjs';
import { main, must } from './lib/process.mjs';
import { step } from './lib/say.mjs';

const VERSION = '11.16.0';
const slug = 'wp-content/plugins/callboard';
const plugin = join( repository, 'plugin' );
const require = createRequire( import.meta.url );

async function wpEnv() {
	const folder = await cached( join( 'wp-env', VERSION ), ( draft ) =>
		step( 'Fetching wp-env (once; kept in the cache)', () =>
			must( 'npm', [ 'install', '--prefix', draft, '--no-audit', '--no-fund', '--ignore-scripts', `@wordpress/env@${ VERSION }` ] )
		)
	);
	return join( folder, 'node_modules/@wordpress/env/lib' );
}

async function load( lib ) {
	// wp-env would ask wordpress.org which version is the newest, and write into the user's home.
	require( join( lib, 'wordpress.js' ) ).getLatestWordPressVersion = async () => '7.1';
	process.env.WP_ENV_HOME = temporaryFolder( 'wp-env' );
	return require( join( lib, 'config/load-config.js' ) )( repository );
}

const checks = {
	'mounts the plugin under its slug': ( config ) => {
		assert.equal( config.env.development.mappings[ slug ].path, plugin );
		assert.ok( existsSync( join( plugin, 'callboard.php' ) ) );
	},
	'makes a Playground that carries the plugin': ( config, lib ) => {
		const { buildBlueprint, getMountArgs } = require( join( lib, 'runtime/playground/blueprint-builder.js' ) );
		const mounts = getMountArgs( config );
		assert.equal( mounts[ mounts.indexOf( `/wordpress/${ slug }` ) - 1 ], plugin );
		const constants = buildBlueprint( config ).steps.find( ( one ) => one.step === 'defineWpConfigConsts' ).consts;
		assert.equal( constants.WP_ENVIRONMENT_TYPE, 'local' );
	},
	'makes Docker containers that carry the plugin': ( config, lib ) => {
		const compose = require( join( lib, 'runtime/docker/build-docker-compose-config.js' ) )( config );
		assert.ok( compose.services.wordpress.volumes.some( ( volume ) => volume.startsWith( `${ plugin }:` ) && volume.includes( `/${ slug }` ) ) );
	},
	'asks for a PHP that the plugin supports': ( config ) => assert.ok( Number( config.env.development.phpVersion ) >= 8.1 ),
};

await main( async () => {
	const lib = await wpEnv();
	const config = await load( lib );
	const counts = { passed: 0, failed: 0 };
	for ( const [ name, check ] of Object.entries( checks ) ) {
		try {
			check( config, lib );
			counts.passed++;
			process.stdout.write( `✓ .wp-env.json ${ name }\n` );
		} catch ( error ) {
			counts.failed++;
			process.stdout.write( `✗ .wp-env.json ${ name }\n    ${ error.message }\n` );
		}
	}
	printCounts( counts );
	return counts.failed > 0 ? 1 : 0;
} );
