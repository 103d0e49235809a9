import { randomBytes } from 'node:crypto';

const LIFETIME_MS = 2 * 3600 * 1000;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._';

export interface Session {
	userId: string;
	issuedAt: number;
	expiresAt: number;
	/** Name of the app that signed in, for the logs. */
	app: string;
	scopes: readonly string[];
	/** What a user has allowed an app: the session ends with it. */
	grantId?: string;
}

export const randomToken = ( length: number ): string => [ ...randomBytes( length ) ].map( ( byte ) => ALPHABET.charAt( byte % ALPHABET.length ) ).join( '' );

/** Access tokens: opaque, two hours of idling, extended by use. */
export class Sessions {
	private readonly open = new Map< string, Session >();
	/** Called with each token that stops being good before its time. */
	onRevoked: ( ( token: string ) => void )[] = [];

	constructor(
		/** Tokens begin with the id of the org (§1.2). */
		private readonly organizationId: () => string,
		/** Sessions of people who have left are good no more. */
		private readonly worksHere: ( userId: string ) => boolean
	) {}

	issue( nowMs: number, session: Omit< Session, 'issuedAt' | 'expiresAt' > ): string {
		const token = `${ this.organizationId().slice( 0, 15 ) }!${ randomToken( 96 ) }`;
		this.open.set( token, { ...session, issuedAt: nowMs, expiresAt: nowMs + LIFETIME_MS } );
		return token;
	}

	accept( token: string, nowMs: number ): Session | null {
		const session = this.open.get( token );
		if ( ! session || session.expiresAt <= nowMs || ! this.worksHere( session.userId ) ) {
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

	/** How many ended. */
	revokeWhere( ends: ( session: Session ) => boolean ): number {
		const tokens = [ ...this.open ].filter( ( [ , session ] ) => ends( session ) ).map( ( [ token ] ) => token );
		tokens.forEach( ( token ) => this.revoke( token ) );
		return tokens.length;
	}

	revokeAll(): void {
		this.revokeWhere( () => true );
	}
}
