import { labelsAt, type Labels } from './labels';
import type { CompiledMapping } from './map-record';
import type { Describe } from './select';

/** What a record does not say of itself, and the org does. All of it is data: the engine asks nobody. */
export interface Facts {
	/** By path, in lower case. */
	readonly labels: ReadonlyMap< string, Labels >;
	/** Of an org with one currency, and of objects without one of their own. */
	readonly currency: string | null;
	/** The org’s own zone, as IANA names it. */
	readonly timezone: string | null;
}

export const noFacts: Facts = {
	labels: new Map(),
	currency: null,
	timezone: null,
};

/** Which facts the steps of a mapping use: what is not used is not asked for. */
export interface Needs {
	/** Paths whose labels are wanted. */
	readonly labels: readonly string[];
	readonly currency: boolean;
	readonly timezone: boolean;
}

/** The facts of one mapping, from the describes of its object and parents and from what the org says of itself. */
export function factsFrom(
	{ mapping, needs }: CompiledMapping,
	describes: ReadonlyMap< string, Describe >,
	org: { readonly currency: string | null; readonly timezone: string | null }
): Facts {
	const labels = new Map< string, Labels >();
	for ( const path of needs.labels ) {
		const found = labelsAt( path, mapping.sobject, describes );
		if ( found ) {
			labels.set( path.toLowerCase(), found );
		}
	}
	return { labels, ...org };
}
