import type { Org } from '../org';
import { refuseLocked } from '../removal';
import type { Values } from '../store';
import { changeSystemValues, rowOf } from './system-rows';

export type Totals = Record< string, number >;

/** Roll-ups of a campaign: what this row counted before is taken off, what it counts now is put on (§11.2). */
export function rollUp( org: Org, { before, after }: { before: Values | null; after: Values | null }, share: ( values: Values ) => Totals ): void {
	const changes = new Map< string, Totals >();
	const add = ( values: Values | null, sign: 1 | -1 ): void => {
		const campaign = values?.CampaignId;
		if ( ! values || typeof campaign !== 'string' ) {
			return;
		}
		const totals = changes.get( campaign ) ?? {};
		for ( const [ name, amount ] of Object.entries( share( values ) ) ) {
			totals[ name ] = ( totals[ name ] ?? 0 ) + sign * amount;
		}
		changes.set( campaign, totals );
	};
	add( before, -1 );
	add( after, 1 );
	for ( const [ id, totals ] of changes ) {
		const campaign = rowOf( org, 'Campaign', id );
		if ( campaign ) {
			refuseLocked( org, campaign );
			const next = Object.entries( totals ).map( ( [ name, amount ] ): [ string, number ] => [ name, Number( campaign.values[ name ] ?? 0 ) + amount ] );
			changeSystemValues( org, campaign, Object.fromEntries( next ) );
		}
	}
}
