import { isoOf } from '../mapping';
import type { DeletedWindow, Reading } from './port';

/** One question of a composite call. */
export interface Subrequest {
	readonly method: 'GET';
	readonly url: string;
	readonly referenceId: string;
}

export const queryUrl = ( root: string, soql: string, all: boolean ): string => `${ root }/${ all ? 'queryAll' : 'query' }?q=${ encodeURIComponent( soql ) }`;

export const queryPart = ( root: string, { soql, all }: Reading, index: number ): Subrequest => ( {
	method: 'GET',
	url: queryUrl( root, soql, all ),
	referenceId: `q${ index }`,
} );

export const describeUrl = ( root: string, sobject: string ): string => `${ root }/sobjects/${ encodeURIComponent( sobject ) }/describe`;

export const describePart = ( root: string, sobject: string, index: number ): Subrequest => ( {
	method: 'GET',
	url: describeUrl( root, sobject ),
	referenceId: `o${ index }`,
} );

export function deletedPart( root: string, { sobject, start_ms, end_ms }: DeletedWindow, index: number ): Subrequest {
	const query = new URLSearchParams( { start: isoOf( start_ms ), end: isoOf( end_ms ) } );
	return { method: 'GET', url: `${ root }/sobjects/${ sobject }/deleted/?${ query.toString() }`, referenceId: `d${ index }` };
}

/** One try of a call. */
export interface Try {
	/** From 1. */
	readonly attempt: number;
	readonly last: boolean;
}
