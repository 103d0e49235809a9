import { Problem, toProblem } from '../../../admin-src/api/problem';

describe( 'a problem', () => {
	it( 'carries the actions of the failure', () => {
		const problem = toProblem( { code: 'mapping_missing', message: 'Choose first.', data: { status: 422, failure: { actions: [ 'Choose a preset.' ] } } } );
		expect( [ problem.code, problem.message, problem.actions ] ).toEqual( [ 'mapping_missing', 'Choose first.', [ 'Choose a preset.' ] ] );
	} );

	it.each( [ [ null ], [ 'text' ], [ 42 ], [ {} ], [ { data: { failure: { actions: 'none' } } } ], [ { message: '' } ] ] )(
		'is made of anything: %j',
		( anything ) => {
			const problem = toProblem( anything );
			expect( problem ).toBeInstanceOf( Problem );
			expect( problem.message ).not.toBe( '' );
			expect( problem.actions ).not.toEqual( [] );
		}
	);

	it( 'stays itself', () => {
		const problem = new Problem( 'a', 'b', [] );
		expect( toProblem( problem ) ).toBe( problem );
	} );

	it( 'says of a lost connection that the sync goes on', () => {
		expect( toProblem( { code: 'fetch_error', message: 'Could not get a valid response from the server.' } ).actions[ 0 ] ).toContain(
			'goes on without this page'
		);
	} );
} );
