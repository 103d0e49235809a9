import { parseQuery, type Query } from '@jetstreamapp/soql-parser-js';
import { badRequest } from '../http/errors';
import { malformed, positioned } from './errors';
import { Source } from './source';
import { clauseOf, statementsIn, type Statement } from './statements';
import { tokenise, word, type Token } from './tokens';
import { treeOf, Unstructured, type Tree } from './tree';

const MAX_LENGTH = 100_000;
const MAX_LITERAL = 4_000;
const TOO_COMPLICATED = 'Query is either selecting too many fields or the filter conditions are too complicated. Please simplify it and try again.';
const FOUND = /but found(?:: '?| --> ')([\s\S]*?)'?(?: <--)?\s*$/;
/** A time of day has no place in the parser's grammar; a number as long as it has. */
const TIME = /^\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/i;

export const isTime = ( text: string ): boolean => TIME.test( text );

const messageOf = ( error: unknown ): string => ( error instanceof Error ? error.message : String( error ) );

function failureOf( soql: string ): string | null {
	try {
		parseQuery( soql );
		return null;
	} catch ( error ) {
		return messageOf( error );
	}
}

const foundIn = ( message: string ): string => FOUND.exec( message )?.[ 1 ] ?? '';

/** The parser names the token it stumbled on, not its place: the shortest beginning that fails on it tells. */
function locate( soql: string, image: string, tokens: Token[] ): Token | null {
	const candidates = tokens.filter( ( token ) => token.text === image || token.text.startsWith( image ) );
	let low = 0;
	let high = candidates.length - 1;
	while ( low < high ) {
		const middle = ( low + high ) >> 1;
		const { offset, text } = candidates[ middle ]!;
		const failure = failureOf( soql.slice( 0, offset + text.length ) );
		if ( failure !== null && foundIn( failure ) !== '' ) {
			high = middle;
		} else {
			low = middle + 1;
		}
	}
	return candidates[ low ] ?? null;
}

interface Written {
	soql: string;
	/** What the parser is given: the same length, so that places stay. */
	plain: string;
	tokens: Token[];
}

function explain( { soql, plain, tokens }: Written, message: string ): Error {
	const lexing = /at offset: (\d+)/.exec( message );
	const stray = tokens.find( ( token ) => token.kind === 'unknown' );
	const first = tokens[ 0 ];
	if ( first && word( first ) !== 'SELECT' ) {
		return malformed( `unexpected token: ${ first.text }` );
	}
	if ( lexing || stray?.text === "'" ) {
		const offset = stray?.offset ?? Number( lexing?.[ 1 ] );
		return positioned(
			'MALFORMED_QUERY',
			soql,
			offset,
			stray?.text === "'" ? 'unexpected token: <EOF>' : `unexpected token: '${ soql.charAt( offset ) }'`
		);
	}
	const image = foundIn( message );
	const token = image === '' ? null : locate( plain, image, tokens );
	if ( token?.text.startsWith( ':' ) ) {
		return positioned( 'MALFORMED_QUERY', soql, token.offset, 'Bind variables only allowed in Apex code' );
	}
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

/** `FROM Contact c, c.Account a` (§2.10): the parser knows one alias only, so the others are taken out of its sight. */
function furtherAliases( statement: Statement | undefined ): { aliases: Map< string, string >; hidden: Token[] } {
	const tokens = clauseOf( statement, 'FROM' );
	const comma = tokens.findIndex( ( token ) => word( token ) === ',' );
	const hidden = comma < 0 ? [] : tokens.slice( comma );
	const words = hidden.filter( ( token ) => word( token ) !== 'AS' );
	const aliases = new Map< string, string >();
	for ( let k = 0; k < words.length; k += 3 ) {
		const [ , path, alias ] = words.slice( k, k + 3 );
		if ( word( words[ k ] ) !== ',' || path?.kind !== 'word' || alias?.kind !== 'word' ) {
			return { aliases: new Map(), hidden: [] };
		}
		aliases.set( alias.text.toLowerCase(), path.text );
	}
	return { aliases, hidden };
}

function structureOf( tokens: Token[] ): Tree | Unstructured | null {
	try {
		return tokens.length === 0 ? null : treeOf( tokens );
	} catch ( error ) {
		if ( error instanceof Unstructured ) {
			return error;
		}
		throw error;
	}
}

function blank( soql: string, hidden: Token[], times: Token[] ): string {
	const out = soql.split( '' );
	const fill = ( { offset, text }: Token, char: string ): void => {
		out.fill( char, offset, offset + text.length );
	};
	hidden.forEach( ( token ) => fill( token, ' ' ) );
	times.forEach( ( token ) => fill( token, '1' ) );
	return out.join( '' );
}

function refuseApexOnly( soql: string, statement: Statement | undefined ): void {
	const [ all ] = clauseOf( statement, 'ALL' );
	if ( all && word( all ) === 'ROWS' ) {
		throw positioned( 'MALFORMED_QUERY', soql, all.offset, 'ALL ROWS not allowed in this context' );
	}
}

/** A query nested deeper than the stack is too complicated for Salesforce, too (§2.10). */
export function parseSoql( soql: string ): { query: Query; source: Source } {
	if ( soql.length > MAX_LENGTH ) {
		throw malformed( 'SOQL statements cannot be longer than 100000 characters.' );
	}
	try {
		return read( soql );
	} catch ( error ) {
		throw error instanceof RangeError ? badRequest( 'QUERY_TOO_COMPLICATED', TOO_COMPLICATED ) : error;
	}
}

function read( soql: string ): { query: Query; source: Source } {
	const tokens = tokenise( soql );
	const statements = statementsIn( tokens, 0, tokens.length ).map( ( statement ) => ( {
		statement,
		where: structureOf( clauseOf( statement, 'WHERE' ) ),
		having: structureOf( clauseOf( statement, 'HAVING' ) ),
	} ) );
	const main = statements[ 0 ]?.statement;
	refuseApexOnly( soql, main );
	const { aliases, hidden } = furtherAliases( main );
	const trees = statements.flatMap( ( { where, having } ) => [ where, having ] );
	const structural = trees.flatMap( ( tree ) => ( tree instanceof Unstructured ? [] : ( tree?.structural ?? [] ) ) );
	const times = tokens.filter( ( token ) => token.kind === 'word' && isTime( token.text ) );
	const words = statements.flatMap( ( { statement } ) => clauseOf( statement, 'FROM' ).filter( ( token, index ) => index === 1 && word( token ) === 'AS' ) );
	const plain = blank( soql, [ ...hidden, ...structural, ...words ], times );
	const query = parsed( { soql, plain, tokens } );
	refuseBadStrings( soql, tokens );
	const [ unstructured ] = trees.filter( ( tree ) => tree instanceof Unstructured );
	if ( unstructured ) {
		const { token } = unstructured;
		throw positioned( 'MALFORMED_QUERY', soql, token?.offset ?? soql.length, `unexpected token: ${ token ? `'${ token.text }'` : '<EOF>' }` );
	}
	const known = statements.map( ( { statement, where, having } ) => ( {
		statement,
		where: where instanceof Unstructured ? null : where,
		having: having instanceof Unstructured ? null : having,
	} ) );
	return { query, source: new Source( soql, aliases, query, known ) };
}

function parsed( written: Written ): Query {
	let query: Query;
	try {
		query = parseQuery( written.plain );
	} catch ( error ) {
		throw explain( written, messageOf( error ) );
	}
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
