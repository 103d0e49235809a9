import type { Mapping, Preset, PresetAnswer } from '../../sync-worker/src/contract/types';
import { request } from './request';

export type Owner = Mapping[ 'fields' ][ number ][ 'owner' ];

export const fetchPresets = () => request< Preset[] >( 'GET', '/presets' );

export const choosePreset = ( tenantId: number, preset: string ) => request< PresetAnswer >( 'POST', `/tenants/${ tenantId }/preset`, { preset } );

export const fetchMappings = ( tenantId: number ) => request< Mapping[] >( 'GET', `/tenants/${ tenantId }/mappings` );

export const saveOwners = ( tenantId: number, mappingId: string, owners: Record< string, Owner > ) =>
	request< Mapping >( 'PUT', `/tenants/${ tenantId }/mappings/${ mappingId }/owners`, { owners } );
