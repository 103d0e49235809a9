import { main } from './main';

/** Whoever reads the log may go away first (a closed terminal, PHP that has answered): that is no error of ours. */
for ( const stream of [ process.stdout, process.stderr ] ) {
	stream.on( 'error', ( error: NodeJS.ErrnoException ) => {
		if ( error.code !== 'EPIPE' ) {
			throw error;
		}
	} );
}

main( process.argv ).then(
	( code ) => {
		process.exitCode = code;
		// Idle sockets of finished calls would hold the process for seconds more.
		setImmediate( () => process.exit( code ) );
	},
	( error: unknown ) => {
		process.stderr.write( `${ String( error ) }\n` );
		process.exit( 1 );
	}
);
