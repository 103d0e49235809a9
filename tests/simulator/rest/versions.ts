import { json, type Answer } from '../http/message';
import { identityUrl } from '../oauth/reply';
import type { Call } from './context';

const OLDEST = 31;
const NEWEST = 68;
const SEASONS = [ 'Spring', 'Summer', 'Winter' ];

/** v31 was Summer '14; three releases a year since. */
function label( version: number ): string {
	const step = version - OLDEST + 1;
	const season = SEASONS[ step % 3 ]!;
	const year = 14 + Math.floor( step / 3 ) + ( season === 'Winter' ? 1 : 0 );
	return `${ season } '${ year }`;
}

export const isSupported = ( version: string ): boolean => {
	const number = Number( version.slice( 1 ) );
	return /^v\d\d\.0$/.test( version ) && number >= OLDEST && number <= NEWEST;
};

export const isRetired = ( version: string ): boolean => /^v\d{1,2}\.0$/.test( version ) && Number( version.slice( 1 ) ) < OLDEST;

export function versions(): Answer {
	const list = [];
	for ( let version = OLDEST; version <= NEWEST; version++ ) {
		list.push( {
			label: label( version ),
			url: `/services/data/v${ version }.0`,
			version: `${ version }.0`,
		} );
	}
	return json( list );
}

const RESOURCES = [
	'actions',
	'analytics',
	'appMenu',
	'chatter',
	'composite',
	'connect',
	'consent',
	'event',
	'graphql',
	'jobs',
	'licensing',
	'limits',
	'metadata',
	'parameterizedSearch',
	'process',
	'query',
	'queryAll',
	'quickActions',
	'recent',
	'search',
	'sobjects',
	'support',
	'tabs',
	'theme',
	'tooling',
	'ui-api',
];

/** What a version offers, by name; clients read `identity`, or only the status (§2.2). Not all of it is imitated. */
export function root( call: Call ): Answer {
	const links = Object.fromEntries( RESOURCES.map( ( name ) => [ name, `/services/data/${ call.version }/${ name }` ] ) );
	return json( { ...links, identity: identityUrl( call.url, call.org, call.access.person ) } );
}
