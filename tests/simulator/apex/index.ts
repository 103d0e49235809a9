import { ApiError, badRequest, refuse } from '../http/errors';
import { isObject, json, type Answer, type Ask } from '../http/message';
import type { Access } from '../org/access';
import { readJson } from '../rest/router';
import type { World } from '../world';
import { CLASS_ID } from './classes';
import { methods, type ApexMethod } from './season';

export interface ApexCall {
	ask: Ask;
	world: World;
	access: Access;
	/** What stands where the mapping has its star. */
	rest: string;
	parameters: Record< string, unknown >;
}

const BASE = '/services/apexrest';

/** Case-sensitive: an exact match, else the longest that ends in a star (§17). */
function find( path: string ): { mapping: string; rest: string } | null {
	const mappings = Object.keys( methods );
	if ( mappings.includes( path ) ) {
		return { mapping: path, rest: '' };
	}
	const [ mapping ] = mappings
		.filter( ( one ) => one.endsWith( '/*' ) && `${ path }/`.startsWith( one.slice( 0, -1 ) ) )
		.sort( ( a, b ) => b.length - a.length );
	return mapping === undefined ? null : { mapping, rest: path.slice( mapping.length - 1 ) };
}

/** Parameters come by name; one that the method does not have is refused. */
function parametersOf( ask: Ask, known: readonly string[] ): Record< string, unknown > {
	const body = readJson( ask ) ?? {};
	if ( ! isObject( body ) ) {
		throw badRequest( 'JSON_PARSER_ERROR', 'The HTTP entity body is required, and it must be a JSON object.' );
	}
	const stranger = Object.keys( body ).find( ( name ) => ! known.includes( name ) );
	if ( stranger !== undefined ) {
		const column = ask.body.toString( 'utf8' ).indexOf( JSON.stringify( stranger ) ) + 1;
		throw badRequest( 'JSON_PARSER_ERROR', `Unexpected parameter encountered during deserialization: ${ stranger } at [line:1, column:${ column }]` );
	}
	return body;
}

/** What an exception nobody caught looks like from outside (§17). */
const apexError = ( what: string, where: string ): ApiError => refuse( 500, 'APEX_ERROR', `${ what }\n\nClass.CallboardSeason.${ where }` );

function run( method: ApexMethod, call: ApexCall ): Answer {
	try {
		const value = method.run( call );
		return value === undefined ? { status: 200 } : json( value );
	} catch ( error ) {
		if ( error instanceof ApiError ) {
			const [ item ] = error.items;
			throw apexError(
				`System.DmlException: Insert failed. First exception on row 0; first error: ${ item?.errorCode ?? '' }, ${ item?.message ?? '' }: [${ item?.fields?.join( ', ' ) ?? '' }]`,
				method.where
			);
		}
		throw apexError( error instanceof Error ? error.message : String( error ), method.where );
	}
}

/** `/services/apexrest/…`: answers of the org's own making. */
export function apexRest( { ask, world, access }: Pick< ApexCall, 'ask' | 'world' | 'access' > ): Answer {
	const found = find( ask.path.slice( BASE.length ) );
	if ( ! found ) {
		throw refuse( 404, 'NOT_FOUND', 'Could not find a match for URL' );
	}
	if ( ! access.mayUse( CLASS_ID ) ) {
		throw refuse( 403, 'FORBIDDEN', 'You do not have access to the Apex class named: CallboardSeason' );
	}
	const byVerb = methods[ found.mapping ]!;
	const method = byVerb[ ask.method ];
	if ( ! method ) {
		throw refuse( 405, 'METHOD_NOT_ALLOWED', `HTTP Method '${ ask.method }' not allowed. Allowed are ${ Object.keys( byVerb ).join( ',' ) }` );
	}
	return run( method, { ask, world, access, rest: found.rest, parameters: method.takes ? parametersOf( ask, method.takes ) : {} } );
}
