import { createContext, useContext } from '@wordpress/element';
import type { Navigation } from './useView';

const missing = (): never => {
	throw new Error( 'A screen was rendered outside the settings page.' );
};

export const NavigationContext = createContext< Navigation >( {
	view: { path: '/', query: {} },
	navigate: missing,
} );

export const useNavigation = () => useContext( NavigationContext );

/** Says that something worked, for a few seconds. Failures never go here: they stay until they are read. */
export const SayContext = createContext< ( text: string ) => void >( missing );

export const useSay = () => useContext( SayContext );
