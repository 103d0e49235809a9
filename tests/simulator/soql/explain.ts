import type { Plan } from './seek';

/** Answer of `query?explain=` (§2.9): how the optimiser would go about it. */
export interface Explained {
	plans: unknown[];
	sourceQuery: string;
}

const KINDS: Record< Plan[ 'kind' ], string > = { ids: 'Index', index: 'Index', stamp: 'Index', 'id range': 'Index', scan: 'TableScan' };

export function explained( soql: string, { plan, found, size, type }: { plan: Plan; found: number; size: number; type: string } ): Explained {
	const scan = plan.kind === 'scan';
	return {
		plans: [
			{
				cardinality: found,
				fields: plan.fields,
				leadingOperationType: KINDS[ plan.kind ],
				notes: scan ? [ { description: 'Not considering filter for optimization because unindexed', fields: [], tableEnumOrId: type } ] : [],
				relativeCost: size === 0 || scan ? 1 : Number( ( found / size ).toFixed( 4 ) ),
				sobjectCardinality: size,
				sobjectType: type,
			},
		],
		sourceQuery: soql,
	};
}
