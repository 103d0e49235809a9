import type { Withdrawal } from './context';

const idWidth = 18;
const stampAt = idWidth;
const readAt = stampAt + 8;
const reasonAt = readAt + 8;
const listedAt = reasonAt + 1;
const intoAt = listedAt + 1;
const width = intoAt + idWidth;
const firstRoom = 256;

const reasons: readonly Withdrawal[ 'reason' ][] = [ 'deleted', 'merged', 'outside_filter' ];

/** Withdrawals in 54 bytes each, where objects take some 200: whatever a whole season’s deletion holds must fit beside the rest. */
export class PackedWithdrawals {
	private bytes = Buffer.alloc( firstRoom * width );
	private count = 0;

	public add( { external_id, version, reason, into = '' }: Withdrawal, listed: boolean ): void {
		if ( external_id.length !== idWidth || ( into !== '' && into.length !== idWidth ) ) {
			throw new Error( `No withdrawal of “${ external_id }” can be kept.` );
		}
		const at = this.count * width;
		if ( at + width > this.bytes.length ) {
			this.bytes = Buffer.concat( [ this.bytes ], this.bytes.length * 2 );
		}
		this.bytes.write( external_id, at, 'latin1' );
		this.bytes.writeDoubleLE( version.stamp_ms, at + stampAt );
		this.bytes.writeDoubleLE( version.read_ms, at + readAt );
		this.bytes[ at + reasonAt ] = reasons.indexOf( reason );
		this.bytes[ at + listedAt ] = listed ? 1 : 0;
		this.bytes.write( into.padEnd( idWidth, '\0' ), at + intoAt, 'latin1' );
		this.count += 1;
	}

	/** Each record once, as it was told last; in the order of telling, listings first. */
	public told(): { readonly listed: number; readonly withdrawals: Iterable< Withdrawal > } {
		const places = this.places();
		const [ listed, others ] = [ places.filter( ( place ) => this.isListed( place ) ), places.filter( ( place ) => ! this.isListed( place ) ) ];
		return { listed: listed.length, withdrawals: this.each( [ listed, others ] ) };
	}

	private *each( parts: readonly Uint32Array[] ): Generator< Withdrawal > {
		for ( const places of parts ) {
			for ( const place of places ) {
				yield this.at( place );
			}
		}
	}

	private places(): Uint32Array {
		const byId = Uint32Array.from( { length: this.count }, ( _, place ) => place ).sort( ( left, right ) => this.compare( left, right ) || left - right );
		return byId.filter( ( place, index ) => index === byId.length - 1 || this.compare( place, byId[ index + 1 ] ?? 0 ) !== 0 ).sort();
	}

	private compare( left: number, right: number ): number {
		const [ a, b ] = [ left * width, right * width ];
		return this.bytes.compare( this.bytes, b, b + idWidth, a, a + idWidth );
	}

	private isListed( place: number ): boolean {
		return this.bytes[ place * width + listedAt ] === 1;
	}

	private at( place: number ): Withdrawal {
		const at = place * width;
		const into = this.bytes.toString( 'latin1', at + intoAt, at + width );
		return {
			external_id: this.bytes.toString( 'latin1', at, at + idWidth ),
			version: { stamp_ms: this.bytes.readDoubleLE( at + stampAt ), read_ms: this.bytes.readDoubleLE( at + readAt ) },
			reason: reasons[ this.bytes[ at + reasonAt ] ?? 0 ] ?? 'deleted',
			...( into.startsWith( '\0' ) ? {} : { into } ),
		};
	}
}
