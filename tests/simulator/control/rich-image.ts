import { normaliseId } from '../org/ids';
import { imageElement } from '../org/rich-images';
import { findField } from '../org/schema';
import { customFieldIdOf } from '../tooling/entities';
import type { World } from '../world';

interface RichImageUpload {
	object: string;
	id: string;
	field: string;
	bytes: Buffer;
	/** `image/png` */
	type: string;
}

/** Keeps a picture and puts its element at the end of the text: the record's stamps move (§13). */
export function putRichImage( { org, url }: World, { object: name, id, field: fieldName, bytes, type }: RichImageUpload ): { refid: string; element: string } {
	const object = org.catalogue.find( name );
	const field = object && findField( object, fieldName );
	const recordId = normaliseId( id );
	const row = object && recordId !== null ? org.store.table( object.name ).get( recordId ) : undefined;
	if ( ! object || ! field?.html || ! row ) {
		throw new TypeError( `There is no rich text ${ name }.${ fieldName } of ${ id }.` );
	}
	const refid = org.richImages.add( { recordId: row.id, field: field.name, bytes, type } );
	const feoid = field.custom ? customFieldIdOf( object, field ) : field.name;
	const element = imageElement( url, { eid: row.id, feoid, refid } );
	org.writer.update( object.name, row.id, { [ field.name ]: `${ String( row.values[ field.name ] ?? '' ) }${ element }` } );
	return { refid, element };
}
