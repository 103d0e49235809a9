/**
 * Every suite there is, in the order they run: the quick ones first, so that a mistake shows early.
 * A suite is a command that ends with the line `N passed, N failed`; `besideTheLast`: it may go on at the same time as
 * the one before it.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './lib/cache.mjs';

const node = ( file, ...args ) => [ process.execPath, join( repository, file ), ...args ];
const jest = ( projects, ...args ) => node( 'tests/stack/jest.mjs', projects, ...args );
const phpunit = ( ...args ) => node( 'tests/stack/phpunit.mjs', ...args );
const hasEndToEnd = () => existsSync( join( repository, 'tests/e2e/e2e.mjs' ) );

/** `npm test` */
export const quick = [
	{ name: 'stack', says: 'the tests of the stack, the demo, the checks and the chaos suite', command: node( 'tests/stack/node-test.mjs' ) },
	{ name: 'worker', says: 'worker and mapping engine', command: jest( 'worker' ) },
	{ name: 'simulator', says: 'the stand-in Salesforce', besideTheLast: true, command: jest( 'simulator' ) },
	{ name: 'contract', says: 'both sides against plugin/contract', command: jest( 'contract' ) },
	{ name: 'admin', says: 'settings page, editor panel, blocks, under React 18 and 19', command: jest( 'admin,admin-react-19' ) },
	{ name: 'php', says: 'the plugin in WordPress 7.1 on MariaDB', needs: [ 'php', 'mariadb' ], command: phpunit() },
	{
		name: 'php-sqlite',
		says: 'the data layer on SQLite',
		needs: [ 'php' ],
		besideTheLast: true,
		command: phpunit( '--sqlite', '--', '--group', 'data' ),
	},
	{ name: 'zip', says: 'what is in the zip', builds: true, needs: [ 'php' ], command: node( 'tests/stack/zip-check.mjs' ) },
	{
		name: 'demo',
		says: 'a season arrives and stays in step, natively',
		builds: true,
		needs: [ 'php' ],
		command: node( 'tests/demo/demo.mjs', '--once', '--runtime', 'native' ),
	},
	{
		name: 'chaos',
		says: '50 schedules of change, faults, kills and bad clocks',
		needs: [ 'php', 'mariadb' ],
		command: node( 'tests/chaos/chaos.mjs', '--schedules', '50' ),
	},
	{
		name: 'e2e',
		says: 'a browser, on WordPress 7.1',
		builds: true,
		needs: [ 'php', 'mariadb', 'chromium' ],
		when: hasEndToEnd,
		command: node( 'tests/e2e/e2e.mjs' ),
	},
];

/** `npm run test:full`: what takes longer, and nothing that `npm test` has run. */
export const slow = [
	{ name: 'wp-env', says: '.wp-env.json, by wp-env’s own code', command: node( 'tests/stack/wp-env-check.mjs' ) },
	{ name: 'php-6.8', says: 'the plugin in WordPress 6.8 on MariaDB', needs: [ 'php', 'mariadb' ], command: phpunit( '--wordpress', '6.8' ) },
	{
		name: 'php-sqlite-all',
		says: 'the rest of the plugin on SQLite',
		needs: [ 'php' ],
		besideTheLast: true,
		command: phpunit( '--sqlite', '--', '--exclude-group', 'data,mariadb' ),
	},
	{
		name: 'chaos-more',
		says: '500 other schedules',
		needs: [ 'php', 'mariadb' ],
		command: node( 'tests/chaos/chaos.mjs', '--schedules', '500', '--seed', '1001' ),
	},
	{
		name: 'seasons',
		says: 'real seasons whole, then 30 rounds of 200 edits',
		needs: [ 'php', 'mariadb' ],
		command: node( 'tests/chaos/seasons.mjs', '--rounds', '30' ),
	},
	{
		name: 'season',
		says: 'six weeks of a house, in step at the end of every day',
		needs: [ 'php', 'mariadb' ],
		besideTheLast: true,
		command: node( 'tests/chaos/season.mjs', '--weeks', '6' ),
	},
	{
		name: 'kill',
		says: 'workers killed at every request, rivals, deliveries twice and too late',
		builds: true,
		needs: [ 'php', 'mariadb' ],
		command: node( 'tests/chaos/kill.mjs' ),
	},
	{
		name: 'clients',
		says: 'jsforce, the sf CLI, the Pub/Sub client, a browser and the recordings against the simulator',
		needs: [ 'chromium' ],
		command: node( 'tests/clients/clients.mjs' ),
	},
	{ name: 'worker-node22', says: 'the worker on Node 22', command: jest( 'worker', '--node', '22' ) },
	{ name: 'worker-node24', says: 'the worker on Node 24', besideTheLast: true, command: jest( 'worker', '--node', '24' ) },
	{
		name: 'e2e-6.8',
		says: 'a browser, on WordPress 6.8',
		builds: true,
		needs: [ 'php', 'mariadb', 'chromium' ],
		when: hasEndToEnd,
		command: node( 'tests/e2e/e2e.mjs', '--wordpress', '6.8' ),
	},
	{
		name: 'demo-6.8',
		says: 'the zip in WordPress 6.8, natively',
		builds: true,
		needs: [ 'php' ],
		command: node( 'tests/demo/demo.mjs', '--once', '--runtime', 'native', '--wordpress', '6.8' ),
	},
	{
		name: 'demo-playground',
		says: 'the demo on WordPress Playground',
		builds: true,
		command: node( 'tests/demo/demo.mjs', '--once', '--runtime', 'playground' ),
	},
];
