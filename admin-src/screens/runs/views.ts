import type { RunQuery } from '../../api/runs';

const perPage = 20;

/** The page number stands in the URL. */
export const pageOf = ( query: Record< string, string > ) => Math.max( 1, Math.floor( Number( query.paged ?? 1 ) ) || 1 );

export const runQueryOf = ( query: Record< string, string > ): RunQuery => ( { page: pageOf( query ), per_page: perPage } );
