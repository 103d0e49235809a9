import type { Describe, SourceRecord } from '../mapping';
import type { SyncFailure } from '../failure';

export interface Page {
	readonly records: readonly SourceRecord[];
	/** What the query matched, when it was made. */
	readonly total: number;
	/** Where the next page is, or null when this is the last. */
	readonly next: string | null;
}

export interface Deleted {
	readonly ids: readonly { readonly id: string; readonly deleted_ms: number }[];
	/** Nothing older than this is missing from the answer: the start of the next window. */
	readonly covered_ms: number;
	/** What was deleted before this Salesforce may have forgotten, where it says so. */
	readonly earliest_ms?: number;
}

/** One question’s answer in a call of several: one mapping’s missing object must not take the others with it. */
export type Answer< T > = { ok: true; value: T } | { ok: false; failure: SyncFailure };

export interface Reading {
	readonly soql: string;
	/** Deleted rows too (queryAll). */
	readonly all: boolean;
}

export interface DeletedWindow {
	readonly sobject: string;
	readonly start_ms: number;
	readonly end_ms: number;
}

export interface ReadAnswer {
	/** When Salesforce answered, by its own clock. */
	readonly server_ms: number;
	readonly pages: readonly Answer< Page >[];
	readonly deleted: readonly Answer< Deleted >[];
}

/** What the flows ask of Salesforce. Every method throws SyncFailure, and nothing else. */
export interface Salesforce {
	/** Calls made so far, refused ones included. */
	readonly apiCalls: number;
	/** Several questions in one API call: at most 5 readings and 20 windows. Answers stand in the order asked. */
	read( readings: readonly Reading[], windows?: readonly DeletedWindow[] ): Promise< ReadAnswer >;
	nextPage( next: string ): Promise< { server_ms: number; page: Page } >;
	/** Asked once for each object: what describe says holds for a run. */
	describe( sobject: string ): Promise< Describe >;
	/** Rides along with the next read, and costs no call; asked for before that, it is asked alone. */
	describeSoon( sobject: string ): void;
	/** Several at once, in one API call. Answers stand in the order asked. */
	describeAll( sobjects: readonly string[] ): Promise< readonly Answer< Describe >[] >;
	/** Asked once: ISO 4217 code of the currency of amounts that name none; null when the org does not tell. */
	defaultCurrency(): Promise< string | null >;
	/** Queries that run as jobs; loaded when somebody asks, for most runs never do. */
	bulk(): Promise< BulkQueries >;
}

/** How the text of a result becomes records again: what was selected, and what describe says of it and of its parents. */
export interface RowShape {
	readonly sobject: string;
	readonly paths: readonly string[];
	/** By name in lower case. */
	readonly describes: ReadonlyMap< string, Describe >;
}

export interface JobState {
	readonly finished: boolean;
	readonly state: string;
	/** Records the job has found so far; all of them when it has finished. */
	readonly processed: number;
}

/** A few records of a result page; the last part says how the page ended. */
export interface ResultPart {
	readonly records: readonly SourceRecord[];
	readonly end: { readonly rows: number; readonly next: string | null } | null;
}

/** Bulk API 2.0 queries. A job that failed, was stopped or is gone is thrown as what it is. */
export interface BulkQueries {
	/** The id of the new job; with `all` deleted rows too (queryAll). */
	create( soql: string, all?: boolean ): Promise< string >;
	state( job: string ): Promise< JobState >;
	/**
	 * One page of the result; without a locator the first. `records` null: as large as Salesforce cuts them, several
	 * fetched side by side.
	 */
	results( job: string, locator: string | null, page: { readonly records: number | null; readonly shape: RowShape } ): AsyncIterable< ResultPart >;
	/** Lets go of pages that were fetched ahead and are not wanted any more. */
	release(): Promise< void >;
	/** Stops the job if it still runs, and deletes it. Never fails: Salesforce deletes what is left itself, after a week. */
	discard( job: string ): Promise< void >;
}

export const maxReadings = 5;

export interface SalesforceToken {
	readonly access_token: string;
	readonly instance_url: string;
	readonly generation: number;
	readonly api_version: string;
}

/** Where the next access token comes from when Salesforce refuses this one: the vault, through WordPress. */
export interface TokenSource {
	next( failedGeneration: number ): Promise< SalesforceToken >;
}
