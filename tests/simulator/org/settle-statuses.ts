import { makeId } from './ids';
import { findField } from './schema';
import type { Org } from './org';
import { newRow, type Values } from './store';

/** Stage → closed, won, probability, forecast category: the standard process of a new org (§15). */
const STAGES: Record< string, { probability: number; category: [ api: string, label: string ]; closed?: boolean; won?: boolean } > = {
	Prospecting: { probability: 10, category: [ 'Pipeline', 'Pipeline' ] },
	Qualification: { probability: 10, category: [ 'Pipeline', 'Pipeline' ] },
	'Needs Analysis': { probability: 20, category: [ 'Pipeline', 'Pipeline' ] },
	'Value Proposition': { probability: 50, category: [ 'Pipeline', 'Pipeline' ] },
	'Id. Decision Makers': { probability: 60, category: [ 'Pipeline', 'Pipeline' ] },
	'Perception Analysis': { probability: 70, category: [ 'Pipeline', 'Pipeline' ] },
	'Proposal/Price Quote': { probability: 75, category: [ 'Pipeline', 'Pipeline' ] },
	'Negotiation/Review': { probability: 90, category: [ 'Pipeline', 'Pipeline' ] },
	'Closed Won': { probability: 100, category: [ 'Closed', 'Closed' ], closed: true, won: true },
	'Closed Lost': { probability: 0, category: [ 'Omitted', 'Omitted' ], closed: true },
};

/** Status picklist → the object whose rows say what its values mean, and the values that mean it is over. */
const STATUSES = [
	{ object: 'Case', field: 'Status', meaning: 'CaseStatus', flag: 'IsClosed', over: [ 'Closed' ] },
	{ object: 'Task', field: 'Status', meaning: 'TaskStatus', flag: 'IsClosed', over: [ 'Completed' ] },
	{ object: 'Lead', field: 'Status', meaning: 'LeadStatus', flag: 'IsConverted', over: [ 'Closed - Converted' ] },
];

/** One row for each value of the stage and status picklists. */
export function settleStatuses( org: Org, system: ( id: string ) => Values ): void {
	const row = ( type: string, index: number, label: string, values: Values ): void => {
		const object = org.catalogue.find( type );
		const id = makeId( object?.keyPrefix ?? '000', index + 1 );
		org.store.seed( newRow( type, id, { ...system( id ), MasterLabel: label, ApiName: label, SortOrder: index + 1, ...values } ) );
	};
	for ( const [ index, [ label, { probability, category, closed = false, won = false } ] ] of Object.entries( STAGES ).entries() ) {
		row( 'OpportunityStage', index, label, {
			IsActive: true,
			IsClosed: closed,
			IsWon: won,
			ForecastCategory: category[ 0 ],
			ForecastCategoryName: category[ 1 ],
			DefaultProbability: probability,
			Description: null,
		} );
	}
	for ( const { object, field, meaning, flag, over } of STATUSES ) {
		const status = findField( org.catalogue.find( object )!, field )!;
		for ( const [ index, label ] of status.picklist.entries() ) {
			row( meaning, index, label, { IsDefault: label === status.defaultValue, [ flag ]: over.includes( label ) } );
		}
	}
}
