import { badRequest } from '../http/errors';
import { isObject } from '../http/message';
import type { World } from '../world';

interface Input {
	fullName: unknown;
	metadata: unknown;
}

/** `Campaign.Hint`: nothing sends it until a flow does (§12.6). */
export function putOutboundMessage( { org, outbound }: World, { fullName, metadata }: Input, isNew: boolean ): string {
	const parts = typeof fullName === 'string' ? /^(\w+)\.(\w+)$/.exec( fullName ) : null;
	if ( ! parts ) {
		throw badRequest( 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [FullName]', [ 'FullName' ] );
	}
	const [ , object = '', name = '' ] = parts;
	const old = outbound.find( object, name );
	if ( isNew && old ) {
		throw badRequest( 'DUPLICATE_DEVELOPER_NAME', `There is already an outbound message named ${ name } on ${ object }`, [ 'FullName' ] );
	}
	const read = isObject( metadata ) ? metadata : {};
	const missing = [ 'apiVersion', 'endpointUrl', 'fields', 'integrationUser' ].filter( ( one ) => ( read[ one ] ?? null ) === null );
	if ( missing.length > 0 ) {
		throw badRequest( 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${ missing.join( ', ' ) }]`, [ 'Metadata' ] );
	}
	if ( ! org.personNamed( String( read.integrationUser ) ) ) {
		throw badRequest( 'INVALID_CROSS_REFERENCE_KEY', `In field: integrationUser - no User named ${ String( read.integrationUser ) } found` );
	}
	try {
		return outbound.define( {
			...read,
			object,
			name,
			endpoint: read.endpointUrl,
			includeSessionId: read.includeSessionId === true,
			when: old?.when ?? null,
		} ).id;
	} catch ( error ) {
		if ( error instanceof TypeError ) {
			throw badRequest( 'FIELD_INTEGRITY_EXCEPTION', error.message, [ 'Metadata' ] );
		}
		throw error;
	}
}
