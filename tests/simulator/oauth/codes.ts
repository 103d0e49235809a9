import { createHash } from 'node:crypto';
import type { App } from './apps';
import { OAuthError } from './errors';
import { randomToken } from './sessions';

/** What an app asks for at the authorization page, once it has been found in order. */
export interface Request {
	app: App;
	redirectUri: string;
	scopes: readonly string[];
	state: string | null;
	/** base64url( SHA-256( verifier ) ); null without PKCE. */
	challenge: string | null;
	nonce: string | null;
}

interface Waiting {
	request: Request;
	userId: string;
	expiresAt: number;
}

interface Code extends Waiting {
	used: boolean;
	/** What the code has given. */
	grantId: string | null;
}

interface Presented {
	app: App;
	redirectUri: string | null;
	verifier: string | null;
	nowMs: number;
}

const LIFETIME_MS = 15 * 60_000;
const expired = (): OAuthError => new OAuthError( 'invalid_grant', 'expired authorization code' );

const verifies = ( challenge: string, verifier: string ): boolean => createHash( 'sha256' ).update( verifier ).digest( 'base64url' ) === challenge;

/** Questions that are shown to a user, and the codes that their answers give. Both are good once, for 15 minutes. */
export class Codes {
	private readonly codes = new Map< string, Code >();
	private readonly questions = new Map< string, Waiting >();

	/** A ticket for the answer: nobody but the page that was asked has it. */
	ask( request: Request, userId: string, nowMs: number ): string {
		const ticket = randomToken( 40 );
		this.questions.set( ticket, { request, userId, expiresAt: nowMs + LIFETIME_MS } );
		return ticket;
	}

	answered( ticket: string, nowMs: number ): Waiting | null {
		const question = this.questions.get( ticket );
		this.questions.delete( ticket );
		return question && question.expiresAt > nowMs ? question : null;
	}

	give( request: Request, userId: string, nowMs: number ): string {
		const code = `aPrx${ randomToken( 60 ) }`;
		this.codes.set( code, { request, userId, expiresAt: nowMs + LIFETIME_MS, used: false, grantId: null } );
		return code;
	}

	/**
	 * The answer behind a code, which is used up by being shown, whatever comes of it.
	 * `onReuse` learns of what a code gave that is shown a second time.
	 */
	redeem( text: string, { app, redirectUri, verifier, nowMs }: Presented, onReuse: ( grantId: string ) => void ): Code {
		const code = this.codes.get( text );
		if ( ! code || code.request.app !== app ) {
			throw new OAuthError( 'invalid_grant', 'invalid authorization code' );
		}
		if ( code.used ) {
			if ( code.grantId !== null ) {
				onReuse( code.grantId );
			}
			throw expired();
		}
		code.used = true;
		if ( code.expiresAt <= nowMs ) {
			throw expired();
		}
		if ( code.request.redirectUri !== redirectUri ) {
			throw new OAuthError( 'redirect_uri_mismatch', 'redirect_uri must match configuration' );
		}
		const { challenge } = code.request;
		if ( challenge !== null && ( verifier === null || ! verifies( challenge, verifier ) ) ) {
			throw new OAuthError( 'invalid_grant', 'invalid code verifier' );
		}
		return code;
	}

	clear(): void {
		this.codes.clear();
		this.questions.clear();
	}
}
