import type { Certificate, Connection, ConnectionRequest, ConnectionTest } from '../../sync-worker/src/contract/types';
import { request } from './request';

const path = ( tenantId: number, rest = '' ) => `/tenants/${ tenantId }/connection${ rest }`;

export const fetchConnection = ( tenantId: number ) => request< Connection >( 'GET', path( tenantId ) );

export const saveConnection = ( tenantId: number, body: ConnectionRequest ) => request< Connection >( 'PUT', path( tenantId ), body );

export const generateKey = ( tenantId: number ) => request< Certificate >( 'POST', path( tenantId, '/key' ) );

export const testConnection = ( tenantId: number ) => request< ConnectionTest >( 'POST', path( tenantId, '/test' ) );

export const answerSite = ( tenantId: number, answer: 'moved' | 'copy' ) => request< Connection >( 'POST', `/tenants/${ tenantId }/site`, { answer } );
