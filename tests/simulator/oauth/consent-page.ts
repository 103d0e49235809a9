import type { Answer } from '../http/message';
import type { Person } from '../org/people';
import { markup, type Markup } from '../web/html';
import type { Request } from './codes';
import type { OAuthError } from './errors';
import { sheet } from './sheet';

const PATH = '/services/oauth2/authorize';

const SCOPES: Record< string, string > = {
	api: 'Manage your data with the API',
	email: 'See your email address',
	full: 'Everything that you may do yourself',
	id: 'See who you are',
	openid: 'See who you are',
	profile: 'See your name and language',
	refresh_token: 'Do this at any time, also when you are away',
	web: 'Use the screens in your name',
};

/** The request travels on with the form. */
const KEPT = [ 'client_id', 'redirect_uri', 'response_type', 'scope', 'state', 'code_challenge', 'code_challenge_method', 'nonce' ];

function hidden( fields: URLSearchParams ): Markup[] {
	return KEPT.flatMap( ( name ) => {
		const value = fields.get( name );
		return value === null ? [] : [ markup`<input type="hidden" name="${ name }" value="${ value }">` ];
	} );
}

export function signInPage( fields: URLSearchParams, problem: string | null ): Answer {
	const username = fields.get( 'username' ) ?? fields.get( 'login_hint' ) ?? '';
	const body = markup`<form method="post" action="${ PATH }"><input type="hidden" name="step" value="sign-in">${ hidden( fields ) }
<label for="username">Username</label><input id="username" name="username" type="text" autocomplete="username" required value="${ username }">
<label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required>
<p><button class="first">Log In</button></p></form>`;
	return sheet( { title: 'Log in', problem, body, status: problem === null ? 200 : 401 } );
}

interface Consent {
	request: Request;
	person: Person;
	ticket: string;
}

export function consentPage( { request, person, ticket }: Consent ): Answer {
	const body = markup`<p><strong>${ request.app.name }</strong> asks for permission to:</p>
<ul>${ request.scopes.map( ( scope ) => markup`<li>${ SCOPES[ scope ] ?? scope }</li>` ) }</ul>
<p>You are signed in as ${ person.username }. Your answer goes to <code>${ request.redirectUri }</code>.</p>
<form method="post" action="${ PATH }"><input type="hidden" name="step" value="decide"><input type="hidden" name="ticket" value="${ ticket }">
<p><button class="first" name="decision" value="allow">Allow</button> <button name="decision" value="deny">Deny</button></p></form>`;
	return sheet( { title: 'Allow Access?', body } );
}

export const problemPage = ( { code, description }: OAuthError ): Answer =>
	sheet( { title: 'This sign-in cannot go on', problem: `${ code }: ${ description }`, body: markup`<p>Go back to the app.</p>`, status: 400 } );
