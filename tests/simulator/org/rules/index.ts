import type { Org } from '../org';
import type { SObject } from '../schema';
import type { Actor, Row, Values } from '../store';

/** A row before it is stored. `values` may still be changed. */
export interface Draft {
	org: Org;
	actor: Actor;
	object: SObject;
	id: string | null;
	values: Values;
	previous: Values | null;
	/** Names of the fields that the caller wrote. */
	given: ReadonlySet< string >;
}

/** What Salesforce itself does on an object, besides storing what it is told. */
export interface ObjectRules {
	/** Works values out and checks them; throws an ApiError to refuse. */
	derive?: ( draft: Draft ) => void;
	/** Changes other rows, in the same transaction, once this one is stored. `before` is null for a new row, `after` for a deleted one. */
	follow?: ( change: { org: Org; actor: Actor; id: string; before: Values | null; after: Values | null } ) => void;
	/** Throws an ApiError when the row may not be deleted. */
	refuseDelete?: ( org: Org, row: Row ) => void;
}

export const RULES: Readonly< Record< string, ObjectRules > > = {};
