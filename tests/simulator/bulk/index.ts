import type { Ask } from '../http/message';
import type { Route } from '../rest/context';
import { ingestRoutes } from './ingest-routes';
import { queryRoutes } from './query-routes';

export { BulkJobs } from './jobs';
export { bulkKnobs } from './knobs';

/** Whether this request uploads data rather than JSON. */
export const takesCsv = ( ask: Ask ): boolean => ask.method === 'PUT' && /\/jobs\/ingest\/\w+\/batches$/i.test( ask.path );

/** Bulk API 2.0 (§4). */
export const bulkRoutes: Route[] = [ ...ingestRoutes, ...queryRoutes ];
