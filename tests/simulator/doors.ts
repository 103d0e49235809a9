import { apexRest } from './apex';
import { cometd } from './events';
import { takesCsv } from './bulk';
import { noteSignIn } from './diagnostics';
import { badRequest, refuse } from './http/errors';
import { isMultipart, readParts } from './http/multipart';
import { headerOf, type Answer, type Ask } from './http/message';
import { admit } from './oauth/admission';
import { oauth } from './oauth/routes';
import type { Access } from './org/access';
import type { Writer } from './org/write';
import { servlet } from './rest/files';
import { dispatch, errorAnswer, readJson } from './rest/router';
import { versions } from './rest/versions';
import { writeOptionsOf } from './rest/write-options';
import { poster } from './seasons/posters';
import { soap } from './soap';
import { page } from './web/page';
import type { World } from './world';

/** `client=…` of Sforce-Call-Options: it comes back in change events and logs. */
const clientOf = ( ask: Ask ): string => /(?:^|[,;\s])client\s*=\s*([^,;]*)/i.exec( headerOf( ask, 'sforce-call-options' ) ?? '' )?.[ 1 ]?.trim() ?? '';

function originOf( ask: Ask ): string {
	const [ , , , version = '', family = '' ] = ask.path.split( '/' );
	const door = family === 'jobs' ? 'bulkapi' : 'rest';
	const client = clientOf( ask );
	return `com/salesforce/api/${ door }/${ version.replace( /^v/, '' ) }${ client === '' ? '' : `;client=${ client }` }`;
}

/** Who calls, and what they may do; the call counts. */
function callerOf( ask: Ask, { org }: World ): { access: Access; writer: Writer } {
	const session = admit( ask, org );
	ask.caller = { userId: session.userId, app: session.app, client: clientOf( ask ) };
	org.usage.count();
	const access = org.accessOf( session.userId );
	return { access, writer: org.writerFor( access, originOf( ask ), writeOptionsOf( ask ) ) };
}

/** Who is not let in is not read. */
async function rest( ask: Ask, world: World ): Promise< Answer > {
	const { org, cursors, url } = world;
	const { access, writer } = callerOf( ask, world );
	const body = await bodyOf( ask );
	return dispatch( { world, org, cursors, url, ask, body, access, schema: access.schema, writer } );
}

/** Every authenticated REST answer, refusals too, tells the calls used (§7.1). */
export function withLimitInfo( answer: Answer, world: World ): Answer {
	const { usage } = world.org;
	return answer.status === 401 ? answer : { ...answer, headers: { ...answer.headers, 'Sforce-Limit-Info': `api-usage=${ usage.lastDay }/${ usage.limit }` } };
}

/** JSON, but for uploads: bulk data comes as CSV, files in parts. */
async function bodyOf( ask: Ask ): Promise< unknown > {
	if ( isMultipart( ask ) ) {
		return await readParts( ask ).catch( () => {
			throw badRequest( 'JSON_PARSER_ERROR', 'The multipart body cannot be read.' );
		} );
	}
	return takesCsv( ask ) ? undefined : readJson( ask );
}

async function answerRest( ask: Ask, world: World ): Promise< Answer > {
	try {
		return withLimitInfo( await rest( ask, world ), world );
	} catch ( error ) {
		return withLimitInfo( errorAnswer( error ), world );
	}
}

function answerApex( ask: Ask, world: World ): Answer {
	try {
		return withLimitInfo( apexRest( { ask, world, access: callerOf( ask, world ).access } ), world );
	} catch ( error ) {
		return withLimitInfo( errorAnswer( error ), world );
	}
}

/** The history of sign-ins hears of it, whoever let somebody in or turned them away. */
function noted( ask: Ask, world: World, answer: Answer ): Answer {
	noteSignIn( ask, answer, world.org );
	return answer;
}

/** One request to whoever answers its path. */
export function answerAt( ask: Ask, world: World ): Answer | Promise< Answer > {
	const { path } = ask;
	if ( path === '/services/data' ) {
		return ask.method === 'GET'
			? versions()
			: errorAnswer( refuse( 405, 'METHOD_NOT_ALLOWED', `HTTP Method '${ ask.method }' not allowed. Allowed are GET` ) );
	}
	if ( path.startsWith( '/services/data/' ) ) {
		return answerRest( ask, world );
	}
	const signIn = oauth( ask, world );
	if ( signIn ) {
		return noted( ask, world, signIn );
	}
	if ( path.startsWith( '/services/Soap/' ) ) {
		return noted( ask, world, soap( ask, world ) );
	}
	if ( path.startsWith( '/services/apexrest' ) ) {
		return answerApex( ask, world );
	}
	if ( path.startsWith( '/cometd/' ) ) {
		return cometd( ask, world );
	}
	if ( path.startsWith( '/servlet/' ) ) {
		return servlet( ask, world );
	}
	const picture = /^\/posters\/(\d{1,4})\.png$/.exec( path );
	return picture ? poster( Number( picture[ 1 ] ) ) : page( ask, world );
}
