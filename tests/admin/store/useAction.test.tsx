import { act, renderHook } from '@testing-library/react';
import { useAction } from '../../../admin-src/store/useAction';

it( 'runs once, however often it is pressed', async () => {
	let finish: ( text: string ) => void = () => {};
	const work = jest.fn( () => new Promise< string >( ( resolve ) => ( finish = resolve ) ) );
	const onDone = jest.fn();
	const { result } = renderHook( () => useAction( work, onDone ) );
	await act( async () => {
		void result.current.run();
		void result.current.run();
	} );
	expect( result.current.isBusy ).toBe( true );
	await act( async () => finish( 'done' ) );
	expect( [ work.mock.calls.length, onDone.mock.calls, result.current.isBusy ] ).toEqual( [ 1, [ [ 'done' ] ], false ] );
} );

it( 'keeps its problem until the next try', async () => {
	const work = jest.fn< Promise< string >, [] >().mockRejectedValueOnce( { code: 'x', message: 'No.' } ).mockResolvedValue( 'yes' );
	const onDone = jest.fn();
	const { result } = renderHook( () => useAction( work, onDone ) );
	await act( () => result.current.run() );
	expect( [ result.current.problem?.message, onDone.mock.calls.length ] ).toEqual( [ 'No.', 0 ] );
	await act( () => result.current.run() );
	expect( [ result.current.problem, onDone.mock.calls.length ] ).toEqual( [ null, 1 ] );
} );
