import { Client } from './client';

/** A client of the same simulator, signed in as somebody else. */
export function signedInAs( client: Client, name: 'admin' | 'boxoffice' | 'minimum' ): Client {
	const { simulator } = client;
	const { org } = simulator.world;
	const person = org.personNamed( `${ name }@callboard.example` );
	if ( ! person ) {
		throw new Error( `Nobody is called ${ name }` );
	}
	const other = new Client( simulator );
	other.token = org.sessions.issue( org.clock.now(), { userId: person.userId, app: 'Callboard', scopes: [ 'api' ] } );
	return other;
}

export const userIdOf = ( client: Client, name: string ): string => {
	const person = client.simulator.world.org.personNamed( `${ name }@callboard.example` );
	return person?.userId ?? '';
};
