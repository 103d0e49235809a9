import { randomToken } from './sessions';

const LIFETIME_MS = 60_000;

/** One-time passwords of the front door: good once, for a minute. */
export class FrontDoor {
	private readonly waiting = new Map< string, { userId: string; expiresAt: number } >();

	open( userId: string, nowMs: number ): string {
		const password = randomToken( 48 );
		this.waiting.set( password, { userId, expiresAt: nowMs + LIFETIME_MS } );
		return password;
	}

	enter( password: string, nowMs: number ): string | null {
		const entry = this.waiting.get( password );
		this.waiting.delete( password );
		return entry && entry.expiresAt > nowMs ? entry.userId : null;
	}

	clear(): void {
		this.waiting.clear();
	}
}
