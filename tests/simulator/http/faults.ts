export const FAULT_KINDS = [ '401', '403-limit', '420', '503', 'html', 'slow', 'truncate', 'drop' ] as const;
export type FaultKind = ( typeof FAULT_KINDS )[ number ];

export interface Fault {
	kind: FaultKind;
	/** Held against path and query, and against every subrequest URL of a composite. */
	match?: string;
	/** How many requests it meets; 1 unless said, -1 for all until cleared. */
	times?: number;
	/** Requests that pass unharmed first. */
	after?: number;
	/** Delay of `slow`. */
	ms?: number;
	/** Status of `html`, 200 unless said. */
	status?: number;
	/** `drop` and `truncate` strike after the work is done; `drop` can also strike before it. */
	processed?: boolean;
}

interface Armed extends Fault {
	pattern: RegExp | null;
	left: number;
	skip: number;
}

/** Faults in the order they were armed; a request meets the first one that fits. */
export class Faults {
	private armed: Armed[] = [];

	arm( fault: Fault ): void {
		if ( ! FAULT_KINDS.includes( fault.kind ) ) {
			throw new TypeError( `Unknown kind of fault: ${ fault.kind }` );
		}
		this.armed.push( {
			...fault,
			pattern: fault.match === undefined ? null : new RegExp( fault.match, 'i' ),
			left: fault.times ?? 1,
			skip: fault.after ?? 0,
		} );
	}

	clear(): void {
		this.armed = [];
	}

	meet( targets: string[] ): Fault | null {
		for ( const fault of this.armed ) {
			if ( fault.left === 0 || ! fits( fault, targets ) ) {
				continue;
			}
			if ( fault.skip > 0 ) {
				fault.skip--;
				continue;
			}
			fault.left--;
			return fault;
		}
		return null;
	}
}

/** Without a pattern a fault is the REST API's, not the sign-in's. */
const fits = ( { pattern }: Armed, targets: string[] ): boolean =>
	targets.some( ( target ) => ( pattern ? pattern.test( target ) : target.startsWith( '/services/data' ) ) );
