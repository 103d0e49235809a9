import { idField, systemFields } from '../fields';
import type { Field, SObject } from '../schema';

export type Kind = Partial< Omit< SObject, 'name' | 'label' | 'labelPlural' | 'fields' > > & {
	name: string;
	labels: [ string, string ];
	keyPrefix: string | null;
	/** A detail has no owner of its own. */
	owned?: boolean;
	/** The fields Salesforce keeps on every object; false where `fields` names them all. */
	system?: boolean;
};

export function object( { labels, owned = true, system = true, ...kind }: Kind, fields: Field[] ): SObject {
	const writable = kind.writable ?? true;
	return {
		label: labels[ 0 ],
		labelPlural: labels[ 1 ],
		custom: kind.name.endsWith( '__c' ),
		undeletable: writable,
		mergeable: false,
		replicateable: writable,
		queryable: true,
		hardDelete: false,
		tooling: false,
		event: false,
		setup: false,
		virtual: false,
		...kind,
		writable,
		fields: system ? [ idField(), ...systemFields( { owned } ), ...fields ] : fields,
	};
}
