import { seeded, type Random } from '../seasons/random';

export const FAULT_KINDS = [
	'401',
	'403-limit',
	'403-concurrent',
	'420',
	'500',
	'503',
	'query-timeout',
	'html',
	'slow',
	'stall',
	'truncate',
	'cut',
	'corrupt',
	'drop',
] as const;
export type FaultKind = ( typeof FAULT_KINDS )[ number ];

export interface Fault {
	kind: FaultKind;
	/** Held against path and query, and against every subrequest URL of a composite. */
	match?: string;
	/** How many requests it meets; 1 unless said, -1 for all until cleared. */
	times?: number;
	/** Requests that pass unharmed first. */
	after?: number;
	/** Delay of `slow`; of `stall`, how long the connection hangs before it is cut. */
	ms?: number;
	/** Status of `html`, 200 unless said. */
	status?: number;
	/** `truncate` ends the body early, `cut` breaks the connection in the middle of it, `corrupt` changes bytes on the way: all after the work is done. `drop` and `stall` strike after it when told so, else before it. */
	processed?: boolean;
}

/** Bad weather: each request that fits is struck with this likelihood. The same seed and requests give the same faults. */
export interface Storm {
	seed: number;
	/** From 0 to 1. */
	rate: number;
	kinds: FaultKind[];
	match?: string;
	/** For `slow` and `stall`. */
	ms?: number;
}

interface Armed extends Fault {
	pattern: RegExp | null;
	left: number;
	skip: number;
}

interface Weather {
	storm: Storm;
	pattern: RegExp | null;
	random: Random;
}

function known( kind: string ): void {
	if ( ! FAULT_KINDS.some( ( one ) => one === kind ) ) {
		throw new TypeError( `Unknown kind of fault: ${ kind }. There are: ${ FAULT_KINDS.join( ', ' ) }.` );
	}
}

function patternOf( match: string | undefined ): RegExp | null {
	try {
		return match === undefined ? null : new RegExp( match, 'i' );
	} catch {
		throw new TypeError( `Not a pattern: ${ match }` );
	}
}

/** Faults in the order they were armed; a request meets the first one that fits, else the weather. */
export class Faults {
	private armed: Armed[] = [];
	private weather: Weather | null = null;
	private readonly held = new Set< () => void >();

	arm( fault: Fault ): void {
		known( fault.kind );
		this.armed.push( { ...fault, pattern: patternOf( fault.match ), left: fault.times ?? 1, skip: fault.after ?? 0 } );
	}

	storm( storm: Storm | null ): void {
		storm?.kinds.forEach( known );
		if ( storm && ! ( storm.rate >= 0 && storm.rate <= 1 && storm.kinds.length > 0 ) ) {
			throw new TypeError( 'A storm has a rate from 0 to 1, and kinds.' );
		}
		this.weather = storm && { storm, pattern: patternOf( storm.match ), random: seeded( storm.seed ) };
	}

	clear(): void {
		this.armed = [];
		this.weather = null;
		this.held.forEach( ( release ) => release() );
	}

	/** A slow answer is slow no longer once the faults are cleared. */
	delay( ms: number ): Promise< void > {
		return new Promise( ( resolve ) => {
			const release = () => {
				clearTimeout( timer );
				this.held.delete( release );
				resolve();
			};
			const timer = setTimeout( release, ms );
			this.held.add( release );
		} );
	}

	/** What is armed at present, for people to look at. */
	list(): readonly Fault[] {
		return this.armed
			.filter( ( { left } ) => left !== 0 )
			.map( ( { pattern: _pattern, left, skip, ...fault } ) => ( { ...fault, times: left, after: skip } ) );
	}

	meet( targets: string[] ): Fault | null {
		for ( const fault of this.armed ) {
			if ( fault.left === 0 || ! fits( fault.pattern, targets ) ) {
				continue;
			}
			if ( fault.skip > 0 ) {
				fault.skip--;
				continue;
			}
			fault.left--;
			return fault;
		}
		return this.struck( targets );
	}

	private struck( targets: string[] ): Fault | null {
		if ( ! this.weather || ! fits( this.weather.pattern, targets ) ) {
			return null;
		}
		const { storm, random } = this.weather;
		// Both are drawn each time, so that one request's luck does not change the next one's.
		const hit = random.chance( storm.rate );
		const kind = random.pick( storm.kinds );
		const processed = random.chance( 0.5 );
		return hit ? { kind, processed, ...( storm.ms === undefined ? {} : { ms: storm.ms } ) } : null;
	}
}

/** Without a pattern a fault is the REST API's, not the sign-in's. */
const fits = ( pattern: RegExp | null, targets: string[] ): boolean =>
	targets.some( ( target ) => ( pattern ? pattern.test( target ) : target.startsWith( '/services/data' ) ) );
