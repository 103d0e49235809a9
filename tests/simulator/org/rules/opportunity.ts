import type { Values } from '../store';
import { rollUp, type Totals } from './campaign-totals';
import { statusMeaning } from './status-meaning';
import { addSystemRow } from './system-rows';
import type { Draft, ObjectRules } from './index';

const CATEGORIES: Readonly< Record< string, string > > = {
	Omitted: 'Omitted',
	Pipeline: 'Pipeline',
	'Best Case': 'BestCase',
	'Most Likely': 'MostLikely',
	Commit: 'Forecast',
	Closed: 'Closed',
};

/** The stage decides whether it is closed and won; probability and forecast may be set by hand (§15). */
function applyStage( { org, values, given }: Draft ): void {
	const stage = statusMeaning( org, 'OpportunityStage', values.StageName );
	values.IsClosed = stage?.IsClosed === true;
	values.IsWon = stage?.IsWon === true;
	if ( stage && ! given.has( 'Probability' ) ) {
		values.Probability = stage.DefaultProbability ?? null;
	}
	if ( stage && ! given.has( 'ForecastCategoryName' ) ) {
		values.ForecastCategoryName = stage.ForecastCategoryName ?? null;
	}
}

function applyFiscal( values: Values ): void {
	const [ year, month ] = String( values.CloseDate ?? '' )
		.split( '-' )
		.map( Number );
	if ( year && month ) {
		const quarter = Math.ceil( month / 3 );
		Object.assign( values, { FiscalYear: year, FiscalQuarter: quarter, Fiscal: `${ year } ${ quarter }` } );
	}
}

function derive( draft: Draft ): void {
	const { org, values, previous } = draft;
	if ( ! previous || previous.StageName !== values.StageName ) {
		applyStage( draft );
		values.LastStageChangeDate = previous ? org.clock.stamp() : null;
	}
	if ( previous?.HasOpportunityLineItem === true ) {
		// Line items make the amount: a written one is not refused and not kept (§15).
		values.Amount = previous.Amount ?? null;
	}
	values.ForecastCategory = CATEGORIES[ String( values.ForecastCategoryName ) ] ?? null;
	values.ExpectedRevenue =
		typeof values.Amount === 'number' && typeof values.Probability === 'number' ? Math.round( values.Amount * values.Probability ) / 100 : null;
	applyFiscal( values );
}

function share( { Amount, IsWon }: Values ): Totals {
	const amount = typeof Amount === 'number' ? Amount : 0;
	const won = IsWon === true;
	return {
		NumberOfOpportunities: 1,
		NumberOfWonOpportunities: won ? 1 : 0,
		AmountAllOpportunities: amount,
		AmountWonOpportunities: won ? amount : 0,
	};
}

export const opportunityRules: ObjectRules = {
	derive,
	follow: ( { org, actor, id, before, after } ) => {
		rollUp( org, { before, after }, share );
		const hasRoles = org.store.table( 'OpportunityContactRole' ).childrenOf( 'OpportunityId', id ).length > 0;
		if ( ! before && after && typeof after.ContactId === 'string' && ! hasRoles ) {
			addSystemRow( org, actor, 'OpportunityContactRole', { OpportunityId: id, ContactId: after.ContactId, IsPrimary: true } );
		}
	},
};
