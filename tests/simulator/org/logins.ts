export interface Login {
	/** Null when nobody is called that. */
	userId: string | null;
	username: string;
	at: number;
	status: string;
	application: string;
	type: string;
	subType: string | null;
	sourceIp: string;
	apiVersion: string | null;
	browser: string;
}

const KEPT = 5_000;

/** Who came in and who was turned away, in order (§14). */
export class Logins {
	private entries: Login[] = [];

	record( login: Login ): void {
		this.entries.push( login );
		if ( this.entries.length > KEPT ) {
			this.entries.shift();
		}
	}

	all(): readonly Login[] {
		return this.entries;
	}

	clear(): void {
		this.entries = [];
	}
}
