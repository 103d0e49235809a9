import { randomBytes } from 'node:crypto';
import { ORGANIZATION_ID } from '../org/people';

const LIFETIME_MS = 2 * 3600 * 1000;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._';

export interface Session {
	userId: string;
	expiresAt: number;
	/** Name of the app that signed in, for the logs. */
	app: string;
	scopes: readonly string[];
}

export const randomToken = ( length: number ): string => [ ...randomBytes( length ) ].map( ( byte ) => ALPHABET.charAt( byte % ALPHABET.length ) ).join( '' );

/** Access tokens: opaque, two hours of idling, extended by use. */
export class Sessions {
	private readonly open = new Map< string, Session >();
	/** Called with each token that stops being good before its time. */
	onRevoked: ( ( token: string ) => void )[] = [];

	issue( nowMs: number, session: Pick< Session, 'userId' | 'app' | 'scopes' > ): string {
		const token = `${ ORGANIZATION_ID.slice( 0, 15 ) }!${ randomToken( 96 ) }`;
		this.open.set( token, { ...session, expiresAt: nowMs + LIFETIME_MS } );
		return token;
	}

	accept( token: string, nowMs: number ): Session | null {
		const session = this.open.get( token );
		if ( ! session || session.expiresAt <= nowMs ) {
			return null;
		}
		session.expiresAt = nowMs + LIFETIME_MS;
		return session;
	}

	/** The session as it stands, without extending it; expired ones too. */
	peek( token: string ): Session | undefined {
		return this.open.get( token );
	}

	revoke( token: string ): boolean {
		const was = this.open.delete( token );
		if ( was ) {
			this.onRevoked.forEach( ( listener ) => listener( token ) );
		}
		return was;
	}

	revokeAll(): void {
		[ ...this.open.keys() ].forEach( ( token ) => this.revoke( token ) );
	}
}
