import { act, renderHook, waitFor } from '@testing-library/react';
import { useResource } from '../../../admin-src/store/useResource';

beforeEach( () => jest.useFakeTimers() );
afterEach( () => jest.useRealTimers() );
const settle = ( ms = 0 ) => act( () => jest.advanceTimersByTimeAsync( ms ) );

it( 'asks again for as long as the answer says so', async () => {
	const load = jest.fn< Promise< string >, [] >().mockResolvedValueOnce( 'running' ).mockResolvedValueOnce( 'running' ).mockResolvedValue( 'done' );
	const { result } = renderHook( () => useResource( 'run', load, ( state ) => ( state === 'running' ? 1_000 : null ) ) );
	await settle();
	expect( result.current.data ).toBe( 'running' );
	await settle( 1_000 );
	await settle( 1_000 );
	expect( result.current.data ).toBe( 'done' );
	await settle( 60_000 );
	expect( load ).toHaveBeenCalledTimes( 3 );
} );

it( 'keeps what is known when a poll fails, and recovers', async () => {
	const load = jest
		.fn< Promise< string >, [] >()
		.mockResolvedValueOnce( 'first' )
		.mockRejectedValueOnce( { code: 'fetch_error' } )
		.mockResolvedValue( 'second' );
	const { result } = renderHook( () => useResource( 'x', load, () => 1_000 ) );
	await settle();
	await settle( 1_000 );
	expect( [ result.current.data, result.current.problem?.code ] ).toEqual( [ 'first', 'fetch_error' ] );
	await settle( 1_000 );
	expect( [ result.current.data, result.current.problem ] ).toEqual( [ 'second', null ] );
} );

it( 'ignores an answer that comes after its question was given up', async () => {
	const answers: Record< string, ( text: string ) => void > = {};
	const load = ( key: string ) => () => new Promise< string >( ( resolve ) => ( answers[ key ] = resolve ) );
	const { result, rerender } = renderHook( ( { id } ) => useResource( id, load( id ) ), { initialProps: { id: 'one' } } );
	rerender( { id: 'two' } );
	await act( async () => answers.two?.( 'two' ) );
	await act( async () => answers.one?.( 'one' ) );
	await waitFor( () => expect( result.current.data ).toBe( 'two' ) );
} );

it( 'stops asking when the screen is left', async () => {
	const load = jest.fn< Promise< string >, [] >().mockResolvedValue( 'x' );
	const { unmount } = renderHook( () => useResource( 'x', load, () => 1_000 ) );
	await settle();
	unmount();
	await settle( 10_000 );
	expect( load ).toHaveBeenCalledTimes( 1 );
} );
