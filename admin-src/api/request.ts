import apiFetch from '@wordpress/api-fetch';
import { toProblem } from './problem';

export interface Page< T > {
	rows: T[];
	total: number;
	pages: number;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

const root = '/callboard/v1';

/** Every call ends in an answer or throws a Problem: screens know no other failure. */
export async function request< T >( method: Method, path: string, data?: unknown ): Promise< T > {
	try {
		return await apiFetch< T >( { path: root + path, method, ...( data === undefined ? {} : { data } ) } );
	} catch ( error ) {
		throw toProblem( error );
	}
}

export async function requestPage< T >( path: string ): Promise< Page< T > > {
	try {
		const response = await apiFetch< Response, false >( { path: root + path, parse: false } );
		return {
			rows: ( await response.json() ) as T[],
			total: Number( response.headers.get( 'X-WP-Total' ) ?? 0 ),
			pages: Number( response.headers.get( 'X-WP-TotalPages' ) ?? 1 ),
		};
	} catch ( error ) {
		throw toProblem( error instanceof Response ? await error.json().catch( () => null ) : error );
	}
}

/** A file; its words about a failure are JSON as ever. */
export async function requestFile( path: string ): Promise< Blob > {
	try {
		const response = await apiFetch< Response, false >( { path: root + path, parse: false } );
		return await response.blob();
	} catch ( error ) {
		throw toProblem( error instanceof Response ? await error.json().catch( () => null ) : error );
	}
}
