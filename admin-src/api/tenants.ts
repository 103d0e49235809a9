import type { Overview, StandingProblem, Tenant } from '../../sync-worker/src/contract/types';
import { request } from './request';

export const fetchTenants = () => request< Tenant[] >( 'GET', '/tenants' );

export const createTenant = ( name: string ) => request< Tenant >( 'POST', '/tenants', { name } );

export const fetchOverview = ( tenantId: number ) => request< Overview >( 'GET', `/tenants/${ tenantId }/overview` );

/** What holds the whole sync back, each with its cure. */
export const fetchProblems = ( tenantId: number ) => request< StandingProblem[] >( 'GET', `/tenants/${ tenantId }/problems` );
