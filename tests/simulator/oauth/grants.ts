import { randomUUID } from 'node:crypto';
import type { App } from './apps';
import { OAuthError } from './errors';
import { randomToken, type Sessions } from './sessions';

/** What a user has allowed an app, once: its refresh token, whichever that is by now, and every session that came of it. */
interface Grant {
	id: string;
	app: App;
	userId: string;
	scopes: readonly string[];
	grantedAt: number;
}

interface Refreshing {
	grant: Grant;
	/** Rotated away: whoever shows it again has stolen it, or was stolen from (§1.4). */
	spent: boolean;
}

const dead = (): OAuthError => new OAuthError( 'invalid_grant', 'expired access/refresh token' );

export class Grants {
	private readonly living = new Map< string, Grant >();
	private readonly refreshTokens = new Map< string, Refreshing >();

	constructor( private readonly sessions: Sessions ) {}

	open( grant: Omit< Grant, 'id' > ): Grant {
		const opened = { ...grant, id: randomUUID() };
		this.living.set( opened.id, opened );
		return opened;
	}

	refreshTokenFor( grant: Grant ): string {
		const token = `5Aep861${ randomToken( 80 ) }`;
		this.refreshTokens.set( token, { grant, spent: false } );
		return token;
	}

	/** The grant behind a refresh token that is still good. */
	behind( token: string, nowMs: number ): Grant | null {
		const known = this.refreshTokens.get( token );
		if ( ! known || known.spent ) {
			return null;
		}
		const { grantedAt, app } = known.grant;
		const lifetime = app.refreshTokenLifetimeMs;
		return lifetime !== null && nowMs >= grantedAt + lifetime ? null : known.grant;
	}

	/** The grant behind a refresh token, and what replaces the token, when the app rotates them. */
	refresh( token: string, app: App, nowMs: number ): { grant: Grant; next: string | null } {
		const known = this.refreshTokens.get( token );
		if ( known?.spent && known.grant.app === app ) {
			this.revoke( known.grant );
		}
		const grant = this.behind( token, nowMs );
		if ( ! known || grant?.app !== app ) {
			throw dead();
		}
		if ( ! app.rotatesRefreshTokens ) {
			return { grant, next: null };
		}
		known.spent = true;
		return { grant, next: this.refreshTokenFor( grant ) };
	}

	/** Whether the user has allowed the app before and not taken it back. */
	hasAllowed( app: App, userId: string, nowMs: number ): boolean {
		return [ ...this.refreshTokens ].some(
			( [ token, { grant } ] ) => grant.app === app && grant.userId === userId && this.behind( token, nowMs ) !== null
		);
	}

	find( grantId: string ): Grant | undefined {
		return this.living.get( grantId );
	}

	revoke( grant: Grant ): void {
		this.living.delete( grant.id );
		for ( const [ token, known ] of this.refreshTokens ) {
			if ( known.grant.id === grant.id && ! known.spent ) {
				this.refreshTokens.delete( token );
			}
		}
		this.sessions.revokeWhere( ( session ) => session.grantId === grant.id );
	}

	/** Everything, or what one user has allowed. */
	revokeAll( userId?: string ): void {
		[ ...this.living.values() ].filter( ( grant ) => userId === undefined || grant.userId === userId ).forEach( ( grant ) => this.revoke( grant ) );
	}
}
