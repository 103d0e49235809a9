import { headerOf, type Ask } from '../http/message';
import type { Person } from '../org/people';
import type { World } from '../world';
import { addressOf } from './addresses';
import type { App } from './apps';
import { verifyAssertion } from './assertion';
import { OAuthError } from './errors';
import { clientOf, requiredField } from './form';
import { idToken } from './id-token';
import { identityUrl, signed } from './reply';
import { personOverApi, refuseUnapproved, refuseUnwelcome } from './sign-in';

/** One request to the token endpoint. */
interface TokenAsk {
	ask: Ask;
	fields: URLSearchParams;
	world: World;
	nowMs: number;
}

type Reply = Record< string, string >;
type Flow = ( asked: TokenAsk ) => Reply;

interface Session {
	app: App;
	person: Person;
	scopes: readonly string[];
	grantId?: string;
}

/** What every flow answers with; the rest of the table in §1.2 is each flow's own. */
function opened( { world: { org, url }, nowMs }: TokenAsk, { app, person, scopes, grantId }: Session ): Reply {
	return {
		access_token: org.sessions.issue( nowMs, { userId: person.userId, app: app.name, scopes, ...( grantId === undefined ? {} : { grantId } ) } ),
		instance_url: url,
		id: identityUrl( url, org, person ),
		token_type: 'Bearer',
	};
}

const withoutRefresh = ( scopes: readonly string[] ): string[] => scopes.filter( ( scope ) => scope !== 'refresh_token' );

/** The names this org answers to: what it was started as, and what this request called it. */
function hostsOf( ask: Ask, url: string ): string[] {
	const port = new URL( url ).port;
	return [ url, `http://${ headerOf( ask, 'host' ) ?? '' }`, `http://localhost:${ port }`, `http://127.0.0.1:${ port }` ];
}

const jwtBearer: Flow = ( asked ) => {
	const { ask, fields, nowMs } = asked;
	const { org, url } = asked.world;
	const assertion = requiredField( fields, 'assertion' );
	const { app, username } = verifyAssertion( assertion, org.apps, { nowMs, ownHosts: hostsOf( ask, url ) } );
	const person = org.personNamed( username );
	if ( ! person ) {
		throw new OAuthError( 'invalid_grant', "user hasn't approved this consumer" );
	}
	refuseUnwelcome( org, person, addressOf( ask ) );
	refuseUnapproved( org, app, person );
	// No issued_at, no signature: real replies to assertions have none (§1.2).
	return { ...opened( asked, { app, person, scopes: app.scopes } ), scope: app.scopes.join( ' ' ) };
};

const password: Flow = ( asked ) => {
	const { ask, fields, nowMs } = asked;
	const { org } = asked.world;
	const app = clientOf( ask, fields, org.apps, () => true );
	const person = personOverApi( org, { username: requiredField( fields, 'username' ), password: requiredField( fields, 'password' ) } );
	if ( ! person || ! org.policy.passwordFlow ) {
		throw new OAuthError( 'invalid_grant', 'authentication failure' );
	}
	refuseUnwelcome( org, person, addressOf( ask ) );
	if ( app.policy === 'admin-approved' ) {
		refuseUnapproved( org, app, person );
	}
	const reply = opened( asked, { app, person, scopes: withoutRefresh( app.scopes ) } );
	return { ...reply, ...signed( app, reply.id!, nowMs ) };
};

const authorizationCode: Flow = ( asked ) => {
	const { ask, fields, nowMs } = asked;
	const { org, url } = asked.world;
	const app = clientOf( ask, fields, org.apps, ( one ) => one.secretRequired );
	const presented = { app, redirectUri: fields.get( 'redirect_uri' ), verifier: fields.get( 'code_verifier' ), nowMs };
	const code = org.codes.redeem( requiredField( fields, 'code' ), presented, ( grantId ) => {
		const grant = org.grants.find( grantId );
		if ( grant ) {
			org.grants.revoke( grant );
		}
	} );
	const { scopes, nonce } = code.request;
	const person = org.personOf( code.userId );
	refuseUnwelcome( org, person, addressOf( ask ) );
	const grant = org.grants.open( { app, userId: person.userId, scopes, grantedAt: nowMs } );
	code.grantId = grant.id;
	const reply = opened( asked, { app, person, scopes, grantId: grant.id } );
	return {
		...reply,
		...signed( app, reply.id!, nowMs ),
		scope: scopes.join( ' ' ),
		...( scopes.includes( 'refresh_token' ) ? { refresh_token: org.grants.refreshTokenFor( grant ) } : {} ),
		...( scopes.includes( 'openid' ) ? { id_token: idToken( { url, app, subject: reply.id!, nowMs, nonce } ) } : {} ),
	};
};

const refreshToken: Flow = ( asked ) => {
	const { ask, fields, nowMs } = asked;
	const { org } = asked.world;
	const app = clientOf( ask, fields, org.apps, ( one ) => one.secretRequired );
	const { grant, next } = org.grants.refresh( requiredField( fields, 'refresh_token' ), app, nowMs );
	const person = org.personOf( grant.userId );
	refuseUnwelcome( org, person, addressOf( ask ) );
	const reply = opened( asked, { app, person, scopes: grant.scopes, grantId: grant.id } );
	return {
		...reply,
		...signed( app, reply.id!, nowMs ),
		scope: grant.scopes.join( ' ' ),
		...( next === null ? {} : { refresh_token: next } ),
	};
};

const clientCredentials: Flow = ( asked ) => {
	const { ask, fields, nowMs } = asked;
	const { org, url } = asked.world;
	const app = clientOf( ask, fields, org.apps, () => true );
	const person = app.runAs === null ? undefined : org.personNamed( app.runAs );
	if ( ! person ) {
		throw new OAuthError( 'invalid_grant', 'no client credentials user enabled' );
	}
	refuseUnwelcome( org, person, addressOf( ask ) );
	const scopes = withoutRefresh( app.scopes );
	const reply = opened( asked, { app, person, scopes } );
	return { ...reply, ...signed( app, reply.id!, nowMs ), scope: scopes.join( ' ' ), api_instance_url: url };
};

export const FLOWS: ReadonlyMap< string, Flow > = new Map( [
	[ 'urn:ietf:params:oauth:grant-type:jwt-bearer', jwtBearer ],
	[ 'password', password ],
	[ 'authorization_code', authorizationCode ],
	[ 'refresh_token', refreshToken ],
	[ 'client_credentials', clientCredentials ],
] );
