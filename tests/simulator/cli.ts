import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { startSimulator } from './index';
import { newKeyPair, selfSigned, type KeyPair } from './oauth/certificate';

interface Flags {
	port: string;
	season: string;
	keys?: string;
	clock?: string;
	frozen?: boolean;
	tls?: boolean;
	rows?: Record< string, number >;
}

/** The app's key lives in a folder, so that a restarted org still knows the connection made before. */
function keysIn( folder: string ): { pair: KeyPair; privateKeyFile: string } {
	mkdirSync( folder, { recursive: true, mode: 0o700 } );
	const privateKeyFile = join( folder, 'simulator-key.pem' );
	if ( existsSync( privateKeyFile ) ) {
		const privateKeyPem = readFileSync( privateKeyFile, 'utf8' );
		return {
			pair: {
				privateKeyPem,
				certificatePem: selfSigned( privateKeyPem, 'Callboard simulator' ),
			},
			privateKeyFile,
		};
	}
	const pair = newKeyPair();
	writeFileSync( privateKeyFile, pair.privateKeyPem, { mode: 0o600 } );
	chmodSync( privateKeyFile, 0o600 );
	return { pair, privateKeyFile };
}

function rowsOption( text: string, before: Record< string, number > = {} ): Record< string, number > {
	const parts = /^(\w+)=(\d+)$/.exec( text );
	if ( ! parts ) {
		throw new InvalidArgumentError( 'Write it like Account=1000.' );
	}
	return { ...before, [ parts[ 1 ]! ]: Number( parts[ 2 ] ) };
}

const readFlags = (): Flags =>
	new Command( 'simulator' )
		.description( 'A Salesforce stand-in with a theatre season, on this machine only.' )
		.option( '--port <n>', 'port to listen on; 0 takes a free one', '0' )
		.option( '--season <name>', '"invented", "empty", or a file of programs and concerts', 'invented' )
		.option( '--keys <folder>', 'folder that keeps the app’s private key between starts' )
		.option( '--clock <moment>', 'the org’s time at the start, ISO 8601' )
		.option( '--tls', 'serve HTTPS with a certificate of its own' )
		.option( '--rows <Object=n>', 'adds rows of an object; may be repeated', rowsOption )
		.option( '--frozen', 'the org’s clock stands still until it is advanced' )
		.parse()
		.opts< Flags >();

async function main(): Promise< void > {
	const flags = readFlags();
	const { pair, privateKeyFile } = keysIn( flags.keys ?? mkdtempSync( join( tmpdir(), 'callboard-simulator-' ) ) );
	const simulator = await startSimulator( {
		port: Number( flags.port ),
		season: flags.season,
		keys: pair,
		tls: flags.tls === true,
		...( flags.rows === undefined ? {} : { rows: flags.rows } ),
		clock: {
			...( flags.clock === undefined ? {} : { now: flags.clock } ),
			frozen: flags.frozen === true,
		},
	} );

	process.stdout.write(
		`${ JSON.stringify( {
			url: simulator.url,
			controlUrl: simulator.controlUrl,
			consumerKey: simulator.consumerKey,
			consumerSecret: simulator.consumerSecret,
			users: simulator.users,
			username: simulator.username,
			organizationId: simulator.organizationId,
			privateKeyFile,
			certificatePem: simulator.certificatePem,
			tlsCertificatePem: simulator.tlsCertificatePem,
			season: simulator.season,
			counts: simulator.counts,
			pid: process.pid,
		} ) }\n`
	);

	for ( const signal of [ 'SIGINT', 'SIGTERM' ] as const ) {
		process.once( signal, () => {
			void simulator.close().then( () => process.exit( 0 ) );
		} );
	}
}

// No top-level await: without "type": "module" this file is CommonJS.
main().catch( ( error: unknown ) => {
	process.stderr.write( `${ error instanceof Error ? error.message : String( error ) }\n` );
	process.exitCode = 1;
} );
