const width = 18;
const firstRoom = 4096;

/**
 * Ids in 18 bytes each and their stamps in 8, where a Set of strings takes some seventy: 400,000 of them cost 10 MB. Filled once, then asked;
 * what was asked for and is there can be marked, and what was never marked be listed.
 */
export class IdSet {
	private bytes = Buffer.alloc( firstRoom * width );
	private stamps = new Float64Array( firstRoom );
	private count = 0;
	private order: Uint32Array | null = null;
	private marks = new Uint8Array( 0 );

	public get size(): number {
		return this.sealed().length;
	}

	public add( id: string, stampMs = 0 ): void {
		if ( this.order || id.length !== width ) {
			throw new Error( `An id set does not take “${ id }” now.` );
		}
		if ( ( this.count + 1 ) * width > this.bytes.length ) {
			this.bytes = Buffer.concat( [ this.bytes ], this.bytes.length * 2 );
			const { stamps } = this;
			this.stamps = new Float64Array( stamps.length * 2 );
			this.stamps.set( stamps );
		}
		this.bytes.write( id, this.count * width, 'latin1' );
		this.stamps[ this.count ] = stampMs;
		this.count += 1;
	}

	public has( id: string ): boolean {
		return this.find( id ) >= 0;
	}

	/** Of an id that is not there, the beginning of time. */
	public stampOf( id: string ): number {
		const at = this.find( id );
		return at < 0 ? 0 : ( this.stamps[ this.sealed()[ at ] ?? 0 ] ?? 0 );
	}

	public mark( id: string ): void {
		const at = this.find( id );
		if ( at >= 0 ) {
			this.marks[ at ] = 1;
		}
	}

	/** In binary order. */
	public *unmarked(): Generator< string > {
		const order = this.sealed();
		for ( let at = 0; at < order.length; at++ ) {
			if ( this.marks[ at ] === 0 ) {
				yield this.at( order[ at ] ?? 0 ).toString( 'latin1' );
			}
		}
	}

	/** Sorted once, each id once: a record that moved between two pages may have come twice. */
	private sealed(): Uint32Array {
		if ( ! this.order ) {
			const all = Uint32Array.from( { length: this.count }, ( _, index ) => index ).sort( ( left, right ) =>
				this.at( left ).compare( this.at( right ) )
			);
			this.order = all.filter( ( index, place ) => place === 0 || ! this.at( index ).equals( this.at( all[ place - 1 ] ?? 0 ) ) );
			this.marks = new Uint8Array( this.order.length );
		}
		return this.order;
	}

	private find( id: string ): number {
		const order = this.sealed();
		const wanted = Buffer.from( id, 'latin1' );
		let low = 0;
		let high = order.length - 1;
		while ( low <= high ) {
			const middle = ( low + high ) >> 1;
			const compared = this.at( order[ middle ] ?? 0 ).compare( wanted );
			if ( compared === 0 ) {
				return middle;
			}
			if ( compared < 0 ) {
				low = middle + 1;
			} else {
				high = middle - 1;
			}
		}
		return -1;
	}

	private at( index: number ): Buffer {
		return this.bytes.subarray( index * width, ( index + 1 ) * width );
	}
}
