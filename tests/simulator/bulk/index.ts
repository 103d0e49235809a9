import type { Route } from '../rest/context';

/** Bulk API 2.0 jobs. */
export class BulkJobs {
	clear(): void {}
}

export const bulkRoutes: Route[] = [];
