/** An element's content: text, or its child elements in order. */
type XmlContent = string | number | boolean | XmlElement[];
export interface XmlElement {
	name: string;
	attributes?: Record< string, string >;
	content?: XmlContent;
}

const ENTITIES: Record< string, string > = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
// Control characters cannot stand in XML at all.
const escape = ( text: string ): string =>
	text.replace( /[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '' ).replace( /[&<>"]/g, ( char ) => ENTITIES[ char ]! );

function printXml( { name, attributes = {}, content = '' }: XmlElement ): string {
	const inside = Array.isArray( content ) ? content.map( printXml ).join( '' ) : escape( String( content ) );
	const opening = [ name, ...Object.entries( attributes ).map( ( [ key, value ] ) => `${ key }="${ escape( value ) }"` ) ].join( ' ' );
	return inside === '' ? `<${ opening }/>` : `<${ opening }>${ inside }</${ name }>`;
}

export const xmlDocument = ( root: XmlElement ): string => `<?xml version="1.0" encoding="UTF-8"?>${ printXml( root ) }`;

/** Child elements of an object's entries, in their order; a null becomes an empty element with `nil` as its attributes. */
export function elementsOf( values: Record< string, unknown >, nil: Record< string, string > = {} ): XmlElement[] {
	return Object.entries( values ).map( ( [ name, value ] ): XmlElement => {
		if ( value === null || value === undefined ) {
			return { name, attributes: nil };
		}
		if ( typeof value === 'object' ) {
			return { name, content: elementsOf( { ...value }, nil ) };
		}
		return { name, content: typeof value === 'string' ? value : JSON.stringify( value ) };
	} );
}
