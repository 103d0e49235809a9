import type { Adoption, Mapping, Preset, PresetAnswer } from '../../sync-worker/src/contract/types';
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
