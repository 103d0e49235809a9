/**
 * Three ports in a row: WordPress, the org, the worker. Named ports must be free; otherwise the demo finds some.
 */
import { createServer } from 'node:net';
import { freePort } from '../../stack/lib/process.mjs';
import { StackFailure } from '../../stack/lib/say.mjs';

const FIRST = 8780;

const isFree = ( port ) =>
	new Promise( ( resolve ) => {
		const server = createServer();
		server.once( 'error', () => resolve( false ) );
		server.listen( port, '127.0.0.1', () => server.close( () => resolve( true ) ) );
	} );

const areFree = async ( ports ) => ( await Promise.all( ports.map( isFree ) ) ).every( Boolean );
const threeFrom = ( first ) => [ first, first + 1, first + 2 ];

export async function choosePorts( wanted ) {
	if ( wanted !== undefined ) {
		const first = Number( wanted );
		if ( ! Number.isInteger( first ) || first < 1024 || first > 65_500 ) {
			throw new StackFailure( `--port ${ wanted } is not a port between 1024 and 65500.` );
		}
		if ( ! ( await areFree( threeFrom( first ) ) ) ) {
			throw new StackFailure( `One of the ports ${ threeFrom( first ).join( ', ' ) } is in use.`, [ 'Choose another with --port N.' ] );
		}
		return asNames( threeFrom( first ) );
	}
	if ( await areFree( threeFrom( FIRST ) ) ) {
		return asNames( threeFrom( FIRST ) );
	}
	return asNames( [ await freePort(), await freePort(), await freePort() ] );
}

const asNames = ( [ wordpress, org, worker ] ) => ( { wordpress, org, worker } );
