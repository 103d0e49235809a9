/**
 * Is everything that a client read of the recorded answer in ours? Names and kinds of values, and some values themselves.
 */

/** Fields whose value decides what a client does. */
const SAME = new Set( [
	'channel',
	'columnName',
	'done',
	'error',
	'errorCode',
	'errors.statusCode',
	'hasErrors',
	'httpStatusCode',
	'jobType',
	'object',
	'operation',
	'referenceId',
	'state',
	'statusCode',
	'subscription',
	'success',
	'successful',
	'token_type',
] );

const kind = ( value ) => ( value === null ? 'null' : Array.isArray( value ) ? 'array' : typeof value );

function compareArrays( recorded, ours, { path, ...rest } ) {
	if ( recorded.length > 0 && ours.length === 0 ) {
		return [ `${ path } is empty` ];
	}
	if ( recorded.length === ours.length ) {
		return recorded.flatMap( ( one, index ) => compare( one, ours[ index ], { ...rest, path: `${ path }[]` } ) );
	}
	// Another number of them: each has to have what all the recorded ones have.
	const objects = recorded.filter( ( one ) => kind( one ) === 'object' );
	const common = Object.entries( objects[ 0 ] ?? {} ).filter( ( [ name ] ) => objects.every( ( one ) => name in one ) );
	const shape = Object.fromEntries( common );
	return ours.flatMap( ( one ) => ( kind( one ) === 'object' ? compare( shape, one, { ...rest, path: `${ path }[]`, namesOnly: true } ) : [] ) );
}

/** Differences, as sentences; `excused( path )` names those that are by design. */
export function compare( recorded, ours, options ) {
	const { path, excused, namesOnly = false, key = '' } = options;
	if ( excused( path ) ) {
		return [];
	}
	const [ was, is ] = [ kind( recorded ), kind( ours ) ];
	if ( ours === undefined ) {
		return [ `${ path } is missing` ];
	}
	if ( was === 'array' && is === 'array' ) {
		return compareArrays( recorded, ours, options );
	}
	if ( was === 'object' && is === 'object' ) {
		return Object.keys( recorded ).flatMap( ( name ) => compare( recorded[ name ], ours[ name ], { ...options, path: `${ path }.${ name }`, key: name } ) );
	}
	if ( was !== is && was !== 'null' && is !== 'null' ) {
		return [ `${ path } was ${ was } and is ${ is }` ];
	}
	const differs = SAME.has( key ) && ! namesOnly && recorded !== ours;
	return differs ? [ `${ path } was ${ JSON.stringify( recorded ) } and is ${ JSON.stringify( ours ) }` ] : [];
}

const columns = ( csv ) =>
	csv
		.split( '\n' )[ 0 ]
		.split( /[,\t]/ )
		.map( ( name ) => name.replaceAll( '"', '' ).trim() );

export const missingColumns = ( recorded, ours ) => columns( recorded ).filter( ( name ) => ! columns( ours ).includes( name ) );

/** Element names; clients read this XML with patterns. */
export function missingElements( recorded, ours ) {
	const names = ( xml ) => new Set( [ ...xml.matchAll( /<(\w[\w:.-]*)/g ) ].map( ( [ , name ] ) => name ) );
	const there = names( ours );
	return [ ...names( recorded ) ].filter( ( name ) => ! there.has( name ) );
}
