import { badRequest, type ApiError } from '../http/errors';

/** Whether a row's text answers what was looked for. */
export type Finds = ( text: string ) => boolean;

export const malformedSearch = ( message: string ): ApiError => badRequest( 'MALFORMED_SEARCH', message );

const escaped = ( text: string ): string => text.replace( /[\\^$.*+?()[\]{}|]/g, '\\$&' );

/** Whole words, without case; `*` stands for any letters and `?` for one. */
function wordsPattern( words: string ): RegExp {
	const pattern = words
		.trim()
		.split( /\s+/ )
		.map( ( word ) => escaped( word ).replace( /\\\*/g, '[\\p{L}\\p{N}_]*' ).replace( /\\\?/g, '[\\p{L}\\p{N}_]' ) )
		.join( '[^\\p{L}\\p{N}]+' );
	return new RegExp( `(?<![\\p{L}\\p{N}])${ pattern }(?![\\p{L}\\p{N}])`, 'iu' );
}

const unescape = ( text: string ): string => text.replace( /\\(.)/gs, '$1' );

function termOf( token: string ): Finds {
	const text = unescape( token.startsWith( '"' ) ? token.slice( 1, -1 ) : token );
	if ( ! /[\p{L}\p{N}]/u.test( text ) ) {
		throw malformedSearch( `search term must have letters or numbers: ${ text.slice( 0, 100 ) }` );
	}
	const pattern = wordsPattern( text );
	return ( given ) => pattern.test( given );
}

const MAX_TERMS = 200;

/** AND NOT binds closest, then AND (also between words without operator), then OR. */
class Expression {
	private at = 0;

	constructor( private readonly tokens: string[] ) {}

	whole(): Finds {
		const finds = this.either();
		if ( this.at < this.tokens.length ) {
			throw malformedSearch( `unexpected token: ${ this.tokens[ this.at ]! }` );
		}
		return finds;
	}

	private isNext( word: string ): boolean {
		return this.tokens[ this.at ]?.toUpperCase() === word;
	}

	private either(): Finds {
		const choices = [ this.every() ];
		while ( this.isNext( 'OR' ) ) {
			this.at++;
			choices.push( this.every() );
		}
		return ( text ) => choices.some( ( finds ) => finds( text ) );
	}

	private every(): Finds {
		const needs = [ this.one() ];
		while ( this.at < this.tokens.length && ! this.isNext( 'OR' ) && ! this.isNext( ')' ) ) {
			if ( this.isNext( 'AND' ) ) {
				this.at++;
			}
			if ( this.isNext( 'NOT' ) ) {
				this.at++;
				const finds = this.one();
				needs.push( ( text ) => ! finds( text ) );
			} else {
				needs.push( this.one() );
			}
		}
		return ( text ) => needs.every( ( finds ) => finds( text ) );
	}

	private one(): Finds {
		const token = this.tokens[ this.at++ ];
		if ( token === '(' ) {
			const finds = this.either();
			if ( this.tokens[ this.at++ ] !== ')' ) {
				throw malformedSearch( 'unexpected end of search: a bracket is open' );
			}
			return finds;
		}
		if ( token === undefined || /^(?:AND|OR|NOT|\))$/i.test( token ) ) {
			throw malformedSearch( `unexpected token: ${ token ?? '<EOF>' }` );
		}
		return termOf( token );
	}
}

/** What stands between the braces of FIND. */
export function readTerms( text: string ): Finds {
	const tokens = text.match( /"(?:\\.|[^"\\])*"|[()]|(?:\\.|[^\s"()\\])+/gs ) ?? [];
	if ( tokens.length === 0 || tokens.length > MAX_TERMS ) {
		throw malformedSearch( tokens.length === 0 ? 'search term must not be empty' : 'the search has too many terms' );
	}
	return new Expression( tokens ).whole();
}

/** Plain words, as parameterizedSearch takes them: all of them have to be there. */
export function plainTerms( text: string ): Finds {
	const words = text.split( /\s+/ ).filter( ( word ) => word !== '' );
	if ( words.length === 0 || words.length > MAX_TERMS ) {
		throw malformedSearch( words.length === 0 ? 'search term must not be empty' : 'the search has too many terms' );
	}
	const finds = words.map( termOf );
	return ( given ) => finds.every( ( one ) => one( given ) );
}
