/**
 * The recordings: one line a request, `{ i, label, t, M, url, h, body, st, resBody, resHeaders }`, in the order of their answers.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname( fileURLToPath( import.meta.url ) );

export const files = () => readdirSync( folder ).filter( ( name ) => name.endsWith( '.jsonl' ) );

function messageOf( { url, body } ) {
	const first = url.startsWith( '/cometd/' ) ? JSON.parse( body )[ 0 ] : undefined;
	return first?.clientId ? { client: first.clientId, id: Number.parseInt( first.id, 36 ) } : undefined;
}

/** A long poll that was on its way when its client said more was sent first, though it was answered last. */
function asSent( requests ) {
	const sent = [ ...requests ];
	for ( let at = 1; at < sent.length; at++ ) {
		const [ before, now ] = [ messageOf( sent[ at - 1 ] ), messageOf( sent[ at ] ) ];
		if ( before && now && before.client === now.client && now.id < before.id ) {
			[ sent[ at - 1 ], sent[ at ] ] = [ sent[ at ], sent[ at - 1 ] ];
		}
	}
	return sent;
}

export function read( name ) {
	const lines = readFileSync( join( folder, name ), 'utf8' ).trim().split( '\n' );
	return asSent( lines.map( ( line ) => JSON.parse( line ) ) );
}

/** The recorder cut long bodies off: what is whole of them, with all brackets closed. A list's element that is cut counts only when `parts` do. */
function completed( text, parts ) {
	const open = [];
	let inString = false;
	let whole = { end: 0, open: [] };
	for ( let at = 0; at < text.length; at++ ) {
		const char = text[ at ];
		if ( inString ) {
			at += char === '\\' ? 1 : 0;
			inString = char !== '"';
			continue;
		}
		if ( char === '"' ) {
			inString = true;
		} else if ( char === '{' || char === '[' ) {
			open.push( char === '{' ? '}' : ']' );
		} else if ( char === '}' || char === ']' ) {
			open.pop();
			whole = parts || open.at( -1 ) === ']' ? { end: at + 1, open: [ ...open ] } : whole;
		} else if ( char === ',' && parts ) {
			whole = { end: at, open: [ ...open ] };
		}
	}
	return text.slice( 0, whole.end ) + whole.open.reverse().join( '' );
}

/** The JSON of a body; undefined when it is none. */
export function jsonOf( text, { parts = true } = {} ) {
	if ( ! /^\s*[[{]/.test( text ) ) {
		return undefined;
	}
	try {
		return JSON.parse( text );
	} catch {
		return JSON.parse( completed( text, parts ) );
	}
}
