import type { World } from '../world';

export type Body = Record< string, unknown >;
/** What one call of the control door does; its answer is JSON. A TypeError says what was asked wrongly. */
export type Knob = ( world: World, body: Body ) => unknown;
/** By method and path, `POST clock`. */
export type Knobs = Record< string, Knob >;

export const textOf = ( body: Body, name: string ): string | undefined => ( typeof body[ name ] === 'string' ? body[ name ] : undefined );

export function required( body: Body, name: string ): string {
	const text = textOf( body, name );
	if ( text === undefined || text === '' ) {
		throw new TypeError( `Name ${ name }.` );
	}
	return text;
}
