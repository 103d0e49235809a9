import { json, type Answer } from '../http/message';

/** `/.well-known/openid-configuration` */
export const openIdConfiguration = ( url: string ): Answer =>
	json( {
		issuer: url,
		authorization_endpoint: `${ url }/services/oauth2/authorize`,
		token_endpoint: `${ url }/services/oauth2/token`,
		revocation_endpoint: `${ url }/services/oauth2/revoke`,
		userinfo_endpoint: `${ url }/services/oauth2/userinfo`,
		introspection_endpoint: `${ url }/services/oauth2/introspect`,
		jwks_uri: `${ url }/id/keys`,
		scopes_supported: [ 'api', 'full', 'id', 'openid', 'profile', 'email', 'refresh_token', 'web' ],
		response_types_supported: [ 'code' ],
		response_modes_supported: [ 'query' ],
		grant_types_supported: [ 'authorization_code', 'refresh_token', 'client_credentials', 'password', 'urn:ietf:params:oauth:grant-type:jwt-bearer' ],
		subject_types_supported: [ 'public' ],
		id_token_signing_alg_values_supported: [ 'RS256' ],
		display_values_supported: [ 'page' ],
		token_endpoint_auth_methods_supported: [ 'client_secret_post', 'client_secret_basic' ],
		code_challenge_methods_supported: [ 'S256' ],
		claims_supported: [
			'active',
			'email',
			'email_verified',
			'family_name',
			'given_name',
			'name',
			'nickname',
			'organization_id',
			'preferred_username',
			'sub',
			'user_id',
			'zoneinfo',
		],
	} );
