export interface Token {
	text: string;
	offset: number;
	kind: 'string' | 'word' | 'symbol' | 'unknown';
	/** Of an opening parenthesis: how many tokens on it closes. */
	closesAfter: number;
}

const PATTERN = /\s+|(?<string>'(?:[^'\\]|\\[\s\S])*')|(?<word>[\p{L}\p{N}_.:+-]+)|(?<symbol><=|>=|!=|<>|[=<>(),])|(?<unknown>[\s\S])/guy;

/** A rough cut of the query: enough to know where a name or a failing token stands. */
export function tokenise( soql: string ): Token[] {
	const tokens: Token[] = [];
	for ( const match of soql.matchAll( PATTERN ) ) {
		const kinds = match.groups ?? {};
		for ( const kind of [ 'string', 'word', 'symbol', 'unknown' ] as const ) {
			const text = kinds[ kind ];
			if ( text !== undefined ) {
				tokens.push( { text, offset: match.index, kind, closesAfter: Infinity } );
			}
		}
	}
	pair( tokens );
	return tokens;
}

function pair( tokens: Token[] ): void {
	const open: number[] = [];
	for ( const [ index, token ] of tokens.entries() ) {
		if ( token.text === '(' ) {
			open.push( index );
		} else if ( token.text === ')' ) {
			const start = open.pop();
			if ( start !== undefined ) {
				tokens[ start ]!.closesAfter = index - start;
			}
		}
	}
}

/** A token as a keyword or symbol; '' for a string, which is never one. */
export const word = ( token: Token | undefined ): string => ( token === undefined || token.kind === 'string' ? '' : token.text.toUpperCase() );

/** Where the parenthesis that opens at `from` closes; the end when it never does. */
export const closing = ( tokens: Token[], from: number ): number => Math.min( tokens.length, from + ( tokens[ from ]?.closesAfter ?? 0 ) );

/** The pieces between commas that no parenthesis holds. */
export function splitAtCommas( tokens: Token[] ): Token[][] {
	const pieces: Token[][] = [ [] ];
	for ( let k = 0; k < tokens.length; k++ ) {
		const text = word( tokens[ k ] );
		if ( text === ',' ) {
			pieces.push( [] );
			continue;
		}
		const end = text === '(' ? Math.min( closing( tokens, k ), tokens.length - 1 ) : k;
		pieces[ pieces.length - 1 ]!.push( ...tokens.slice( k, end + 1 ) );
		k = end;
	}
	return pieces;
}
