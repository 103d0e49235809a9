// Pages are built from strings that know whether they are markup: text is escaped when it joins a page.

export class Markup {
	constructor( readonly text: string ) {}
}

export type Part = Markup | Part[] | string | number | null | undefined | false;

const escape = ( text: string ): string => text.replace( /[&<>"']/g, ( char ) => `&#${ char.charCodeAt( 0 ) };` );

function print( part: Part ): string {
	if ( part instanceof Markup ) {
		return part.text;
	}
	if ( Array.isArray( part ) ) {
		return part.map( print ).join( '' );
	}
	return part === null || part === undefined || part === false ? '' : escape( String( part ) );
}

export const markup = ( texts: TemplateStringsArray, ...parts: Part[] ): Markup =>
	new Markup( texts.map( ( text, index ) => text + print( parts[ index ] ) ).join( '' ) );

/** A path with a query; what is empty is left out. */
export function address( path: string, query: Record< string, string | number | null | undefined > ): string {
	const params = new URLSearchParams();
	for ( const [ name, value ] of Object.entries( query ) ) {
		if ( value !== null && value !== undefined && value !== '' ) {
			params.append( name, String( value ) );
		}
	}
	return params.size === 0 ? path : `${ path }?${ params.toString() }`;
}

/** A button that posts; `what` tells a screen reader which of several alike it is. */
export const postButton = ( action: string, word: string, { what, danger = false }: { what?: string; danger?: boolean } = {} ): Markup =>
	markup`<form class="inline" method="post" action="${ action }"><button${ danger && markup` class="danger"` }>${ word }${
		what !== undefined && markup`<span class="hidden"> ${ what }</span>`
	}</button></form>`;
