// Preloaded into WordPress Playground, which listens on every interface and has no option against that.
const { Server } = require( 'node:net' );

const listen = Server.prototype.listen;

Server.prototype.listen = function ( ...args ) {
	const [ first ] = args;
	if ( typeof first === 'object' && first !== null && 'port' in first ) {
		return listen.call( this, { ...first, host: '127.0.0.1' }, ...args.slice( 1 ) );
	}
	if ( typeof first === 'number' || ( typeof first === 'string' && /^\d+$/.test( first ) ) ) {
		const rest = typeof args[ 1 ] === 'string' ? args.slice( 2 ) : args.slice( 1 );
		return listen.call( this, Number( first ), '127.0.0.1', ...rest );
	}
	// No port given means any free one; paths of Unix sockets stay as they are.
	if ( first === undefined || typeof first === 'function' ) {
		return listen.call( this, 0, '127.0.0.1', ...args );
	}
	return listen.apply( this, args );
};
