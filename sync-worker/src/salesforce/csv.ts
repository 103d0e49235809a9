import { unreadableAnswer } from './answers';

const quote = 34;
const comma = 44;
const newline = 10;
const carriageReturn = 13;

/** The lines of a CSV as they come in, the header first, as many at once as a piece holds; half a line is an error, never a line. */
export async function* linesOf( chunks: AsyncIterable< Uint8Array > ): AsyncGenerator< string[][] > {
	const decoder = new TextDecoder();
	const splitter = new Splitter();
	for await ( const chunk of chunks ) {
		const lines = splitter.take( decoder.decode( chunk, { stream: true } ) );
		if ( lines.length > 0 ) {
			yield lines;
		}
	}
	const rest = splitter.end( decoder.decode() );
	if ( rest.length > 0 ) {
		yield rest;
	}
}

/**
 * RFC 4180 as results of jobs are written: comma, line feed (with or without a carriage return), quotes doubled inside
 * quotes. Cells are cut out of the text as it came, one search a cell; a general parser that looks at each character
 * took a third of a re-read. What is not CSV is refused, as is a line of another width than the header’s.
 */
class Splitter {
	private text = '';
	private width = -1;
	/** Nothing more comes: what ends at the end of the text is whole. */
	private ended = false;

	public take( text: string ): string[][] {
		this.text = this.text === '' ? text : this.text + text;
		const lines: string[][] = [];
		let from = 0;
		for ( let line = this.lineAt( from ); line; line = this.lineAt( from ) ) {
			from = line.next;
			lines.push( this.counted( line.cells ) );
		}
		this.text = this.text.slice( from );
		return lines;
	}

	public end( text: string ): string[][] {
		this.ended = true;
		const lines = this.take( text );
		if ( this.text !== '' ) {
			throw unreadableAnswer( 'CSV' );
		}
		return lines;
	}

	private counted( cells: string[] ): string[] {
		if ( this.width < 0 ) {
			this.width = cells.length;
		}
		if ( cells.length !== this.width ) {
			throw unreadableAnswer( 'CSV' );
		}
		return cells;
	}

	/** The line that begins at `from`, and where the next one does; null where it is not whole yet. */
	private lineAt( from: number ): { cells: string[]; next: number } | null {
		const { text } = this;
		const cells: string[] = [];
		let at = from;
		if ( at >= text.length ) {
			return null;
		}
		for (;;) {
			const end = text.charCodeAt( at ) === quote ? this.afterQuoted( at, cells ) : this.afterPlain( at, cells );
			if ( end < 0 ) {
				return null;
			}
			const code = text.charCodeAt( end );
			if ( code === comma ) {
				at = end + 1;
			} else if ( end >= text.length ) {
				return { cells, next: end };
			} else if ( code === newline ) {
				return { cells, next: end + 1 };
			} else if ( code === carriageReturn && text.charCodeAt( end + 1 ) === newline ) {
				return { cells, next: end + 2 };
			} else {
				throw unreadableAnswer( 'CSV' );
			}
		}
	}

	/** Where a quoted cell is over; -1 where that cannot be told yet. */
	private afterQuoted( at: number, cells: string[] ): number {
		const { text } = this;
		let doubled = false;
		for ( let from = at + 1; ; ) {
			const closing = text.indexOf( '"', from );
			// The last character may be the first half of a doubled quote, or of a line’s end.
			if ( closing < 0 || ( ! this.ended && closing + 2 >= text.length ) ) {
				if ( this.ended ) {
					throw unreadableAnswer( 'CSV' );
				}
				return -1;
			}
			if ( text.charCodeAt( closing + 1 ) !== quote ) {
				const cell = text.slice( at + 1, closing );
				cells.push( doubled ? cell.replaceAll( '""', '"' ) : cell );
				return closing + 1;
			}
			doubled = true;
			from = closing + 2;
		}
	}

	/** Results of jobs quote everything; the header of a proxy’s error page does not. */
	private afterPlain( at: number, cells: string[] ): number {
		const { text } = this;
		let end = at;
		for ( let code = text.charCodeAt( end ); end < text.length && code !== comma && code !== newline; code = text.charCodeAt( ++end ) ) {
			if ( code === quote ) {
				throw unreadableAnswer( 'CSV' );
			}
		}
		if ( end >= text.length && ! this.ended ) {
			return -1;
		}
		if ( text.charCodeAt( end ) === newline && text.charCodeAt( end - 1 ) === carriageReturn && end > at ) {
			end -= 1;
		}
		cells.push( text.slice( at, end ) );
		return end;
	}
}
