/** What an upload, a job and a day may hold (§4.7); tests make them smaller. */
export interface BulkLimits {
	/** After base64, as Salesforce counts it. */
	fileBytes: number;
	/** Job and data in one request. */
	multipartChars: number;
	headerChars: number;
	fieldChars: number;
	recordChars: number;
	fields: number;
	/** Rows of one internal batch. */
	batchRows: number;
	dailyBatches: number;
	dailyQueryJobs: number;
	/** Told by /limits; going over it is not refused. */
	dailyResultMegabytes: number;
	/** Jobs of one page of a list. */
	listedJobs: number;
}

export const bulkLimits = (): BulkLimits => ( {
	fileBytes: 150 * 1024 * 1024,
	multipartChars: 100_000,
	headerChars: 32_000,
	fieldChars: 131_072,
	recordChars: 400_000,
	fields: 5_000,
	batchRows: 10_000,
	dailyBatches: 15_000,
	dailyQueryJobs: 10_000,
	dailyResultMegabytes: 976_562,
	listedJobs: 1_000,
} );

const DAY_MS = 24 * 3600 * 1000;

/** What was spent in the last 24 hours of the org's clock. */
export class Spent {
	private entries: { at: number; amount: number }[] = [];

	add( amount: number, now: number ): void {
		this.entries.push( { at: now, amount } );
	}

	within24Hours( now: number ): number {
		this.entries = this.entries.filter( ( { at } ) => at > now - DAY_MS );
		return this.entries.reduce( ( sum, { amount } ) => sum + amount, 0 );
	}
}
