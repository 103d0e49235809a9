import { parse } from 'csv-parse/sync';
import { DELIMITERS, LINE_ENDINGS, type CsvFormat } from './format';
import type { BulkLimits } from './limits';

/** The job as a whole dies; its `errorMessage` says why (§4.1). */
export class JobFailure extends Error {}

export interface Upload {
	header: string[];
	/** A row that breaks the rules of quoting comes as the text it is. */
	rows: ( string[] | string )[];
}

interface Scan {
	/** Records whose quotes are wrong: where they begin and end. */
	broken: [ start: number, end: number ][];
	/** Line endings that stand outside quotes. */
	endings: ReadonlySet< string >;
}

/** Where the quote that opens at `open` is closed; the end when nothing closes it. */
function closingQuote( text: string, open: number ): number {
	let at = text.indexOf( '"', open + 1 );
	while ( at >= 0 && text[ at + 1 ] === '"' ) {
		at = text.indexOf( '"', at + 2 );
	}
	return at < 0 ? text.length : at;
}

/** Whether a field, or the line, ends here. */
function isEnd( text: string, at: number, delimiter: string ): boolean {
	const char = text[ at ];
	return char === undefined || char === delimiter || char === '\n' || ( char === '\r' && text[ at + 1 ] === '\n' );
}

interface FieldEnd {
	/** Of the delimiter or line feed behind the field. */
	at: number;
	good: boolean;
}

function fieldFrom( text: string, start: number, delimiter: string ): FieldEnd {
	let at = start;
	let good = true;
	if ( text[ at ] === '"' ) {
		const close = closingQuote( text, at );
		good = close < text.length && isEnd( text, close + 1, delimiter );
		at = close + 1;
	}
	while ( at < text.length && text[ at ] !== delimiter && text[ at ] !== '\n' ) {
		good &&= text[ at ] !== '"';
		at++;
	}
	return { at, good };
}

/** Walks the text once, before csv-parse does: that one gives up good rows around a bad one. */
function scan( text: string, delimiter: string ): Scan {
	const broken: Scan[ 'broken' ] = [];
	const endings = new Set< string >();
	let record = 0;
	let intact = true;
	for ( let from = 0; from < text.length; ) {
		const { at, good } = fieldFrom( text, from, delimiter );
		intact &&= good;
		from = at + 1;
		if ( text[ at ] === delimiter ) {
			continue;
		}
		if ( ! intact ) {
			broken.push( [ record, at ] );
		}
		if ( at < text.length ) {
			endings.add( text[ at - 1 ] === '\r' ? 'CRLF' : 'LF' );
		}
		record = from;
		intact = true;
	}
	// The text ends with a delimiter: the last field is empty.
	if ( ! intact ) {
		broken.push( [ record, text.length ] );
	}
	return { broken, endings };
}

const decoder = new TextDecoder( 'utf-8', { fatal: true } );

function decode( content: Buffer ): string {
	try {
		return decoder.decode( content );
	} catch {
		throw new JobFailure( 'InvalidBatch : The data is not encoded in UTF-8' );
	}
}

function refuseOversize( { header, rows }: Upload, limits: BulkLimits ): void {
	if ( header.length > limits.fields ) {
		throw new JobFailure( `InvalidBatch : A record holds ${ limits.fields } fields at most` );
	}
	if ( header.join( ',' ).length > limits.headerChars ) {
		throw new JobFailure( `InvalidBatch : The header line holds ${ limits.headerChars } characters at most` );
	}
	for ( const row of rows ) {
		const cells = typeof row === 'string' ? [] : row;
		let chars = 0;
		for ( const cell of cells ) {
			chars += cell.length;
			if ( cell.length > limits.fieldChars ) {
				throw new JobFailure( `InvalidBatch : A field holds ${ limits.fieldChars } characters at most` );
			}
		}
		if ( chars > limits.recordChars ) {
			throw new JobFailure( `InvalidBatch : A record holds ${ limits.recordChars } characters at most` );
		}
	}
}

/** Rows of the good stretches between broken records, in the order of the file. */
function rowsOf( text: string, broken: Scan[ 'broken' ], { columnDelimiter, lineEnding }: CsvFormat ): Upload[ 'rows' ] {
	const read = ( part: string ): string[][] =>
		parse( part, {
			delimiter: DELIMITERS[ columnDelimiter ],
			record_delimiter: LINE_ENDINGS[ lineEnding ],
			relax_column_count: true,
			skip_empty_lines: true,
		} );
	const rows: Upload[ 'rows' ] = [];
	let from = 0;
	for ( const [ start, end ] of broken ) {
		read( text.slice( from, start ) ).forEach( ( row ) => rows.push( row ) );
		rows.push( text.slice( start, end ).replace( /\r$/, '' ) );
		from = end + 1;
	}
	const rest = read( text.slice( from ) );
	return rows.length === 0 ? rest : [ ...rows, ...rest ];
}

/** Header and rows of an upload, or the reason why the job dies of it (§4.2). */
export function readUpload( content: Buffer, format: CsvFormat, limits: BulkLimits ): Upload {
	const text = decode( content );
	const { broken, endings } = scan( text, DELIMITERS[ format.columnDelimiter ] );
	if ( [ ...endings ].some( ( ending ) => ending !== format.lineEnding ) ) {
		throw new JobFailure( `LineEnding is invalid on user data. Current LineEnding setting is ${ format.lineEnding }` );
	}
	const [ header, ...rows ] = rowsOf( text, broken, format );
	if ( header === undefined || typeof header === 'string' ) {
		throw new JobFailure( 'InvalidBatch : The data has no header line' );
	}
	const upload = { header, rows };
	refuseOversize( upload, limits );
	return upload;
}
