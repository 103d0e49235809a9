import { badRequest, refuse } from '../http/errors';
import { headerOf, type Ask } from '../http/message';

const MAX_DEPTH = 1000;

/** How deep arrays and objects stand in each other, texts left aside. */
function depthOf( text: string ): number {
	let depth = 0;
	let deepest = 0;
	let quoted = false;
	for ( let at = 0; at < text.length; at++ ) {
		const char = text[ at ];
		if ( quoted ) {
			at += char === '\\' ? 1 : 0;
			quoted = char !== '"';
		} else if ( char === '"' ) {
			quoted = true;
		} else if ( char === '[' || char === '{' ) {
			deepest = Math.max( deepest, ++depth );
		} else if ( char === ']' || char === '}' ) {
			depth--;
		}
	}
	return deepest;
}

function decode( ask: Ask, contentType: string ): string {
	const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec( contentType )?.[ 1 ] ?? 'utf-8';
	let decoder: TextDecoder;
	try {
		decoder = new TextDecoder( charset, { fatal: true } );
	} catch {
		throw refuse( 415, 'UNSUPPORTED_MEDIA_TYPE', `Content type '${ contentType.slice( 0, 200 ) }' not supported` );
	}
	try {
		return decoder.decode( ask.body );
	} catch {
		throw badRequest( 'JSON_PARSER_ERROR', `The body is not ${ charset.slice( 0, 40 ) } text` );
	}
}

const named = ( character: string ): string => `Unexpected character ('${ character }' (code ${ character.charCodeAt( 0 ) }))`;

/** `Unexpected character ('}' (code 125)) at [line:1, column:9]` (§7.2); the engine does not always tell where. */
function explain( text: string, { message }: SyntaxError ): string {
	const token = /^Unexpected token '(.)'/s.exec( message )?.[ 1 ];
	if ( token !== undefined ) {
		return named( token );
	}
	const at = Number( /position (\d+)/.exec( message )?.[ 1 ] ?? text.length );
	const before = text.slice( 0, at ).split( '\n' );
	const place = `[line:${ before.length }, column:${ before[ before.length - 1 ]!.length + 1 }]`;
	const character = text[ at ];
	return character === undefined ? `Unexpected end-of-input at ${ place }` : `${ named( character ) } at ${ place }`;
}

/** The JSON of a body; undefined when there is none. */
export function readJson( ask: Ask ): unknown {
	if ( ask.body.length === 0 ) {
		return undefined;
	}
	const contentType = headerOf( ask, 'content-type' ) ?? '';
	const type = contentType.split( ';' )[ 0 ]!.trim().toLowerCase();
	if ( type !== 'application/json' ) {
		throw refuse( 415, 'UNSUPPORTED_MEDIA_TYPE', `Content type '${ type.slice( 0, 200 ) }' not supported` );
	}
	const text = decode( ask, contentType );
	try {
		if ( text.length > MAX_DEPTH && depthOf( text ) > MAX_DEPTH ) {
			throw badRequest( 'JSON_PARSER_ERROR', `Document nesting depth exceeds the maximum allowed (${ MAX_DEPTH })` );
		}
		return JSON.parse( text ) as unknown;
	} catch ( error ) {
		throw error instanceof SyntaxError ? badRequest( 'JSON_PARSER_ERROR', explain( text, error ) ) : error;
	}
}
