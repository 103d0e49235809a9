import { setImmediate as nextTurn } from 'node:timers/promises';
import { isObject } from '../mapping/path';
import { SyncFailure } from '../failure';
import type { Logger } from '../log';
import type { Spooled } from './spool';

/** A page that is off the line. */
export interface ResultPage {
	/** As its header says. */
	readonly rows: number;
	readonly next: string | null;
	readonly text: Spooled;
}

interface PageCalls {
	readonly logger: Logger;
	json( path: string ): Promise< unknown >;
	/** The page of a locator, or the first. */
	open( locator: string | null ): Promise< ResultPage >;
}

/** Fetched beside the page at hand; each waits deflated, the greater part of large ones in a file. */
const mostAhead = 2;

/**
 * Pages of one result, fetched before they are asked for. Salesforce lists them five at a time (`resultPages`, API 58);
 * an older version tells only where the next one is. The list is a hint and no more: what is read, and when the result
 * is over, each page’s own header says. A page that was fetched in vain, or twice, is no error.
 */
export class ResultPages {
	private readonly fetched = new Map< string, Promise< ResultPage > >();
	private listed: string[] = [];

	public constructor(
		private readonly calls: PageCalls,
		/** Where the list goes on; null: there is none, or no more of it. */
		private list: string | null
	) {}

	public async page( locator: string | null ): Promise< ResultPage > {
		const ready = locator === null ? undefined : this.fetched.get( locator );
		if ( locator !== null ) {
			this.fetched.delete( locator );
		}
		const page = await ( ready ?? this.calls.open( locator ) );
		try {
			await this.lookAhead( page.next );
		} catch ( error ) {
			await page.text.drop();
			throw error;
		}
		return page;
	}

	/** What was fetched and is not wanted any more; what has not come yet is let go when it comes. */
	public async drop(): Promise< void > {
		const dropped = [ ...this.fetched.values() ].map( ( fetching ) => fetching.then( ( { text } ) => text.drop() ) );
		this.fetched.clear();
		// A turn for those that are there: Salesforce may take a minute for one that is not, which a worker that was stopped does not have.
		await Promise.race( [ Promise.allSettled( dropped ), nextTurn() ] );
	}

	private async lookAhead( next: string | null ): Promise< void > {
		for ( const locator of next === null ? [] : await this.following( next ) ) {
			if ( ! this.fetched.has( locator ) ) {
				const fetching = this.calls.open( locator );
				// Whoever asks for it hears of the failure; nobody may be asking yet.
				fetching.catch( () => undefined );
				this.fetched.set( locator, fetching );
			}
		}
	}

	/** The next page, and those listed behind it. */
	private async following( next: string ): Promise< string[] > {
		for (
			let at = this.listed.indexOf( next );
			this.list !== null && ( at < 0 || at + mostAhead > this.listed.length );
			at = this.listed.indexOf( next )
		) {
			await this.learn( this.list );
		}
		const at = this.listed.indexOf( next );
		this.listed = at < 0 ? [] : this.listed.slice( at );
		return at < 0 ? [ next ] : this.listed.slice( 0, mostAhead );
	}

	private async learn( list: string ): Promise< void > {
		this.list = null;
		try {
			const { locators, next } = parseList( await this.calls.json( list ) );
			const unknown = locators.filter( ( locator ) => ! this.listed.includes( locator ) );
			this.listed.push( ...unknown );
			// A list that says nothing new would be asked for ever.
			this.list = unknown.length > 0 ? next : null;
		} catch ( error ) {
			if ( ! ( error instanceof SyncFailure ) ) {
				throw error;
			}
			// The pages themselves will show whether anything is wrong.
			this.calls.logger.info( { failure: error.toFailure() }, 'no list of result pages' );
		}
	}
}

function parseList( body: unknown ): { locators: string[]; next: string | null } {
	const pages: unknown[] = isObject( body ) && Array.isArray( body.resultPages ) ? body.resultPages : [];
	const urls = pages.map( ( page ) => ( isObject( page ) && typeof page.resultUrl === 'string' ? page.resultUrl : '' ) );
	return {
		locators: urls.flatMap( ( url ) => new URLSearchParams( url.split( '?' )[ 1 ] ?? '' ).get( 'locator' ) ?? [] ),
		next: isObject( body ) && body.done === false && typeof body.nextRecordsUrl === 'string' ? body.nextRecordsUrl : null,
	};
}
