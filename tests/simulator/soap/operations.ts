import type { Ask } from '../http/message';
import { addressOf } from '../oauth/addresses';
import { mayUseApi, sessionFor } from '../oauth/admission';
import { isWelcome, personOverApi } from '../oauth/sign-in';
import type { Person } from '../org/people';
import { isSupported } from '../rest/versions';
import type { World } from '../world';
import { SoapFault } from './answers';
import { sessionIdOf, textOf, type Envelope } from './envelope';

export interface SoapCall {
	ask: Ask;
	world: World;
	envelope: Envelope;
	version: string;
}

type Result = Record< string, unknown >;

const SECONDS_VALID = 7200;
const LAST_WITH_LOGIN = 64;

/** From 65.0 on there is no login(); versions up to 30.0 are retired (§1.4). */
function refuseVersion( version: string, last: number ): void {
	if ( ! isSupported( `v${ version }` ) || Number( version ) > last ) {
		throw new SoapFault( 'UNSUPPORTED_API_VERSION', `The API version ${ version.slice( 0, 20 ) } is not available for this operation.` );
	}
}

const organization = ( { org }: World ): Record< string, unknown > => org.store.table( 'Organization' ).get( org.id )?.values ?? {};

function userInfo( world: World, person: Person ): Result {
	return {
		accessibilityMode: false,
		chatterExternal: false,
		currencySymbol: '$',
		orgAttachmentFileSizeLimit: 5_242_880,
		orgDefaultCurrencyIsoCode: 'USD',
		orgDefaultCurrencyLocale: 'en_US',
		orgDisallowHtmlAttachments: false,
		orgHasPersonAccounts: false,
		organizationId: world.org.id,
		organizationMultiCurrency: world.org.switches.isOn( 'multi_currency' ),
		organizationName: organization( world ).Name ?? '',
		profileId: person.profile.id,
		roleId: null,
		sessionSecondsValid: SECONDS_VALID,
		userDefaultCurrencyIsoCode: null,
		userEmail: person.username,
		userFullName: `${ person.firstName } ${ person.lastName }`,
		userId: person.userId,
		userLanguage: 'en_US',
		userLocale: 'en_US',
		userName: person.username,
		userTimeZone: world.org.zone,
		userType: 'Standard',
		userUiSkin: 'Theme3',
	};
}

export function login( { ask, world, envelope, version }: SoapCall ): Result {
	const { org, url } = world;
	refuseVersion( version, LAST_WITH_LOGIN );
	if ( ! org.policy.soapLogin ) {
		const words = 'SOAP API login() is disabled by default in this org. Contact the org administrator to enable SOAP API login().';
		throw new SoapFault( 'INVALID_OPERATION', words, 'LoginFault' );
	}
	const person = personOverApi( org, { username: textOf( envelope.arguments, 'username' ), password: textOf( envelope.arguments, 'password' ) } );
	if ( ! person || ! isWelcome( org, person, addressOf( ask ) ) ) {
		throw new SoapFault( 'INVALID_LOGIN', 'Invalid username, password, security token; or user locked out.', 'LoginFault' );
	}
	if ( ! mayUseApi( org, person.userId ) ) {
		throw new SoapFault( 'API_DISABLED_FOR_ORG', 'API is not enabled for this Organization or Partner', 'LoginFault' );
	}
	const tail = `${ version }/${ org.id.slice( 0, 15 ) }`;
	const family = ask.path.split( '/' )[ 3 ]!;
	return {
		result: {
			metadataServerUrl: `${ url }/services/Soap/m/${ tail }`,
			passwordExpired: false,
			sandbox: organization( world ).IsSandbox === true,
			serverUrl: `${ url }/services/Soap/${ family }/${ tail }`,
			sessionId: org.sessions.issue( org.clock.now(), { userId: person.userId, app: 'SOAP', scopes: [ 'full' ] } ),
			userId: person.userId,
			userInfo: userInfo( world, person ),
		},
	};
}

function callerOf( { ask, world, envelope, version }: SoapCall ): { token: string; person: Person } {
	const { org } = world;
	refuseVersion( version, Infinity );
	const token = sessionIdOf( envelope );
	const session = sessionFor( token, ask, org );
	if ( ! session ) {
		throw new SoapFault( 'INVALID_SESSION_ID', 'Invalid Session ID found in SessionHeader: Illegal Session' );
	}
	return { token, person: org.personOf( session.userId ) };
}

export function logout( call: SoapCall ): Result {
	call.world.org.sessions.revoke( callerOf( call ).token );
	return {};
}

export const getUserInfo = ( call: SoapCall ): Result => ( { result: userInfo( call.world, callerOf( call ).person ) } );
