import { parseQuery, type Query } from '@jetstreamapp/soql-parser-js';
import { malformed, positioned } from './errors';
import { tokenise, type Token } from './tokens';

const MAX_LENGTH = 100_000;
const MAX_LITERAL = 4_000;
const FOUND = /but found(?:: '?| --> ')([\s\S]*?)'?(?: <--)?\s*$/;

const messageOf = ( error: unknown ): string => ( error instanceof Error ? error.message : String( error ) );

function failureOf( soql: string ): string | null {
	try {
		parseQuery( soql );
		return null;
	} catch ( error ) {
		return messageOf( error );
	}
}

/** The parser names the token it stumbled on, not its place: the first prefix that fails on it tells. */
function locate( soql: string, image: string, tokens: Token[] ): Token | null {
	const candidates = tokens.filter( ( token ) => token.text === image );
	for ( const token of candidates ) {
		const failure = failureOf( soql.slice( 0, token.offset + token.text.length ) );
		if ( failure !== null && FOUND.exec( failure )?.[ 1 ] === image ) {
			return token;
		}
	}
	return candidates[ 0 ] ?? null;
}

function explain( soql: string, message: string ): Error {
	const lexing = /at offset: (\d+)/.exec( message );
	if ( lexing ) {
		const offset = Number( lexing[ 1 ] );
		const char = soql.charAt( offset );
		return positioned( 'MALFORMED_QUERY', soql, offset, char === "'" ? 'Bind variables only allowed in Apex code' : `unexpected token: '${ char }'` );
	}
	const tokens = tokenise( soql );
	const image = FOUND.exec( message )?.[ 1 ] ?? '';
	const first = tokens[ 0 ];
	if ( first && first.text.toUpperCase() !== 'SELECT' ) {
		return malformed( `unexpected token: ${ first.text }` );
	}
	const token = image === '' ? null : locate( soql, image, tokens );
	return token
		? positioned( 'MALFORMED_QUERY', soql, token.offset, `unexpected token: '${ token.text }'` )
		: positioned( 'MALFORMED_QUERY', soql, soql.length, 'unexpected token: <EOF>' );
}

function refuseBadStrings( soql: string, tokens: Token[] ): void {
	for ( const token of tokens ) {
		if ( token.kind !== 'string' ) {
			continue;
		}
		if ( token.text.length - 2 > MAX_LITERAL ) {
			throw malformed( `string literal too long: the limit is ${ MAX_LITERAL } characters` );
		}
		const bad = /\\(?:u(?![0-9a-fA-F]{4})|[^ntrbfu"'\\_%NTRBF])/.exec( token.text.replace( /\\\\/g, '--' ) );
		if ( bad ) {
			throw positioned(
				'MALFORMED_QUERY',
				soql,
				token.offset + bad.index,
				`Invalid string literal ${ token.text }. Illegal character sequence '${ bad[ 0 ] }' in string literal.`
			);
		}
	}
}

export function parseSoql( soql: string ): Query {
	if ( soql.length > MAX_LENGTH ) {
		throw malformed( 'SOQL statements cannot be longer than 100000 characters.' );
	}
	let query: Query;
	try {
		query = parseQuery( soql );
	} catch ( error ) {
		throw explain( soql, messageOf( error ) );
	}
	refuseBadStrings( soql, tokenise( soql ) );
	if ( ! query.sObject ) {
		throw malformed( 'unexpected token: <EOF>' );
	}
	return query;
}

const ESCAPES: Record< string, string > = {
	n: '\n',
	r: '\r',
	t: '\t',
	b: '\b',
	f: '\f',
};

/** The text between the quotes, escapes resolved. `keepWildcards` leaves \_ and \% for LIKE. */
export function readString( literal: string, keepWildcards = false ): string {
	return literal.slice( 1, -1 ).replace( /\\(u[0-9a-fA-F]{4}|[\s\S])/g, ( whole, code: string ) => {
		if ( code.length > 1 ) {
			return String.fromCharCode( parseInt( code.slice( 1 ), 16 ) );
		}
		if ( keepWildcards && /[_%\\]/.test( code ) ) {
			return whole;
		}
		return ESCAPES[ code.toLowerCase() ] ?? code;
	} );
}
