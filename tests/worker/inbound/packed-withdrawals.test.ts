import type { Withdrawal } from '../../../sync-worker/src/inbound/context';
import { PackedWithdrawals } from '../../../sync-worker/src/inbound/packed-withdrawals';
import { anId } from '../doubles/builders';

const withdrawal = ( number: number, more: Partial< Withdrawal > = {} ): Withdrawal => ( {
	external_id: anId( number ),
	version: { stamp_ms: Date.UTC( 2026, 10, 22 ) + number, read_ms: Date.UTC( 2026, 10, 23 ) + number },
	reason: 'deleted',
	...more,
} );

describe( 'withdrawals that are kept until their number is known', () => {
	it( 'come back as they were told, listings first', () => {
		const told = [
			withdrawal( 3, { reason: 'outside_filter' } ),
			withdrawal( 1, { reason: 'merged', into: anId( 7 ) } ),
			withdrawal( 2 ),
			withdrawal( 4, { version: { stamp_ms: 0, read_ms: 8.64e15 } } ),
		];
		const packed = new PackedWithdrawals();
		told.forEach( ( one, index ) => packed.add( one, index !== 0 ) );
		const { listed, withdrawals } = packed.told();
		expect( listed ).toBe( 3 );
		expect( [ ...withdrawals ] ).toEqual( [ told[ 1 ], told[ 2 ], told[ 3 ], told[ 0 ] ] );
	} );

	it( 'hold each record once, as it was told last', () => {
		const packed = new PackedWithdrawals();
		packed.add( withdrawal( 1 ), true );
		packed.add( withdrawal( 2 ), false );
		packed.add( withdrawal( 1, { reason: 'merged', into: anId( 2 ) } ), false );
		const { listed, withdrawals } = packed.told();
		expect( listed ).toBe( 0 );
		expect( [ ...withdrawals ] ).toEqual( [ withdrawal( 2 ), withdrawal( 1, { reason: 'merged', into: anId( 2 ) } ) ] );
	} );

	it( 'grow beyond their first room, and lose none', () => {
		const packed = new PackedWithdrawals();
		const all = Array.from( { length: 2000 }, ( _, number ) => withdrawal( ( number * 7 ) % 2000 ) );
		all.forEach( ( one ) => packed.add( one, true ) );
		const { listed, withdrawals } = packed.told();
		expect( listed ).toBe( 2000 );
		expect( [ ...withdrawals ] ).toEqual( all );
	} );

	it( 'are none at first', () => {
		const { listed, withdrawals } = new PackedWithdrawals().told();
		expect( [ listed, ...withdrawals ] ).toEqual( [ 0 ] );
	} );

	it( 'take no id that would not come back', () => {
		expect( () => new PackedWithdrawals().add( withdrawal( 1, { external_id: 'a01' } ), true ) ).toThrow( 'a01' );
	} );
} );
