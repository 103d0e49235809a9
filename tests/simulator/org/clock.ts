export interface ClockOptions {
	now?: number | string;
	frozen?: boolean;
}

/** The org's own time: it runs beside the machine's clock, or stands still until it is advanced. */
export class OrgClock {
	private offset = 0;
	private frozenAt: number | null = null;

	constructor( options: ClockOptions = {} ) {
		this.set( options );
	}

	now(): number {
		return this.frozenAt ?? Date.now() + this.offset;
	}

	set( { now, frozen }: ClockOptions ): void {
		const at = now === undefined ? this.now() : new Date( now ).getTime();
		if ( ! Number.isFinite( at ) ) {
			throw new RangeError( `Not a moment in time: ${ String( now ) }` );
		}
		const stands = frozen ?? this.frozenAt !== null;
		this.frozenAt = stands ? at : null;
		this.offset = at - Date.now();
	}

	advance( ms: number ): void {
		if ( this.frozenAt !== null ) {
			this.frozenAt += ms;
		}
		this.offset += ms;
	}

	get frozen(): boolean {
		return this.frozenAt !== null;
	}

	/** The stamp Salesforce stores: UTC, whole seconds (§2.1). */
	stamp(): string {
		return toStamp( this.now() );
	}
}

export function toStamp( ms: number ): string {
	return new Date( Math.floor( ms / 1000 ) * 1000 ).toISOString().slice( 0, 19 ) + '.000+0000';
}

export const stampToMs = ( stamp: string ): number => Date.parse( stamp.slice( 0, 19 ) + 'Z' );
