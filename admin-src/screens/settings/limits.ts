import type { BrakeLimit, BrakeLimitRequest, Overview } from '../../../sync-worker/src/contract/types';

/** One limit as it is filled in: of the whole organisation, or of one mapping. */
export interface Row {
	mappingId: string | null;
	name: string;
	/** Listings on the site now. */
	listed: number;
	isOwn: boolean;
	percent: string;
	records: string;
}

type Mappings = Overview[ 'mappings' ];

export const rowsOf = ( limits: BrakeLimit[], mappings: Mappings ): Row[] =>
	limits.map( ( { mapping_id: mappingId, percent, records, is_default: isDefault } ) => {
		const mapping = mappings.find( ( { id } ) => id === mappingId );
		return {
			mappingId,
			name: mapping?.name ?? mappingId ?? '',
			listed: mapping?.listed ?? 0,
			isOwn: ! isDefault,
			percent: String( percent ),
			records: String( records ),
		};
	} );

const whole = ( text: string, most: number ): number | null => ( /^\d{1,7}$/.test( text.trim() ) && Number( text ) <= most ? Number( text ) : null );

export const percentOf = ( { percent }: Row ) => whole( percent, 100 );
export const recordsOf = ( { records }: Row ) => whole( records, 1_000_000 );
export const isValid = ( row: Row ) => ! row.isOwn || ( percentOf( row ) !== null && recordsOf( row ) !== null );

/** What is sent: only what differs from what is stored. */
export function changes( rows: Row[], stored: BrakeLimit[] ): BrakeLimitRequest[] {
	return rows.flatMap( ( row ): BrakeLimitRequest[] => {
		const before = stored.find( ( { mapping_id: id } ) => id === row.mappingId );
		const percent = percentOf( row );
		const records = recordsOf( row );
		if ( ! row.isOwn || percent === null || records === null ) {
			return before?.is_default === false ? [ { mapping_id: row.mappingId, limit: null } ] : [];
		}
		return before?.is_default === false && before.percent === percent && before.records === records
			? []
			: [ { mapping_id: row.mappingId, limit: { percent, records } } ];
	} );
}

/**
 * From how many withdrawals on a person is asked: more than the share and more than the number, or all there are
 * (one show that ends is no empty source). Null: nothing is listed, or a field is not filled in.
 */
export function asksFrom( row: Row, own: Row ): number | null {
	const percent = percentOf( own );
	const records = recordsOf( own );
	if ( row.listed === 0 || percent === null || records === null ) {
		return null;
	}
	return Math.min( Math.max( records, Math.floor( ( percent * row.listed ) / 100 ) ) + 1, Math.max( row.listed, 2 ) );
}
