import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { unreadableAnswer } from './answers';

/** The lines of a CSV as they come in, the header first; half a line is an error, never a line. */
export async function* linesOf( chunks: AsyncIterable< Uint8Array > ): AsyncGenerator< string[] > {
	const parser = parse( { bom: true, record_delimiter: '\n' } );
	// What breaks the source breaks the parser, and is thrown below.
	pipeline( Readable.from( chunks, { objectMode: true } ), parser, () => undefined );
	try {
		for await ( const line of parser ) {
			yield line as string[];
		}
	} catch ( error ) {
		throw error instanceof CsvError ? unreadableAnswer( 'CSV' ) : error;
	} finally {
		parser.destroy();
	}
}
