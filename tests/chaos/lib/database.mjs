/**
 * A MariaDB that may be killed at any moment and comes back with the same data, and a client that stays open:
 * a schedule asks hundreds of things of it, and each process of its own would cost more than the question.
 */
import { startMariaDb } from '../../stack/lib/mariadb.mjs';
import { hasCommand, start } from '../../stack/lib/process.mjs';
import { StackFailure } from '../../stack/lib/say.mjs';

const END = '--end-of-answer--';
const unescape = ( text ) => text.replace( /\\(.)/gs, ( _, letter ) => ( { n: '\n', t: '\t', 0: '\0' } )[ letter ] ?? letter );

function openClient( { socket }, name ) {
	const command = hasCommand( 'mariadb' ) ? 'mariadb' : 'mysql';
	const args = [ '--no-defaults', '-uroot', `--socket=${ socket }`, '-N', '-B', '--unbuffered', '--skip-reconnect', '--default-character-set=utf8mb4', name ];
	const child = start( command, args, { stdio: [ 'pipe', 'pipe', 'pipe' ] } );
	child.stdin.on( 'error', () => undefined ); // It has ended; `ended` says so.
	let text = '';
	let errors = '';
	let waiting;
	child.stderr.setEncoding( 'utf8' ).on( 'data', ( part ) => ( errors += part ) );
	child.stdout.setEncoding( 'utf8' ).on( 'data', ( part ) => {
		text += part;
		if ( text.endsWith( `${ END }\n` ) ) {
			const answer = text.slice( 0, -END.length - 1 );
			text = '';
			waiting?.resolve( answer );
		}
	} );
	return {
		ask: ( sql ) =>
			new Promise( ( resolve, reject ) => {
				waiting = { resolve };
				void child.ended.then( () => reject( new StackFailure( `The SQL client ended: ${ errors.trim().slice( -500 ) }` ) ) );
				child.stdin.write( `${ sql };\nSELECT '${ END }';\n` );
			} ),
		stop: () => child.stop( 'SIGKILL' ),
	};
}

/** `{ sql( statements ), rows( select ), revive(), pid(), server }`; one question at a time, in the order asked. */
export async function startDatabase( name ) {
	const server = await startMariaDb( { survivesKill: true } );
	await server.createDatabase( name );
	let client = openClient( server, name );
	let queue = Promise.resolve();
	const inTurn = ( work ) => ( queue = queue.then( work, work ) );
	const sql = ( statements ) => inTurn( () => client.ask( statements ) );
	return {
		server,
		name,
		sql,
		/** Rows of one SELECT of one JSON expression. */
		rows: async ( select ) =>
			( await sql( select ) )
				.split( '\n' )
				.filter( Boolean )
				.map( ( line ) => JSON.parse( unescape( line ) ) ),
		pid: () => server.pid,
		isAlive: () => server.isAlive(),
		/** Answers whether it had died. */
		revive: () =>
			inTurn( async () => {
				// A connection tells of a death before the system reports it.
				const answers = await client.ask( 'SELECT 1' ).then(
					() => true,
					() => false
				);
				if ( answers ) {
					return false;
				}
				await client.stop();
				await server.restart();
				client = openClient( server, name );
				return true;
			} ),
	};
}
