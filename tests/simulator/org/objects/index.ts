import type { SObject } from '../schema';
import { standardObjects } from './described';
import { seasonObjects } from './season';
import { setupObjects } from './setup';

export * from './season';

/** A real describe points at objects that this org does not have: such references are left out. */
function withoutStrangers( objects: SObject[] ): SObject[] {
	const known = new Set( objects.map( ( { name } ) => name ) );
	for ( const object of objects ) {
		for ( const field of object.fields ) {
			field.referenceTo = field.referenceTo.filter( ( name ) => known.has( name ) );
		}
		object.fields = object.fields.filter( ( field ) => field.type !== 'reference' || field.referenceTo.length > 0 );
	}
	return objects;
}

/** What a fresh org knows, before anybody adds a field of their own. */
export const allObjects = (): SObject[] => withoutStrangers( [ ...seasonObjects(), ...standardObjects(), ...setupObjects() ] );
