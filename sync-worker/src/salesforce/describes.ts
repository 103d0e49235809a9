import { SyncFailure } from '../failure';
import type { Describe } from '../mapping';
import { isDescribe, type Part } from './answers';
import type { Answer } from './port';

/** Of one composite call (API notes §3.1). */
export const mostParts = 25;

interface Asking {
	alone( sobject: string ): Promise< Describe >;
	/** At most as many as one call holds. */
	together( sobjects: readonly string[] ): Promise< readonly Answer< Describe >[] >;
}

/** What describe says holds for a run: each object is asked for once, alone, with others, or along with a read. */
export class Describes {
	private readonly known = new Map< string, Promise< Describe > >();
	/** By name in lower case: what is asked along with the next read. */
	private readonly soon = new Map< string, string >();

	public constructor( private readonly asking: Asking ) {}

	public one( sobject: string ): Promise< Describe > {
		const key = sobject.toLowerCase();
		this.soon.delete( key );
		const before = this.known.get( key );
		if ( before ) {
			return before;
		}
		const asked = this.asking.alone( sobject );
		this.known.set( key, asked );
		asked.catch( () => this.known.delete( key ) );
		return asked;
	}

	public async all( sobjects: readonly string[] ): Promise< readonly Answer< Describe >[] > {
		const unknown = sobjects.filter( ( name ) => ! this.known.has( name.toLowerCase() ) );
		for ( let at = 0; unknown.length > 1 && at < unknown.length; at += mostParts ) {
			const some = unknown.slice( at, at + mostParts );
			const answers = await this.asking.together( some );
			some.forEach( ( name, index ) => this.keep( name, answers[ index ] ) );
		}
		return Promise.all( sobjects.map( ( name ) => answered( this.one( name ) ) ) );
	}

	public later( sobject: string ): void {
		if ( ! this.known.has( sobject.toLowerCase() ) ) {
			this.soon.set( sobject.toLowerCase(), sobject );
		}
	}

	public riders( room: number ): readonly string[] {
		return [ ...this.soon.values() ].slice( 0, room );
	}

	/** What was refused is asked again by whoever wants it: the read it rode along with is none the worse. */
	public rode( sobject: string, part: Part | undefined ): void {
		this.soon.delete( sobject.toLowerCase() );
		if ( part && part.status < 300 && isDescribe( part.body ) ) {
			this.keep( sobject, { ok: true, value: part.body } );
		}
	}

	/** One that is refused for good is remembered as well. */
	private keep( sobject: string, answer: Answer< Describe > | undefined ): void {
		if ( answer && ( answer.ok || answer.failure.kind !== 'transient' ) ) {
			const described = answer.ok ? Promise.resolve( answer.value ) : Promise.reject( answer.failure );
			described.catch( () => undefined );
			this.known.set( sobject.toLowerCase(), described );
		}
	}
}

async function answered< T >( asked: Promise< T > ): Promise< Answer< T > > {
	try {
		return { ok: true, value: await asked };
	} catch ( error ) {
		if ( error instanceof SyncFailure ) {
			return { ok: false, failure: error };
		}
		throw error;
	}
}
