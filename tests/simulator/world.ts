import type { BulkJobs } from './bulk';
import type { Events } from './events';
import type { ApiLog } from './http/log';
import type { Faults } from './http/faults';
import type { Org } from './org/org';
import type { Outbound } from './outbound';
import type { Cursors } from './rest/cursors';

/** Everything a running simulator holds. */
export interface World {
	url: string;
	org: Org;
	cursors: Cursors;
	faults: Faults;
	log: ApiLog;
	bulk: BulkJobs;
	events: Events;
	outbound: Outbound;
	/** `invented`, `empty`, or the path of a file. */
	season: string;
	/** Fills the org from the start again; the season's name may change. */
	seed: ( season?: string ) => Promise< SeedCounts >;
}

export interface SeedCounts {
	productions: number;
	performances: number;
	venues: number;
}
