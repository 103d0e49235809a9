/**
 * WordPress from Debian's own packages, for machines that reach a Debian mirror but not wordpress.org.
 * A newer suite than the machine's is read through lists of its own: nothing of the system's apt is changed.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasApt, aptEnvironment } from './apt.mjs';
import { must } from './process.mjs';
import { StackFailure } from './say.mjs';
import { temporaryFolder } from './cache.mjs';

const suites = { 7.1: 'sid', 6.8: 'trixie' };

// WordPress's package leaves these to packages of their own; symbolic links point into them.
const packages = [
	'wordpress',
	'libjs-cropper',
	'libjs-lodash',
	'libjs-underscore',
	'libjs-jquery-ui',
	'php-getid3',
	'libphp-phpmailer',
	'wordpress-theme-twentytwentyfive',
];

/** The machine's own Debian sources as [ { uri, signedBy } ], in either of apt's two formats. */
export function debianSources( folder = '/etc/apt' ) {
	const read = ( path ) => ( existsSync( path ) ? readFileSync( path, 'utf8' ) : '' );
	const listed = ( ending ) =>
		existsSync( join( folder, 'sources.list.d' ) ) ? readdirSync( join( folder, 'sources.list.d' ) ).filter( ( name ) => name.endsWith( ending ) ) : [];
	const found = [];
	for ( const name of listed( '.sources' ) ) {
		for ( const stanza of read( join( folder, 'sources.list.d', name ) ).split( /\n\s*\n/ ) ) {
			const field = ( key ) => new RegExp( `^${ key }:\\s*(.+)$`, 'mi' ).exec( stanza )?.[ 1 ]?.trim();
			found.push( ...( field( 'URIs' ) ?? '' ).split( /\s+/ ).map( ( uri ) => ( { uri, signedBy: field( 'Signed-By' ) } ) ) );
		}
	}
	const lines = [ read( join( folder, 'sources.list' ) ), ...listed( '.list' ).map( ( name ) => read( join( folder, 'sources.list.d', name ) ) ) ];
	for ( const line of lines.join( '\n' ).split( '\n' ) ) {
		const match = /^deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s/.exec( line );
		if ( match ) {
			found.push( { uri: match[ 2 ], signedBy: /signed-by=(\S+)/.exec( match[ 1 ] ?? '' )?.[ 1 ] } );
		}
	}
	return found.filter( ( { uri } ) => /\/debian\/?$/.test( uri ) );
}

export async function coreFromDebian( version, target ) {
	const suite = suites[ version ];
	if ( suite === undefined ) {
		throw new StackFailure( `Debian's packages hold WordPress ${ Object.keys( suites ).join( ' and ' ) }, not ${ version }.` );
	}
	const source = hasApt() ? debianSources()[ 0 ] : undefined;
	if ( source === undefined ) {
		throw new StackFailure( 'wordpress.org cannot be reached, and this machine has no Debian sources to fall back on.' );
	}
	const work = temporaryFolder( 'debian' );
	const options = await updateListsOf( suite, source, work );
	await must( 'apt-get', [ ...options, '-q', 'download', ...packages ], { cwd: join( work, 'debs' ), env: aptEnvironment } );
	const root = join( work, 'root' );
	for ( const deb of readdirSync( join( work, 'debs' ) ).filter( ( name ) => name.endsWith( '.deb' ) ) ) {
		await must( 'dpkg-deb', [ '-x', join( work, 'debs', deb ), root ] );
	}
	await assemble( root, target );
	rmSync( work, { recursive: true, force: true } );
}

async function updateListsOf( suite, source, work ) {
	[ 'lists/partial', 'archives/partial', 'debs', 'root', 'parts', 'state' ].forEach( ( name ) => mkdirSync( join( work, name ), { recursive: true } ) );
	const signedBy = source.signedBy && ! source.signedBy.includes( 'BEGIN' ) ? ` [signed-by=${ source.signedBy }]` : '';
	writeFileSync( join( work, 'sources.list' ), `deb${ signedBy } ${ source.uri } ${ suite } main\n` );
	writeFileSync( join( work, 'status' ), '' );
	const options = [
		[ 'Dir::Etc::sourcelist', join( work, 'sources.list' ) ],
		[ 'Dir::Etc::sourceparts', join( work, 'parts' ) ],
		[ 'Dir::State::lists', join( work, 'lists' ) ],
		[ 'Dir::State::status', join( work, 'status' ) ],
		[ 'Dir::Cache', work ],
		[ 'Dir::Cache::archives', join( work, 'archives' ) ],
		[ 'APT::Sandbox::User', '' ],
		[ 'Acquire::Languages', 'none' ],
	].flatMap( ( [ key, value ] ) => [ '-o', `${ key }=${ value }` ] );
	await must( 'apt-get', [ ...options, '-q', 'update' ], { env: aptEnvironment } );
	return options;
}

async function assemble( root, target ) {
	const core = join( root, 'usr/share/wordpress' );
	// These point to the system outside the packages; everything else points from package to package.
	const bundle = 'wp-includes/certificates/ca-bundle.crt';
	[ 'wp-config.php', '.htaccess', bundle ].forEach( ( name ) => rmSync( join( core, name ), { force: true } ) );
	await must( 'cp', [ '-rL', `${ core }/.`, target ] );
	if ( existsSync( '/etc/ssl/certs/ca-certificates.crt' ) ) {
		cpSync( '/etc/ssl/certs/ca-certificates.crt', join( target, bundle ) );
	}
}
