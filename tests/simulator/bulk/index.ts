import type { Ask } from '../http/message';
import type { Route } from '../rest/context';

/** Bulk API 2.0 jobs. */
export class BulkJobs {
	clear(): void {}
}

/** Whether this request uploads data rather than JSON. */
export const takesCsv = ( ask: Ask ): boolean => ask.method === 'PUT' && /\/jobs\/ingest\/\w+\/batches$/i.test( ask.path );

export const bulkRoutes: Route[] = [];
