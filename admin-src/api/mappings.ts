import type { Adoption, Mapping, Preset, PresetAnswer, Retirement, RetirementRequest } from '../../sync-worker/src/contract/types';
import { request } from './request';

export type Owner = Mapping[ 'fields' ][ number ][ 'owner' ];

export const fetchPresets = () => request< Preset[] >( 'GET', '/presets' );

export const choosePreset = ( tenantId: number, preset: string ) => request< PresetAnswer >( 'POST', `/tenants/${ tenantId }/preset`, { preset } );

export const fetchMappings = ( tenantId: number ) => request< Mapping[] >( 'GET', `/tenants/${ tenantId }/mappings` );

export const saveOwners = ( tenantId: number, mappingId: string, owners: Record< string, Owner > ) =>
	request< Mapping >( 'PUT', `/tenants/${ tenantId }/mappings/${ mappingId }/owners`, { owners } );

const adoptionPath = ( tenantId: number, mappingId: string ) => `/tenants/${ tenantId }/mappings/${ mappingId }/adoption`;

/** How listings from before are taken over, and by which of their fields that may be. */
export const fetchAdoption = ( tenantId: number, mappingId: string ) => request< Adoption >( 'GET', adoptionPath( tenantId, mappingId ) );

export const saveAdoption = ( tenantId: number, mappingId: string, adopt: string ) =>
	request< Adoption >( 'PUT', adoptionPath( tenantId, mappingId ), { adopt } );

const retirementPath = ( tenantId: number, mappingId: string ) => `/tenants/${ tenantId }/mappings/${ mappingId }/retirement`;

/** What hangs on a mapping, before anybody takes it out of the sync. */
export const fetchRetirement = ( tenantId: number, mappingId: string ) => request< Retirement >( 'GET', retirementPath( tenantId, mappingId ) );

export const retireMapping = ( tenantId: number, mappingId: string, listings: RetirementRequest[ 'listings' ] ) =>
	request< Retirement >( 'POST', retirementPath( tenantId, mappingId ), { listings } );

/** Those that left the sync and still have listings. */
export const fetchRetired = ( tenantId: number ) => request< Retirement[] >( 'GET', `/tenants/${ tenantId }/retired` );
