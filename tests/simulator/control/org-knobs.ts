import { addRecordType } from '../org/record-types';
import type { Switch } from '../org/switches';
import type { World } from '../world';
import { isObject } from '../http/message';
import { required, textOf, type Body, type Knobs } from './knobs';

const SWITCHES: readonly Switch[] = [ 'multi_currency', 'person_accounts' ];

function turn( world: World, body: Body ): unknown {
	const { switches } = world.org;
	const unknown = Object.keys( body ).filter( ( name ) => ! SWITCHES.some( ( one ) => one === name ) );
	if ( unknown.length > 0 || Object.values( body ).some( ( value ) => value !== true ) ) {
		throw new TypeError( `A switch is turned on with true, and stays on until the org is reset. There are: ${ SWITCHES.join( ', ' ) }.` );
	}
	SWITCHES.filter( ( name ) => body[ name ] === true ).forEach( ( name ) => switches.turnOn( name ) );
	return Object.fromEntries( SWITCHES.map( ( name ) => [ name, switches.isOn( name ) ] ) );
}

/** `{"Type": ["Prospect"]}` */
function picklistsIn( value: unknown ): Record< string, string[] > {
	if ( ! isObject( value ) ) {
		return {};
	}
	return Object.fromEntries(
		Object.entries( value ).map( ( [ name, values ] ): [ string, string[] ] => {
			if ( ! Array.isArray( values ) ) {
				throw new TypeError( `picklists.${ name } is a list of API values.` );
			}
			return [ name, values.map( String ) ];
		} )
	);
}

function recordType( world: World, body: Body ): unknown {
	const name = textOf( body, 'name' );
	return {
		id: addRecordType( world.org, {
			object: required( body, 'object' ),
			developerName: required( body, 'developer_name' ),
			...( name === undefined ? {} : { name } ),
			description: textOf( body, 'description' ) ?? null,
			active: body.active !== false,
			isDefault: body.default === true,
			picklists: picklistsIn( body.picklists ),
		} ),
	};
}

/** What an administrator sets up for the whole org. */
export const orgKnobs: Knobs = {
	'POST org': turn,
	'GET org': ( world ) => turn( world, {} ),
	'POST record-type': recordType,
};
