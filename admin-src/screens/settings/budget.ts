import { __, sprintf } from '@wordpress/i18n';
import type { Budget, BudgetRequest } from '../../../sync-worker/src/contract/types';
import { dateAndTime } from '../../format/time';

/** As it is typed; the day may be empty: no bound of our own. */
export interface Typed {
	readonly reserve: string;
	readonly run: string;
	readonly day: string;
}

export const typedOf = ( { reserve_percent: reserve, calls_per_run: run, calls_per_day: day }: BudgetRequest ): Typed => ( {
	reserve: String( reserve ),
	run: String( run ),
	day: day === null ? '' : String( day ),
} );

const mostCalls = 1_000_000_000;

function whole( text: string, least: number, most: number ): number | null {
	const number = /^\d{1,10}$/.test( text.trim() ) ? Number( text ) : NaN;
	return number >= least && number <= most ? number : null;
}

export const reserveOf = ( { reserve }: Typed ): number | null => whole( reserve, 0, 95 );
export const runOf = ( { run }: Typed ): number | null => whole( run, 20, mostCalls );

/** Undefined: what is typed is no number. */
export function dayOf( { day }: Typed ): number | null | undefined {
	return day.trim() === '' ? null : ( whole( day, 1, mostCalls ) ?? undefined );
}

/** Null while something in it is no number. */
export function bodyOf( typed: Typed ): BudgetRequest | null {
	const [ reserve, run, day ] = [ reserveOf( typed ), runOf( typed ), dayOf( typed ) ];
	return reserve === null || run === null || day === undefined ? null : { reserve_percent: reserve, calls_per_run: run, calls_per_day: day };
}

export const differs = ( body: BudgetRequest, stored: BudgetRequest ): boolean =>
	body.reserve_percent !== stored.reserve_percent || body.calls_per_run !== stored.calls_per_run || body.calls_per_day !== stored.calls_per_day;

export interface Spender {
	readonly who: string;
	readonly detail: string;
	readonly calls: number;
}

export function spendersOf( { used, org }: Budget ): Spender[] {
	const ours = [
		{ who: __( 'The sync worker', 'callboard' ), detail: __( 'reads what changed', 'callboard' ), calls: used.worker },
		{
			who: __( 'This website', 'callboard' ),
			detail: __( 'pictures, tests of the connection, questions on these screens', 'callboard' ),
			calls: used.site,
		},
	];
	return org === null
		? ours
		: [
				...ours,
				{
					who: __( 'Everybody in the org', 'callboard' ),
					/* translators: %s: date and time */
					detail: sprintf( __( 'as Salesforce said on %s, these included', 'callboard' ), dateAndTime( org.seen_ms ) ),
					calls: org.used,
				},
			];
}

/** From how many calls of the org on the sync waits for its other users. */
export const stopsAt = ( limit: number, reserve: number ): number => Math.ceil( ( limit * ( 100 - reserve ) ) / 100 );
