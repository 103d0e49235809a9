import type { SyncFailure } from '../../../sync-worker/src/failure';
import type { Describe, SourceRecord } from '../../../sync-worker/src/mapping';
import type { Answer, BulkQueries, Deleted, DeletedWindow, Page, ReadAnswer, Reading, Salesforce } from '../../../sync-worker/src/salesforce/port';

type Reply = Partial< Page > | SyncFailure | ( ( soql: string ) => Partial< Page > | SyncFailure );

const isFailure = ( value: unknown ): value is SyncFailure => value instanceof Error;

/** Answers what a test laid out, by a piece of the query; anything else fails the test. */
export class ScriptedSalesforce implements Salesforce {
	public apiCalls = 0;
	public server_ms = Date.UTC( 2026, 10, 22, 12 );
	public readonly asked: string[] = [];
	public readonly windows: DeletedWindow[] = [];
	public deleted: Answer< Deleted > | null = null;
	public readonly nextPages = new Map< string, Page >();
	public describes = new Map< string, Describe >();
	private readonly script: { piece: string; reply: Reply }[] = [];

	/** The first line whose piece stands in the query answers; later lines take over when an earlier one was used up. */
	public on( piece: string, reply: Reply ): this {
		this.script.push( { piece, reply } );
		return this;
	}

	public async read( readings: readonly Reading[], windows: readonly DeletedWindow[] = [] ): Promise< ReadAnswer > {
		this.apiCalls += 1;
		this.windows.push( ...windows );
		const pages = readings.map( ( { soql } ) => this.pageFor( soql ) );
		const deleted = windows.map( ( { end_ms } ): Answer< Deleted > => this.deleted ?? { ok: true, value: { ids: [], covered_ms: end_ms } } );
		return { server_ms: this.server_ms, pages, deleted };
	}

	public async nextPage( next: string ): Promise< { server_ms: number; page: Page } > {
		this.apiCalls += 1;
		const page = this.nextPages.get( next );
		if ( ! page ) {
			throw new Error( `Nobody laid out the page ${ next }.` );
		}
		return { server_ms: this.server_ms, page };
	}

	public async describe( sobject: string ): Promise< Describe > {
		this.apiCalls += 1;
		return this.describes.get( sobject ) ?? { fields: [] };
	}

	public describeSoon(): void {}

	public async describeAll( sobjects: readonly string[] ): Promise< Answer< Describe >[] > {
		this.apiCalls += sobjects.length > 0 ? 1 : 0;
		return sobjects.map( ( sobject ) => ( { ok: true, value: this.describes.get( sobject ) ?? { fields: [] } } ) );
	}

	public currency: string | null = null;

	public async defaultCurrency(): Promise< string | null > {
		this.apiCalls += 1;
		return this.currency;
	}

	public bulk(): Promise< BulkQueries > {
		throw new Error( 'Nobody laid out a job.' );
	}

	private pageFor( soql: string ): Answer< Page > {
		// Rides along with the first page: nothing here is large enough for a job.
		if ( soql.startsWith( 'SELECT COUNT()' ) ) {
			return { ok: true, value: { records: [], total: 0, next: null } };
		}
		this.asked.push( soql );
		const line = this.script.find( ( { piece } ) => soql.includes( piece ) );
		if ( ! line ) {
			throw new Error( `Nobody laid out an answer to: ${ soql }` );
		}
		const reply = typeof line.reply === 'function' ? line.reply( soql ) : line.reply;
		if ( isFailure( reply ) ) {
			return { ok: false, failure: reply };
		}
		const records: readonly SourceRecord[] = reply.records ?? [];
		return { ok: true, value: { records, total: reply.total ?? records.length, next: reply.next ?? null } };
	}
}
