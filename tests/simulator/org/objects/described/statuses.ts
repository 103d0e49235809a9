import type { SObject } from '../../schema';
import { described, ID, STAMPS } from './parts';

const SHARED = `
	MasterLabel:string(255)/nfsgaN
	ApiName:string(255)/fsga
	SortOrder:int{d8}/nfsga`;

/** One row per value of a status picklist: what the value means (§15). */
const meaning = ( name: string, labels: [ string, string ], keyPrefix: string, fields: string ): SObject =>
	described( { name, labels, keyPrefix, writable: false }, `${ ID }; ${ SHARED }; ${ fields }; ${ STAMPS }` );

export const opportunityStage = (): SObject =>
	meaning(
		'OpportunityStage',
		[ 'Opportunity Stage', 'Opportunity Stage' ],
		'01J',
		`IsActive:boolean/dfsg
		IsClosed:boolean/dfsg
		IsWon:boolean/dfsg
		ForecastCategory:picklist(40)/nfsga
		ForecastCategoryName:picklist(255)/nfsga
		DefaultProbability:percent[3,0]/nfsa
		Description:string(255)/nfsga`
	);

export const caseStatus = (): SObject =>
	meaning( 'CaseStatus', [ 'Case Status Value', 'Case Status Value' ], '013', 'IsDefault:boolean/dfsg; IsClosed:boolean/dfsg' );

export const taskStatus = (): SObject =>
	meaning( 'TaskStatus', [ 'Task Status Value', 'Task Status Value' ], '01T', 'IsDefault:boolean/dfsg; IsClosed:boolean/dfsg' );

export const leadStatus = (): SObject =>
	meaning( 'LeadStatus', [ 'Lead Status Value', 'Lead Status Value' ], '01G', 'IsDefault:boolean/dfsg; IsConverted:boolean/dfsg' );
