import type { Clock } from '../clock';
import type { ClaimAnswer } from '../contract';
import type { Logger } from '../log';
import type { CompiledMapping, SourceRecord } from '../mapping';
import type { Salesforce } from '../salesforce/port';
import type { LeasedWordPress } from '../wordpress/port';
import type { Beside } from './beside';
import type { Lease } from './lease';
import type { Rejection } from './map';
import type { Notices } from './notices';
import type { Withdrawals } from './withdrawals';

export type Run = NonNullable< ClaimAnswer[ 'run' ] >;
export type Limits = NonNullable< ClaimAnswer[ 'limits' ] >;
export type Watermark = NonNullable< ClaimAnswer[ 'watermarks' ] >[ number ];
export type MappingSnapshot = NonNullable< ClaimAnswer[ 'mappings' ] >[ number ];

/** When a first read is a job, and how much of its result is asked for at once: a page is held deflated, about a tenth of its text. */
export interface BulkReading {
	readonly above_records: number;
	readonly page_records: number;
}

/** 40,000 performances cost two pages: of ten calls, enough are left for describe and for a mapping beside them. */
export const bulkReading: BulkReading = { above_records: 10_000, page_records: 25_000 };

/** What every step of one run has at hand. */
export interface RunContext {
	readonly run: Run;
	readonly limits: Limits;
	readonly bulk: BulkReading;
	readonly lease: Lease;
	readonly salesforce: Salesforce;
	readonly wordpress: LeasedWordPress;
	readonly notices: Notices;
	readonly withdrawals: Withdrawals;
	/** Called where a long run may pause. */
	readonly beside: Pick< Beside, 'isDue' | 'letPollBy' >;
	readonly clock: Clock;
	readonly logger: Logger;
}

/** Records settled so far in this run; shared by all batches that are under way. */
export interface Tally {
	done: number;
}

/** A record’s state as the unfiltered poll shows it. */
export interface RecordState {
	readonly id: string;
	readonly stamp_ms: number;
	readonly deleted: boolean;
	/** Of a record that lost a merge: the one it became part of. */
	readonly merged_into?: string;
}

export interface Withdrawal {
	readonly external_id: string;
	readonly version: { readonly stamp_ms: number; readonly read_ms: number };
	readonly reason: 'deleted' | 'outside_filter' | 'merged';
	/** The winner of a merge. */
	readonly into?: string;
}

/** What one step of reading brought: at most a few thousand records, so that memory stays flat. */
export interface Batch {
	readonly mapping: CompiledMapping;
	readonly records: readonly SourceRecord[];
	readonly withdrawals: readonly Withdrawal[];
	/** What was asked for by its id and cannot be read at all, in words. */
	readonly rejections?: readonly Rejection[];
	/** When Salesforce was read, by its own clock. */
	readonly read_ms: number;
	/** Outside the filter by the clock alone: what has its listing is kept up to date, and nothing is added. */
	readonly listed_only?: boolean;
}
