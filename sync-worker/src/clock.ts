export interface Clock {
	now(): number;
	sleep( ms: number, signal?: AbortSignal ): Promise< void >;
}

/** Whether so much time has gone by. A clock that was put back cannot tell; then it has. */
export function hasPassed( ms: number, sinceMs: number, clock: Pick< Clock, 'now' > ): boolean {
	const passed = clock.now() - sinceMs;
	return passed >= ms || passed < 0;
}

export const systemClock: Clock = {
	now: () => Date.now(),
	sleep: ( ms, signal ) =>
		new Promise( ( resolve ) => {
			if ( signal?.aborted ) {
				resolve();
				return;
			}
			const done = (): void => {
				clearTimeout( timer );
				signal?.removeEventListener( 'abort', done );
				resolve();
			};
			const timer = setTimeout( done, ms );
			signal?.addEventListener( 'abort', done );
		} ),
};
