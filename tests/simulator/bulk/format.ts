/** Column delimiters by the name a job gives them (§4.2). */
export const DELIMITERS = { COMMA: ',', BACKQUOTE: '`', CARET: '^', PIPE: '|', SEMICOLON: ';', TAB: '\t' } as const;
export type DelimiterName = keyof typeof DELIMITERS;

export const LINE_ENDINGS = { LF: '\n', CRLF: '\r\n' } as const;
export type LineEndingName = keyof typeof LINE_ENDINGS;

export interface CsvFormat {
	columnDelimiter: DelimiterName;
	lineEnding: LineEndingName;
}

const quoted = ( text: string ): string => `"${ text.includes( '"' ) ? text.replaceAll( '"', '""' ) : text }"`;

/** Every value quoted, as Salesforce does: clients parse results with all six delimiters at once (§0, item 10). */
export function csvLine( cells: readonly string[], { columnDelimiter, lineEnding }: CsvFormat ): string {
	const delimiter = DELIMITERS[ columnDelimiter ];
	let line = '';
	for ( const cell of cells ) {
		line += line === '' ? quoted( cell ) : delimiter + quoted( cell );
	}
	return line + LINE_ENDINGS[ lineEnding ];
}
