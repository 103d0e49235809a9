/**
 * jsforce, unmodified: ours, or the one named (`@jsforce/jsforce-node` of the CLI).
 */
import { createRequire } from 'node:module';
import { assertion, startOrg } from '../lib/org.mjs';
import { bulk } from './bulk.mjs';
import { data } from './records.mjs';
import { signIn } from './sign-in.mjs';
import { streaming } from './streaming.mjs';

const require = createRequire( import.meta.url );

export function load( folder = 'jsforce' ) {
	const jsforce = require( folder );
	const { StreamingExtension } = require( `${ folder }/lib/api/streaming` );
	return { ...jsforce, StreamingExtension: StreamingExtension ?? jsforce.StreamingExtension };
}

export async function jsforce( cases, { module } = {} ) {
	const org = await startOrg();
	const loaded = load( module );
	const check = ( name, work ) => cases.check( `jsforce: ${ name }`, work );
	const tools = { check, org, jsforce: loaded };
	await signIn( tools );
	const connection = new loaded.Connection( { loginUrl: org.url, version: '66.0' } );
	await connection.authorize( { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: assertion( org ) } );
	await data( { ...tools, connection } );
	await bulk( { ...tools, connection } );
	await streaming( { ...tools, connection } );
}
