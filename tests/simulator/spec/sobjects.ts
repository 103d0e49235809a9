import type { Client, Reply } from './client';

type Fields = Record< string, unknown >;

/** Records of whichever client is open: each test has a new one. */
export function sobjectsOf( client: () => Client ) {
	const write = ( method: string, path: string, body: unknown ): Promise< Reply > => client().rest( method, `/sobjects/${ path }`, body );
	return {
		write,
		made: async ( type: string, fields: Fields ): Promise< string > => {
			const reply = await write( 'POST', type, fields );
			if ( reply.status !== 201 ) {
				throw new Error( reply.text );
			}
			return ( reply.json as { id: string } ).id;
		},
		read: async ( type: string, id: string ): Promise< Fields > => ( await client().get( `/sobjects/${ type }/${ id }` ) ).json as Fields,
		advance: ( ms: number ): Promise< Reply > => client().control( 'POST', 'clock', { advance_ms: ms } ),
	};
}
