import { dispatch } from '@wordpress/data';

/** The actions of a store of the editor, as far as the caller names them: the packages type them by store object only. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller names what it calls, as with dispatch() itself.
export const store = < Actions >( name: string ): Actions => {
	const actions: unknown = dispatch( name );
	return actions as Actions;
};
