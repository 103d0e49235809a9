export interface Token {
	text: string;
	offset: number;
	kind: 'string' | 'word' | 'symbol' | 'unknown';
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
				tokens.push( { text, offset: match.index, kind } );
			}
		}
	}
	return tokens;
}
