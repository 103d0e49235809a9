import { createHash } from 'node:crypto';
import { headerOf, json, type Answer, type Ask } from '../http/message';
import { toStamp } from '../org/clock';
import { normaliseId } from '../org/ids';
import type { Person } from '../org/people';
import type { World } from '../world';
import { sessionFor } from './admission';
import { bearerOf } from './form';
import { identityUrl, xmlOf } from './reply';

const refused = ( code: string, status = 403 ): Answer => ( { status, body: code, type: 'text/plain;charset=UTF-8' } );

/** Whose token this is, or the refusal (§1.4). */
function asker( ask: Ask, { org }: World ): Person | Answer {
	const token = bearerOf( ask ) ?? ask.query.get( 'oauth_token' );
	if ( ! token ) {
		return refused( 'Missing_OAuth_Token' );
	}
	const session = sessionFor( token, ask, org );
	return session ? org.personOf( session.userId ) : refused( 'Bad_OAuth_Token' );
}

const isRefusal = ( found: Person | Answer ): found is Answer => 'status' in found;

function urls( { org, url }: World, person: Person ): Record< string, string > {
	const tail = org.id.slice( 0, 15 );
	return {
		enterprise: `${ url }/services/Soap/c/{version}/${ tail }`,
		metadata: `${ url }/services/Soap/m/{version}/${ tail }`,
		partner: `${ url }/services/Soap/u/{version}/${ tail }`,
		rest: `${ url }/services/data/v{version}/`,
		sobjects: `${ url }/services/data/v{version}/sobjects/`,
		search: `${ url }/services/data/v{version}/search/`,
		query: `${ url }/services/data/v{version}/query/`,
		recent: `${ url }/services/data/v{version}/recent/`,
		tooling_soap: `${ url }/services/Soap/T/{version}/${ tail }`,
		tooling_rest: `${ url }/services/data/v{version}/tooling/`,
		profile: `${ url }/${ person.userId }`,
		custom_domain: url,
	};
}

/** What identity URL and userinfo have in common. */
function about( world: World, person: Person ): Record< string, unknown > {
	const { org, url } = world;
	return {
		user_id: person.userId,
		organization_id: org.id,
		email: person.username,
		email_verified: true,
		photos: { picture: `${ url }/profilephoto/005/F`, thumbnail: `${ url }/profilephoto/005/T` },
		urls: urls( world, person ),
		active: org.worksHere( person.userId ),
		user_type: 'STANDARD',
		language: 'en_US',
		locale: 'en_US',
		// Standard time of the org's zone, in summer too.
		utcOffset: -18_000_000,
	};
}

const nickname = ( person: Person ): string => createHash( 'sha1' ).update( person.username ).digest( 'hex' ).slice( 0, 12 );
const fullName = ( { firstName, lastName }: Person ): string => `${ firstName } ${ lastName }`;

export function userinfo( ask: Ask, world: World ): Answer {
	const person = asker( ask, world );
	if ( isRefusal( person ) ) {
		return person;
	}
	const { org, url } = world;
	return json( {
		sub: identityUrl( url, org, person ),
		preferred_username: person.username,
		nickname: nickname( person ),
		name: fullName( person ),
		given_name: person.firstName,
		family_name: person.lastName,
		zoneinfo: org.zone,
		updated_at: modifiedAt( world, person ).slice( 0, 19 ) + 'Z',
		...about( world, person ),
		is_salesforce_integration_user: false,
	} );
}

const modifiedAt = ( { org }: World, person: Person ): string =>
	String( org.store.table( 'User' ).get( person.userId )?.values.LastModifiedDate ?? toStamp( org.clock.now() ) );

/** Without a word about the format the real server answers XML (§1.4). */
function wantsXml( ask: Ask ): boolean {
	const accept = headerOf( ask, 'accept' );
	const asked = ask.query.get( 'format' ) ?? ( accept === undefined || /\bxml\b/i.test( accept ) ? 'xml' : 'json' );
	return asked === 'xml';
}

/** Another user's identity is an administrator's to read. */
function identified( ask: Ask, { org }: World, caller: Person ): Person | Answer {
	const [ , , organizationId, userId, ...more ] = ask.path.split( '/' );
	if ( normaliseId( organizationId ) !== org.id ) {
		return refused( 'Wrong_Org' );
	}
	const person = org.people.find( ( one ) => one.userId === normaliseId( userId ) );
	if ( ! person || more.length > 0 ) {
		return refused( 'Bad_Id', 404 );
	}
	return person === caller || org.accessOf( caller.userId ).may( 'ManageUsers' ) ? person : refused( 'No_Access', 404 );
}

export function identity( ask: Ask, world: World ): Answer {
	const caller = asker( ask, world );
	if ( isRefusal( caller ) ) {
		return caller;
	}
	const person = identified( ask, world, caller );
	if ( isRefusal( person ) ) {
		return person;
	}
	const { org, url } = world;
	const body = {
		id: identityUrl( url, org, person ),
		asserted_user: person === caller,
		username: person.username,
		nick_name: nickname( person ),
		display_name: fullName( person ),
		first_name: person.firstName,
		last_name: person.lastName,
		timezone: org.zone,
		addr_street: null,
		addr_city: null,
		addr_state: null,
		addr_country: null,
		addr_zip: null,
		mobile_phone: null,
		mobile_phone_verified: false,
		status: { created_date: null, body: null },
		...about( world, person ),
		last_modified_date: modifiedAt( world, person ),
		is_app_installed: true,
	};
	return wantsXml( ask ) ? { status: 200, body: xmlOf( 'user', body ), type: 'application/xml;charset=UTF-8' } : json( body );
}
