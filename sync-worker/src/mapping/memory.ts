import type { Facts } from './facts';
import { absent, valueAt, type SourceRecord } from './path';

/** Of each of two generations. */
const mostEntries = 500;
/** Long texts are not worth keeping: they seldom come twice. */
const mostCharacters = 300;
/** Of as many new inputs as one generation holds; with fewer, looking costs more than it saves. */
const fewestHits = mostEntries / 4;

type Names = readonly string[];

/**
 * What became of a field with the inputs it met lately. A field is a function of its inputs and of what the org says,
 * and of nothing else (see `forbidden` of expressions); a season has few venues, prices and sale states, so that of
 * thousands of records few say anything new of them.
 */
export class Memory< T > {
	private recent = new Map< unknown, T >();
	private older = new Map< unknown, T >();
	private hits = 0;
	private useless = false;
	private facts: Facts | null = null;

	public constructor(
		private readonly needed: readonly Names[],
		/** What is as good as empty where it is not there. */
		private readonly optional: readonly Names[],
		/** Whether a hit spares so much that even rare ones are worth looking for. */
		private readonly precious: boolean
	) {}

	/** Stands for the inputs; `absent` where they cannot be remembered. */
	public keyOf( record: SourceRecord, facts: Facts ): unknown {
		if ( this.facts !== facts ) {
			this.facts = facts;
			this.recent = new Map();
			this.older = new Map();
		}
		if ( this.useless ) {
			return absent;
		}
		const [ only ] = this.needed;
		return only && this.needed.length === 1 && this.optional.length === 0 ? short( valueAt( record, only ) ) : this.combined( record );
	}

	public get( key: unknown ): T | undefined {
		let found = this.recent.get( key );
		if ( found === undefined ) {
			found = this.older.get( key );
			if ( found === undefined ) {
				return undefined;
			}
			this.place( key, found );
		}
		this.hits += 1;
		return found;
	}

	/** Keeps copies: a text cut out of a larger one would keep the larger one as well. */
	public keep( key: unknown, value: T ): void {
		this.place( copied( key ), copied( value ) );
	}

	private place( key: unknown, value: T ): void {
		if ( this.recent.size >= mostEntries ) {
			this.useless = ! this.precious && this.hits < fewestHits;
			this.older = this.useless ? new Map< unknown, T >() : this.recent;
			this.recent = new Map();
			this.hits = 0;
		}
		this.recent.set( key, value );
	}

	private combined( record: SourceRecord ): unknown {
		const inputs: unknown[] = [];
		for ( const names of this.needed ) {
			const value = valueAt( record, names );
			if ( value === absent || ( typeof value === 'object' && value !== null ) ) {
				return absent;
			}
			inputs.push( value );
		}
		for ( const names of this.optional ) {
			const value = valueAt( record, names );
			inputs.push( value === absent ? null : value );
		}
		return short( JSON.stringify( inputs ) );
	}
}

const copied = < T >( value: T ): T => JSON.parse( JSON.stringify( value ) ) as T;

/** What is the same only if it looks the same. */
function short( key: unknown ): unknown {
	if ( typeof key === 'string' ) {
		return key.length <= mostCharacters ? key : absent;
	}
	return key === null || typeof key === 'number' || typeof key === 'boolean' ? key : absent;
}
