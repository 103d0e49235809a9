import { randomUUID } from 'node:crypto';
import type { Delivery, Outcomes } from '../contract';
import { BodyTooLarge } from '../wordpress/port';
import type { Batch, RunContext, Withdrawal } from './context';
import type { Draft, Rejection } from './map';
import { withoutRaw } from './raw';

/** One parcel: any of the three may be empty. */
interface Parcel {
	readonly drafts: readonly Draft[];
	readonly withdrawals: readonly Withdrawal[];
	readonly rejections: readonly Rejection[];
}

/** Few enough that WordPress answers well within its time-out, many enough that round trips do not count. */
export const mostRecords = 1000;

const sizeOf = ( { drafts, withdrawals, rejections }: Parcel ): number => drafts.length + withdrawals.length + rejections.length;

/** Parents first matters between mappings, not within one: a parcel may be cut anywhere. */
function halves( parcel: Parcel ): Parcel[] {
	const cut = Math.ceil( sizeOf( parcel ) / 2 );
	return [ taken( parcel, 0, cut ), taken( parcel, cut, sizeOf( parcel ) ) ];
}

function taken( { drafts, withdrawals, rejections }: Parcel, from: number, to: number ): Parcel {
	const part = < T >( list: readonly T[], offset: number ): T[] => list.slice( Math.max( 0, from - offset ), Math.max( 0, to - offset ) );
	return {
		drafts: part( drafts, 0 ),
		withdrawals: part( withdrawals, drafts.length ),
		rejections: part( rejections, drafts.length + withdrawals.length ),
	};
}

function tooLarge( { external_id, version }: Draft ): Rejection {
	return {
		external_id,
		version,
		failure: {
			kind: 'record',
			code: 'record_too_large',
			message: `The record ${ external_id } is larger than WordPress takes in one request.`,
			actions: [ 'Shorten its longest texts in Salesforce, or map fewer of them.' ],
		},
	};
}

/** What cannot travel whole goes without its raw record first: the listing matters more than its history. */
const lighter = ( draft: Draft ): Parcel =>
	draft.raw === undefined
		? { drafts: [], withdrawals: [], rejections: [ tooLarge( draft ) ] }
		: { drafts: [ withoutRaw( draft ) ], withdrawals: [], rejections: [] };

/** What a parcel belongs to. */
export type Addressed = Pick< Batch, 'mapping' > & { readonly withdrawals_total?: number };

function addressed( parcel: Parcel, { mapping, withdrawals_total }: Addressed, { lease }: RunContext ): Delivery {
	return {
		delivery_id: randomUUID(),
		...lease.ids,
		mapping_id: mapping.mapping.id,
		mapping_version: mapping.mapping.version,
		records: [ ...parcel.drafts ],
		withdrawals: [ ...parcel.withdrawals ],
		rejections: [ ...parcel.rejections ],
		...( withdrawals_total === undefined ? {} : { withdrawals_total } ),
	};
}

/** Yields after each parcel has been settled, so that the caller can report and ask whether to go on. */
export async function* deliver( parcel: Parcel, batch: Addressed, context: RunContext ): AsyncGenerator< Outcomes > {
	const waiting = sizeOf( parcel ) === 0 ? [] : [ parcel ];
	for ( let next = waiting.shift(); next; next = waiting.shift() ) {
		const single = sizeOf( next ) === 1;
		if ( sizeOf( next ) > mostRecords ) {
			waiting.unshift( ...halves( next ) );
			continue;
		}
		try {
			// What cannot be halved is tried: the limit leaves room below what WordPress really takes.
			yield await context.wordpress.deliver( addressed( next, batch, context ), single ? Infinity : context.limits.delivery_bytes );
		} catch ( error ) {
			const only = next.drafts[ 0 ];
			if ( ! ( error instanceof BodyTooLarge ) || ( single && ! only ) ) {
				throw error;
			}
			waiting.unshift( ...( single && only ? [ lighter( only ) ] : halves( next ) ) );
		}
	}
}
