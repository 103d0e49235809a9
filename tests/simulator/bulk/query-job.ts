import { badRequest } from '../http/errors';
import { csvLine } from './format';
import { Job, type JobBase } from './job';
import type { Snapshot } from './snapshot';

export interface Page {
	text: string;
	rows: number;
	/** Where the next page begins; null after the last. */
	next: string | null;
}

/** Pages that can be asked for side by side in one answer (§4.5). */
const PARALLEL = 5;

export class QueryJob extends Job {
	readonly object: string;
	/** Rows whose pages have been written once: reading them again is free. */
	private written = 0;
	private ready = 0;

	constructor(
		base: JobBase,
		readonly operation: 'query' | 'queryAll',
		/** Locators name the result, not the job. */
		private readonly resultId: string,
		readonly snapshot: Snapshot
	) {
		super( base );
		this.object = snapshot.object;
		this.start();
	}

	get processed(): number {
		return this.ready;
	}

	/** Rows from a locator on, with the header line on top; the headers of the answer are made of the rest. */
	page( locator: string | null, maxRecords: number | null, onWritten: ( bytes: number ) => void ): Page {
		const start = this.positionOf( locator );
		const end = Math.min( this.snapshot.size, start + ( maxRecords ?? this.pageSize ) );
		const text = this.textOf( start, end );
		if ( end > this.written ) {
			this.written = end;
			onWritten( text.length );
		}
		return { text, rows: end - start, next: end < this.snapshot.size ? this.locatorAt( end ) : null };
	}

	/** Locators of up to five pages, and of the page after them. */
	pageLocators( locator: string | null ): { locators: string[]; next: string | null } {
		const start = this.positionOf( locator );
		const { size } = this.snapshot;
		const starts = Array.from( { length: PARALLEL }, ( _page, index ) => start + index * this.pageSize ).filter( ( at ) => at === start || at < size );
		const next = start + PARALLEL * this.pageSize;
		return { locators: starts.map( ( at ) => this.locatorAt( at ) ), next: next < size ? this.locatorAt( next ) : null };
	}

	protected get total(): number {
		return this.snapshot.size;
	}

	protected prepare(): void {}

	protected workUpTo( end: number ): void {
		this.ready = end;
	}

	private get pageSize(): number {
		return this.base.behaviour.pageSize;
	}

	private textOf( start: number, end: number ): string {
		const { header, cells } = this.snapshot;
		let text = csvLine( header, this.base.format );
		for ( let index = start; index < end; index++ ) {
			text += csvLine( cells( index ), this.base.format );
		}
		return text;
	}

	/** Base64 without padding, as real ones are (§4.5); it stands for the same row as long as the job exists. */
	private locatorAt( row: number ): string {
		return Buffer.from( `0:${ this.resultId }:${ row }` ).toString( 'base64' ).replace( /=+$/, '' );
	}

	private positionOf( locator: string | null ): number {
		if ( locator === null ) {
			return 0;
		}
		const [ part, id, row ] = Buffer.from( locator, 'base64' ).toString( 'latin1' ).split( ':' );
		const position = Number( row );
		if ( part !== '0' || id !== this.resultId || ! /^\d+$/.test( row ?? '' ) || position > Math.max( 0, this.snapshot.size - 1 ) ) {
			throw badRequest( 'INVALID_QUERY_LOCATOR', 'invalid query locator' );
		}
		return position;
	}
}
