/** A season before it is in the org: names of fields as the org has them, parents by index. */
export interface VenuePlan {
	fields: Record< string, unknown >;
	zone: string;
}

export interface PerformancePlan {
	venue: number | null;
	fields: Record< string, unknown >;
}

export interface ProductionPlan {
	fields: Record< string, unknown >;
	performances: PerformancePlan[];
}

export interface SeasonPlan {
	venues: VenuePlan[];
	productions: ProductionPlan[];
}
