import type { Values } from '../store';
import type { ObjectRules } from './index';

/** A person's Name is put together from its parts (§2.4). */
export function composeName( values: Values ): void {
	values.Name = [ values.FirstName, values.LastName ].filter( ( part ) => typeof part === 'string' && part !== '' ).join( ' ' ) || null;
}

export const userRules: ObjectRules = { derive: ( { values } ) => composeName( values ) };
