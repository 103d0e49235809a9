import { XMLParser } from 'fast-xml-parser';
import { isObject } from '../http/message';

/** The one element inside a SOAP body, and the header beside it; names are without their prefixes. */
export interface Envelope {
	operation: string;
	arguments: Record< string, unknown >;
	header: Record< string, unknown >;
}

const parser = new XMLParser( {
	ignoreAttributes: true,
	removeNSPrefix: true,
	parseTagValue: false,
	trimValues: false,
	processEntities: false,
	ignoreDeclaration: true,
	ignorePiTags: true,
	maxNestedTags: 20,
} );

const PREDEFINED: Record< string, string > = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };

/** The five entities of XML itself, and characters by number; a document defines none of its own. */
const unescape = ( text: string ): string =>
	text.replace( /&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-f]{1,6});/gi, ( entity ) => {
		const named = PREDEFINED[ entity ];
		if ( named !== undefined ) {
			return named;
		}
		const code = /^&#x/i.test( entity ) ? Number.parseInt( entity.slice( 3 ), 16 ) : Number( entity.slice( 2, -1 ) );
		return code > 0 && code <= 0x10ffff ? String.fromCodePoint( code ) : entity;
	} );

const within = ( value: unknown, name: string ): Record< string, unknown > => {
	const inner = isObject( value ) ? value[ name ] : undefined;
	return isObject( inner ) ? inner : {};
};

/** The text of a child element, empty when there is none. */
export function textOf( element: Record< string, unknown >, name: string ): string {
	const value = element[ name ];
	return typeof value === 'string' ? unescape( value ) : '';
}

/** Null for what is not a SOAP message. Documents with a DOCTYPE are not read at all. */
export function readEnvelope( body: Buffer ): Envelope | null {
	const xml = body.toString( 'utf8' ).trimEnd();
	// The parser takes half a document for a whole one.
	const isWhole = xml.endsWith( 'Envelope>' );
	if ( ! isWhole || xml.includes( '<!DOCTYPE' ) || xml.includes( '<!ENTITY' ) ) {
		return null;
	}
	try {
		const document: unknown = parser.parse( xml );
		const envelope = within( document, 'Envelope' );
		const operations = Object.entries( within( envelope, 'Body' ) ).filter( ( [ name ] ) => name !== '#text' );
		const [ operation, content ] = operations[ 0 ] ?? [];
		if ( operations.length !== 1 || operation === undefined ) {
			return null;
		}
		return { operation, arguments: isObject( content ) ? content : {}, header: within( envelope, 'Header' ) };
	} catch {
		return null;
	}
}

export const sessionIdOf = ( { header }: Envelope ): string => textOf( within( header, 'SessionHeader' ), 'sessionId' ).trim();
