import type { Route } from '../rest/context';

export const toolingRoutes: Route[] = [];
