import { badRequest } from '../http/errors';
import { makeId } from '../org/ids';
import type { Row } from '../org/store';
import type { Project } from '../soql/select';

const LIFETIME_MS = 2 * 24 * 3600 * 1000;

export interface Cursor {
	/** Who asked: nobody else may read on. */
	userId: string;
	/** Which rows there were when the query was asked; what has become of them is seen page by page. */
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
		this.forgetExpired( nowMs );
		const id = makeId( '01g', ++this.counter );
		this.open.set( id, { ...cursor, expiresAt: nowMs + LIFETIME_MS } );
		return id;
	}

	/** A locator is good for two days, and for the one who opened it (§7.2). */
	find( locator: string, { nowMs, userId }: { nowMs: number; userId: string } ): { id: string; cursor: Cursor; offset: number } {
		const parts = /^(01g\w{15})-(\d+)$/.exec( locator );
		const cursor = this.open.get( parts?.[ 1 ] ?? '' );
		const offset = Number( parts?.[ 2 ] );
		if ( ! parts || ! cursor || cursor.userId !== userId || cursor.expiresAt <= nowMs || offset >= cursor.rows.length ) {
			throw badRequest( 'INVALID_QUERY_LOCATOR', 'invalid query locator' );
		}
		return { id: parts[ 1 ]!, cursor, offset };
	}

	/** Every locator given so far is no longer good. */
	expireAll(): void {
		this.open.clear();
	}

	clear(): void {
		this.open.clear();
	}

	get size(): number {
		return this.open.size;
	}

	/** Cursors are kept in the order they were opened, so the expired ones come first. */
	private forgetExpired( nowMs: number ): void {
		for ( const [ id, { expiresAt } ] of this.open ) {
			if ( expiresAt > nowMs ) {
				return;
			}
			this.open.delete( id );
		}
	}
}
