import { badRequest, notFound } from '../http/errors';
import { FormParts } from '../http/multipart';
import { html, isObject, type Answer, type Ask } from '../http/message';
import { normaliseId } from '../org/ids';
import { findField, type Field, type SObject } from '../org/schema';
import type { Row } from '../org/store';
import type { World } from '../world';
import { bodyObject, type Call } from './context';
import { objectOf } from './describe';

const BYTES = 'application/octetstream';

/** The fields of a record, from a JSON body or from the parts of an upload: one of JSON, one for the bytes (§13). */
export function fieldsOf( call: Call, object: SObject ): Record< string, unknown > {
	if ( ! ( call.body instanceof FormParts ) ) {
		return bodyObject( call );
	}
	const fields: Record< string, unknown > = {};
	let entity: Record< string, unknown > | null = null;
	for ( const [ name, bytes ] of call.body.parts ) {
		const field = findField( object, name );
		if ( field?.type === 'base64' ) {
			fields[ field.name ] = bytes.toString( 'base64' );
		} else if ( entity === null ) {
			entity = entityOf( bytes );
		} else {
			throw badRequest( 'INVALID_FIELD', `No such column '${ name }' on sobject of type ${ object.name }` );
		}
	}
	if ( entity === null ) {
		throw badRequest( 'INVALID_MULTIPART_REQUEST', 'The multipart body has no part with the fields of the record' );
	}
	return { ...entity, ...fields };
}

function entityOf( bytes: Buffer ): Record< string, unknown > {
	let parsed: unknown;
	try {
		parsed = JSON.parse( bytes.toString( 'utf8' ) );
	} catch {
		parsed = undefined;
	}
	if ( ! isObject( parsed ) ) {
		throw badRequest( 'JSON_PARSER_ERROR', 'The part with the fields of the record must be a JSON object.' );
	}
	return parsed;
}

/** Event log files are CSV; everything else has no type of its own, and Salesforce spells that so (§13). */
export const bytesOf = ( row: Row, field: Field ): Answer => ( {
	status: 200,
	body: Buffer.from( String( row.values[ field.name ] ?? '' ), 'base64' ),
	type: row.type === 'EventLogFile' ? 'text/csv' : BYTES,
} );

/** `…/richTextImageFields/{field}/{refid}`: the picture as it was uploaded (§13). */
export function richTextImage( call: Call ): Answer {
	const object = objectOf( call );
	const id = normaliseId( call.params.id ?? '' );
	const row = id === null ? undefined : call.org.store.table( object.name ).get( id );
	const field = findField( object, call.params.field ?? '' );
	const image = call.org.richImages.find( call.params.refid ?? '' );
	if ( ! row || row.deleted || ! call.access.sees( row ) || ! field?.html || image?.recordId !== row.id || image.field !== field.name ) {
		throw notFound();
	}
	return { status: 200, body: image.bytes, type: image.type };
}

/** A subrequest answers JSON: bytes cannot be had in a composite (§13). */
export function refuseBytes( answer: Answer ): Answer {
	if ( Buffer.isBuffer( answer.body ) ) {
		throw badRequest( 'INVALID_INPUT', 'Binary data cannot be retrieved in a composite request' );
	}
	return answer;
}

const SIGN_IN = '<!DOCTYPE html><html><head><title>Login | Salesforce</title></head><body><form action="/" method="post" id="login_form"></form></body></html>';

/** Pictures and documents by their address on screen: visitors without a session get the sign-in page, as a success (§13). */
export function servlet( ask: Ask, world: World ): Answer {
	const id = normaliseId( ask.query.get( 'id' ) ?? '' );
	const wantsDocument = ask.path.toLowerCase() === '/servlet/servlet.imageserver' && normaliseId( ask.query.get( 'oid' ) ?? '' ) === world.org.id;
	const known = wantsDocument && id !== null && world.org.catalogue.find( 'Document' ) ? world.org.store.table( 'Document' ).get( id ) : undefined;
	if ( known && ! known.deleted && known.values.IsPublic === true ) {
		const type = typeof known.values.ContentType === 'string' ? known.values.ContentType : BYTES;
		return { status: 200, body: Buffer.from( String( known.values.Body ?? '' ), 'base64' ), type };
	}
	return html( SIGN_IN );
}
