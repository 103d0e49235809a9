import type { SObject } from '../schema';
import { seasonObjects } from './season';
import { setupObjects } from './setup';
import { standardObjects } from './standard';

export * from './season';

/** What a fresh org knows, before anybody adds a field of their own. */
export const allObjects = (): SObject[] => [ ...seasonObjects(), ...standardObjects(), ...setupObjects() ];
