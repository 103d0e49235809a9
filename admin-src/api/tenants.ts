import type { Overview, Tenant } from '../../sync-worker/src/contract/types';
import { request } from './request';

export const fetchTenants = () => request< Tenant[] >( 'GET', '/tenants' );

export const createTenant = ( name: string ) => request< Tenant >( 'POST', '/tenants', { name } );

export const fetchOverview = ( tenantId: number ) => request< Overview >( 'GET', `/tenants/${ tenantId }/overview` );
