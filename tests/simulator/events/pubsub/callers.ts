import type { Metadata } from '@grpc/grpc-js';
import { normaliseId } from '../../org/ids';
import type { Org } from '../../org/org';
import { ERRORS } from './errors';

export interface Caller {
	token: string;
	userId: string;
}

function header( metadata: Metadata, name: string ): string {
	const value = metadata.get( name )[ 0 ];
	if ( typeof value !== 'string' || value.trim() === '' ) {
		throw ERRORS.headers( name );
	}
	return value;
}

/** Each call brings the token, the instance and the org's id (§5.4). */
export function callerOf( metadata: Metadata, org: Org ): Caller {
	const token = header( metadata, 'accesstoken' );
	header( metadata, 'instanceurl' );
	const tenant = header( metadata, 'tenantid' );
	const session = normaliseId( tenant ) === org.id ? org.sessions.accept( token, org.clock.now() ) : null;
	if ( ! session ) {
		throw ERRORS.authentication();
	}
	return { token, userId: session.userId };
}
