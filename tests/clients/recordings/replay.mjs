/**
 * Every recorded request, sent to the simulator: its answer must be one that the recorded client could have gone on with.
 */
import { say } from '../../stack/lib/say.mjs';
import { compare, missingColumns, missingElements } from './answers.mjs';
import { excusedFor, statusFor } from './exceptions.mjs';
import { files, jsonOf, read } from './recorded.mjs';
import { clientOf, prepare, requestOf } from './requests.mjs';
import { openWorld } from './world.mjs';

const HEADERS = [ 'Location', 'WWW-Authenticate', 'Sforce-Locator', 'Sforce-NumberOfRecords' ];

const mediaType = ( type ) => ( type ?? '' ).split( ';' )[ 0 ];

function headerProblems( recorded, answer ) {
	const wanted = HEADERS.filter( ( name ) => name in recorded.resHeaders );
	const counted = recorded.url.replace( /^\/+/, '/' ).startsWith( '/services/data/v' ) && recorded.st !== 401;
	const missing = [ ...wanted, ...( counted ? [ 'Sforce-Limit-Info' ] : [] ) ].filter( ( name ) => ! answer.headers.has( name ) );
	const [ was, is ] = [ mediaType( recorded.resHeaders[ 'Content-Type' ] ), mediaType( answer.headers.get( 'content-type' ) ) ];
	return [ ...missing.map( ( name ) => `header ${ name } is missing` ), ...( recorded.resBody && was !== is ? [ `type was ${ was } and is ${ is }` ] : [] ) ];
}

function bodyProblems( recorded, text ) {
	const json = jsonOf( recorded.resBody );
	if ( json !== undefined ) {
		return compare( json, jsonOf( text ), { path: '', excused: excusedFor( recorded ) } );
	}
	if ( recorded.resBody.startsWith( '<' ) ) {
		return missingElements( recorded.resBody, text ).map( ( name ) => `<${ name }> is missing` );
	}
	return recorded.resBody === '' ? [] : missingColumns( recorded.resBody, text ).map( ( name ) => `column ${ name } is missing` );
}

function learn( world, recorded, answer, text ) {
	const [ was, is ] = [ jsonOf( recorded.resBody ), jsonOf( text ) ];
	world.names.learn( was, is );
	world.names.learnEvents( was, is );
	const locator = recorded.resHeaders[ 'Sforce-Locator' ];
	if ( locator ) {
		world.names.locators.set( locator, answer.headers.get( 'sforce-locator' ) );
	}
	const cookies = answer.headers.getSetCookie().map( ( cookie ) => cookie.split( ';' )[ 0 ] );
	const client = clientOf( recorded, recorded.resBody );
	if ( cookies.length > 0 && client ) {
		world.cookies.set( client, cookies.join( '; ' ) );
	}
}

async function replay( world, recorded ) {
	await prepare( world, recorded );
	const { url, init } = await requestOf( world, recorded );
	const answer = await fetch( url, init );
	const text = await answer.text();
	const design = statusFor( recorded );
	if ( answer.status !== ( design?.status ?? recorded.st ) ) {
		return [ `status was ${ recorded.st } and is ${ answer.status }: ${ text.slice( 0, 300 ) }` ];
	}
	if ( design ) {
		return [];
	}
	const problems = [ ...headerProblems( recorded, answer ), ...bodyProblems( recorded, text ) ];
	learn( world, recorded, answer, text );
	return problems;
}

export async function recordings( cases ) {
	for ( const file of files() ) {
		const requests = read( file );
		const world = await openWorld( requests[ 0 ].t );
		const before = { ...cases.counts };
		for ( const recorded of requests ) {
			const problems = await replay( world, recorded ).catch( ( error ) => [ error.stack ] );
			cases.count( `${ file } ${ recorded.i } ${ recorded.label }: ${ recorded.M } ${ recorded.url.slice( 0, 120 ) }`, problems );
		}
		say( `${ file }: ${ cases.counts.passed - before.passed } of ${ requests.length } requests answered as recorded` );
	}
}
