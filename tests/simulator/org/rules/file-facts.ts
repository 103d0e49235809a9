import { createHash } from 'node:crypto';
import type { Value } from '../schema';

const TYPES: Readonly< Record< string, string > > = {
	jpg: 'JPG',
	jpeg: 'JPEG',
	txt: 'TEXT',
	doc: 'WORD',
	docx: 'WORD_X',
	xls: 'EXCEL',
	xlsx: 'EXCEL_X',
	ppt: 'POWER_POINT',
	pptx: 'POWER_POINT_X',
};

interface FileFacts {
	size: number;
	/** MD5, in hex (§13). */
	checksum: string;
}

export function factsOf( base64: Value | undefined ): FileFacts {
	const bytes = Buffer.from( String( base64 ?? '' ), 'base64' );
	return { size: bytes.length, checksum: createHash( 'md5' ).update( bytes ).digest( 'hex' ) };
}

/** `Season/Poster.final.png` → title `Poster.final`, extension `png`, type `PNG`. */
export function namesOf( path: string ): { title: string; extension: string | null; type: string } {
	const name = path.split( /[\\/]/ ).pop() ?? path;
	const at = name.lastIndexOf( '.' );
	const extension = at > 0 && at < name.length - 1 ? name.slice( at + 1 ) : null;
	const type = extension === null ? 'UNKNOWN' : ( TYPES[ extension.toLowerCase() ] ?? extension.toUpperCase() );
	return { title: extension === null ? name : name.slice( 0, at ), extension, type: type.slice( 0, 20 ) };
}
