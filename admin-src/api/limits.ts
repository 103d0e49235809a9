import type { BrakeLimit, BrakeLimitRequest, Budget, BudgetRequest, Timetable } from '../../sync-worker/src/contract/types';
import { request } from './request';

const timetablePath = ( tenantId: number ) => `/tenants/${ tenantId }/timetable`;
const budgetPath = ( tenantId: number ) => `/tenants/${ tenantId }/budget`;
const brakeLimitsPath = ( tenantId: number ) => `/tenants/${ tenantId }/brake-limits`;

export const fetchTimetable = ( tenantId: number ) => request< Timetable >( 'GET', timetablePath( tenantId ) );

export const saveTimetable = ( tenantId: number, every: Timetable[ 'every' ] ) => request< Timetable >( 'PUT', timetablePath( tenantId ), { every } );

/** The row without a mapping is the whole organisation's. */
export const fetchBrakeLimits = ( tenantId: number ) => request< BrakeLimit[] >( 'GET', brakeLimitsPath( tenantId ) );

/** Null brings the wider limit back. Answers all of them. */
export const saveBrakeLimit = ( tenantId: number, body: BrakeLimitRequest ) => request< BrakeLimit[] >( 'PUT', brakeLimitsPath( tenantId ), body );

/** What one organisation used, and the limits that hold for all of them. */
export const fetchBudget = ( tenantId: number ) => request< Budget >( 'GET', budgetPath( tenantId ) );

export const saveBudget = ( tenantId: number, body: BudgetRequest ) => request< Budget >( 'PUT', budgetPath( tenantId ), body );
