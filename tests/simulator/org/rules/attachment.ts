import { factsOf } from './file-facts';
import type { ObjectRules } from './index';

/** Attachments and documents of old: the length follows the body. */
export const bodyRules: ObjectRules = {
	derive: ( { values } ) => {
		values.BodyLength = factsOf( values.Body ).size;
	},
};
