// Run after `npm install` where the registry is not complete: node tests/stack/complete-lock.mjs
// Registries may lack the binaries of some platforms; npm then leaves them out of the lock, and `npm ci` refuses it.
// Completes package-lock.json with every optional package that its owner pins, so that the lock fits any platform.
import { readFileSync, writeFileSync } from 'node:fs';

const file = process.argv[ 2 ] ?? 'package-lock.json';
const lock = JSON.parse( readFileSync( file, 'utf8' ) );
const exact = /^\d+\.\d+\.\d+(?:[-+][\w.-]+)?$/;
const systems = [ 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32', 'aix' ];
const processors = [ 'arm64', 'x64', 'ia32', 'arm', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32' ];

function found( owner, name ) {
	let at = owner;
	for (;;) {
		const path = ( at ? at + '/' : '' ) + 'node_modules/' + name;
		if ( lock.packages[ path ] ) {
			return true;
		}
		if ( ! at ) {
			return false;
		}
		at = at.includes( '/node_modules/' ) ? at.slice( 0, at.lastIndexOf( '/node_modules/' ) ) : '';
	}
}

let added = 0;
for ( const [ owner, entry ] of Object.entries( lock.packages ) ) {
	for ( const [ name, wanted ] of Object.entries( entry.optionalDependencies ?? {} ) ) {
		if ( found( owner, name ) ) {
			continue;
		}
		if ( ! exact.test( wanted ) ) {
			console.log( `left out: ${ name }@${ wanted } of ${ owner }` );
			continue;
		}
		const words = name.split( /[-/]/ );
		const os = systems.filter( ( s ) => words.includes( s ) );
		const cpu = processors.filter( ( p ) => words.includes( p ) );
		lock.packages[ 'node_modules/' + name ] = {
			version: wanted,
			...( cpu.length && ! cpu.includes( 'wasm32' ) ? { cpu } : {} ),
			dev: true,
			optional: true,
			...( os.length ? { os } : {} ),
		};
		added++;
	}
}
lock.packages = Object.fromEntries( Object.entries( lock.packages ).sort( ( [ a ], [ b ] ) => ( a < b ? -1 : 1 ) ) );
writeFileSync( file, JSON.stringify( lock, null, 2 ) + '\n' );
console.log( `${ added } added` );
