import { randomBytes } from 'node:crypto';

const LIFETIME_MS = 2 * 3600 * 1000;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._';

/** Access tokens: opaque, two hours of idling, extended by use. */
export class Sessions {
	private readonly expiries = new Map< string, number >();

	constructor( private readonly organizationId: string ) {}

	issue( nowMs: number ): string {
		const tail = [ ...randomBytes( 96 ) ].map( ( byte ) => ALPHABET.charAt( byte % ALPHABET.length ) ).join( '' );
		const token = `${ this.organizationId.slice( 0, 15 ) }!${ tail }`;
		this.expiries.set( token, nowMs + LIFETIME_MS );
		return token;
	}

	accept( token: string, nowMs: number ): boolean {
		const expiry = this.expiries.get( token );
		if ( expiry === undefined || expiry <= nowMs ) {
			return false;
		}
		this.expiries.set( token, nowMs + LIFETIME_MS );
		return true;
	}

	revoke( token: string ): boolean {
		return this.expiries.delete( token );
	}

	revokeAll(): void {
		this.expiries.clear();
	}
}
