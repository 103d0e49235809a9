import { badRequest } from '../http/errors';
import { makeId } from '../org/ids';
import type { Row } from '../org/store';
import type { Project } from '../soql/select';

const LIFETIME_MS = 2 * 24 * 3600 * 1000;

export interface Cursor {
	rows: Row[];
	project: Project;
	includeDeleted: boolean;
	batchSize: number;
	expiresAt: number;
}

/** Open queries: a snapshot of which rows; their values are read page by page (§2.9). */
export class Cursors {
	private readonly open = new Map< string, Cursor >();
	private counter = 0;

	add( cursor: Omit< Cursor, 'expiresAt' >, nowMs: number ): string {
		const id = makeId( '01g', ++this.counter );
		this.open.set( id, { ...cursor, expiresAt: nowMs + LIFETIME_MS } );
		return id;
	}

	find( locator: string, nowMs: number ): { id: string; cursor: Cursor; offset: number } {
		const parts = /^(01g\w{15})-(\d+)$/.exec( locator );
		const cursor = this.open.get( parts?.[ 1 ] ?? '' );
		const offset = Number( parts?.[ 2 ] );
		if ( ! parts || ! cursor || cursor.expiresAt <= nowMs || offset >= cursor.rows.length ) {
			throw badRequest( 'INVALID_QUERY_LOCATOR', 'invalid query locator' );
		}
		return { id: parts[ 1 ]!, cursor, offset };
	}

	clear(): void {
		this.open.clear();
	}
}
