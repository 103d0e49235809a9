export interface LogEntry {
	n: number;
	/** The org's clock. */
	at: string;
	method: string;
	path: string;
	status: number;
	/** API calls counted so far. */
	calls: number;
	/** URLs of the subrequests of a composite. */
	subrequests?: string[];
	fault?: string;
	userId?: string;
	app?: string;
	client?: string;
	/** Address of the caller. */
	from?: string;
	requestId?: string;
	/** How long the answer took. */
	ms?: number;
	/** Rows in the answer. */
	rows?: number;
	/** What the refusal said. */
	error?: string;
}

const KEPT = 5_000;

/** What came in, in order; secrets are not written down: no headers, no bodies of the token endpoint. */
export class ApiLog {
	private entries: LogEntry[] = [];
	private counter = 0;

	add( entry: Omit< LogEntry, 'n' > ): void {
		this.entries.push( { n: ++this.counter, ...entry } );
		if ( this.entries.length > KEPT ) {
			this.entries.shift();
		}
	}

	since( n: number ): LogEntry[] {
		return this.entries.filter( ( entry ) => entry.n > n );
	}

	clear(): void {
		this.entries = [];
		this.counter = 0;
	}
}
