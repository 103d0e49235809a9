import { headerOf, type Ask } from './message';

/** A posted form with files: its parts by name. */
export class FormParts {
	constructor( readonly parts: ReadonlyMap< string, Buffer > ) {}

	text( name: string ): string | undefined {
		return this.parts.get( name )?.toString( 'utf8' );
	}
}

export const isMultipart = ( ask: Ask ): boolean => /^multipart\/form-data\b/i.test( headerOf( ask, 'content-type' ) ?? '' );

/** Reads the parts; throws a TypeError when the body is not what its type says. */
export async function readParts( ask: Ask ): Promise< FormParts > {
	const form = await new Response( new Uint8Array( ask.body ), { headers: { 'Content-Type': headerOf( ask, 'content-type' ) ?? '' } } ).formData();
	const parts = new Map< string, Buffer >();
	for ( const [ name, value ] of form ) {
		parts.set( name, typeof value === 'string' ? Buffer.from( value ) : Buffer.from( await value.arrayBuffer() ) );
	}
	return new FormParts( parts );
}
