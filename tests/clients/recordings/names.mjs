/**
 * What the recorded world called things, and what ours calls them: learnt from each pair of answers, and put into the next request.
 */

const isId = ( value ) => /^[0-9a-zA-Z]{15}(?:[0-9A-Z]{3})?$/.test( value ) && /\d/.test( value );
const isClient = ( value ) => /^c[0-9a-f]{16,}$/.test( value );
const last = ( path ) => path.split( '/' ).at( -1 );

export class Names {
	known = new Map();
	/** Replay ids and locators are too short to be replaced wherever they stand. */
	replayIds = new Map();
	locators = new Map();

	set( recorded, ours ) {
		this.known.set( recorded, ours );
	}

	/** Longer names first: an id of 18 characters before the 15 it begins with. */
	put( text ) {
		const names = [ ...this.known.keys() ].sort( ( a, b ) => b.length - a.length );
		return names.reduce( ( done, name ) => done.replaceAll( name, this.known.get( name ) ), text );
	}

	learn( recorded, ours, key = '' ) {
		if ( Array.isArray( recorded ) && Array.isArray( ours ) ) {
			recorded.forEach( ( one, index ) => this.learn( one, ours[ index ] ) );
		} else if ( recorded && ours && typeof recorded === 'object' && typeof ours === 'object' ) {
			Object.keys( recorded ).forEach( ( name ) => this.learn( recorded[ name ], ours[ name ], name ) );
		} else if ( typeof recorded === 'string' && typeof ours === 'string' ) {
			this.learnText( recorded, ours, key );
		}
	}

	/** The recorder numbered its events one by one; a long answer of its was cut off, so ours are counted. */
	learnEvents( recorded, ours ) {
		const idsOf = ( messages ) => messages.flatMap( ( { event } ) => ( event ? [ event.replayId ] : [] ) );
		const events = ( messages ) => ( Array.isArray( messages ) ? messages.map( ( { data } ) => data ?? {} ) : [] );
		const [ first ] = idsOf( events( recorded ) );
		if ( first !== undefined ) {
			idsOf( events( ours ) ).forEach( ( id, index ) => this.replayIds.set( String( first + index ), id ) );
		}
	}

	learnText( recorded, ours, key ) {
		if ( key === 'access_token' || key === 'refresh_token' ) {
			this.set( recorded, ours );
		} else if ( key === 'nextRecordsUrl' ) {
			this.set( last( recorded ), last( ours ) );
		} else if ( ( isId( recorded ) || isClient( recorded ) ) && ! this.known.has( recorded ) ) {
			this.set( recorded, ours );
		}
	}
}
