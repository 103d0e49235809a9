export interface Clock {
	now(): number;
	sleep( ms: number, signal?: AbortSignal ): Promise< void >;
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
