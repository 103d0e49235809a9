import { progressOf, timeLeft } from '../../../admin-src/format/runs';
import { aRun } from '../builders';

describe( 'progress of a run', () => {
	it.each( [ [ null ], [ 0 ] ] )( 'is no number while the total is %s', ( total ) => {
		expect( progressOf( aRun( { state: 'claimed', done: 0, total, sentence: 'Reading from Salesforce…' } ) ) ).toEqual( {
			percent: null,
			text: 'Reading from Salesforce…',
		} );
	} );

	it( 'says n of N, and never more than all', () => {
		expect( progressOf( aRun( { done: 199, total: 200 } ) ) ).toEqual( { percent: 99, text: '199 of 200' } );
		expect( progressOf( aRun( { done: 250, total: 200 } ) ) ).toEqual( { percent: 100, text: '200 of 200' } );
	} );

	it( 'guesses the time left only after a tenth', () => {
		const run = aRun( { done: 9, total: 100, started_ms: 0 } );
		expect( timeLeft( run, 60_000 ) ).toBeNull();
		expect( timeLeft( { ...run, done: 10 }, 60_000 ) ).toBe( 'about 9 minutes left' );
		expect( timeLeft( { ...run, done: 100 }, 60_000 ) ).toBeNull();
		expect( timeLeft( { ...run, total: null }, 60_000 ) ).toBeNull();
	} );
} );
