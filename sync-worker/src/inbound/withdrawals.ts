import type { OfferAnswer } from '../contract';
import type { Batch, RunContext, Withdrawal } from './context';
import { askedInSlices } from './dedupe';
import { PackedWithdrawals } from './packed-withdrawals';

/**
 * The withdrawals of a run that mean anything to the site, kept back until all of their mapping has been read: only then
 * their number is known, and a mass change must take nothing off the site before a person has said so.
 */
export class Withdrawals {
	private readonly byMapping = new Map< string, PackedWithdrawals >();

	/** Asks WordPress which of a batch’s withdrawals concern it: of a whole org’s deletions most were never listed. */
	public async gather( { mapping, withdrawals, read_ms }: Batch, { lease, limits, wordpress }: RunContext ): Promise< void > {
		const { id, version } = mapping.mapping;
		const offer = ( slice: readonly Withdrawal[] ): Promise< OfferAnswer > =>
			wordpress.offer( {
				...lease.ids,
				mapping_id: id,
				mapping_version: version,
				read_ms,
				records: [],
				withdrawals: slice.map( ( one ) => [ one.external_id, one.version.stamp_ms, one.version.read_ms, one.reason ] ),
			} );
		for await ( const [ slice, answer ] of askedInSlices( withdrawals, limits.offer_records, offer ) ) {
			const gathered = this.of( id );
			const listed = new Set( answer.withdrawals?.listed );
			const others = new Set( answer.withdrawals?.others );
			for ( const withdrawal of slice ) {
				if ( listed.has( withdrawal.external_id ) || others.has( withdrawal.external_id ) ) {
					gathered.add( withdrawal, listed.has( withdrawal.external_id ) );
				}
			}
		}
	}

	/** What was gathered for a mapping, and how many listings that takes off the site. */
	public take( mappingId: string ): ReturnType< PackedWithdrawals[ 'told' ] > {
		const gathered = this.of( mappingId );
		this.byMapping.delete( mappingId );
		return gathered.told();
	}

	private of( mappingId: string ): PackedWithdrawals {
		const known = this.byMapping.get( mappingId ) ?? new PackedWithdrawals();
		this.byMapping.set( mappingId, known );
		return known;
	}
}
