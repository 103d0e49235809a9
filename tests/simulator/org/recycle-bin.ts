import { toStamp } from './clock';
import type { Org } from './org';
import { referringFields } from './removal';
import type { Row } from './store';

const DAY = 24 * 3600 * 1000;
const KEPT_FOR = 15 * DAY;
const MINUTE = 60_000;

/** A row leaves the recycle bin for good, and the details that went with it leave too (§8.4). */
export function purgeRow( org: Org, row: Row ): void {
	for ( const { object, field } of referringFields( org, row.type ) ) {
		for ( const child of org.store.table( object.name ).childrenOf( field.name, row.id ) ) {
			if ( field.onDelete === 'cascade' && child.deleted && child.deletedWith === row.id ) {
				purgeRow( org, child );
			}
		}
	}
	if ( org.store.table( row.type ).get( row.id ) === row ) {
		org.store.purge( row );
	}
}

/** Deleted rows stay in the recycle bin for 15 days, or until somebody empties it; getDeleted knows them longer. */
export class RecycleBin {
	private sweptAt = 0;
	/** Lookups that a deletion cleared, by the row that was deleted: undeleting it wins them back. */
	private readonly cleared = new Map< string, { type: string; id: string; field: string }[] >();

	constructor( private readonly org: Org ) {}

	/** Rows of one object, or of all. Answers how many are gone. */
	empty( type?: string ): number {
		const { catalogue, store } = this.org;
		const rows = catalogue
			.all()
			.filter( ( object ) => type === undefined || object.name.toLowerCase() === type.toLowerCase() )
			.flatMap( ( object ) => [ ...store.table( object.name ).all() ] )
			.filter( ( row ) => row.deleted );
		return this.purge( rows );
	}

	/** Rows whose 15 days are over leave by themselves. */
	sweep(): void {
		const now = this.org.clock.now();
		if ( Math.abs( now - this.sweptAt ) < MINUTE ) {
			return;
		}
		this.sweptAt = now;
		const { store } = this.org;
		const over = toStamp( now - KEPT_FOR );
		const rows = store.deletions
			.filter( ( { deletedAt } ) => deletedAt <= over )
			.flatMap( ( { type, id } ) => store.table( type ).get( id ) ?? [] )
			.filter( ( { deletedAt } ) => deletedAt !== null && deletedAt <= over );
		if ( rows.length > 0 ) {
			this.purge( rows );
		}
	}

	rememberCleared( parent: Row, child: Row, field: string ): void {
		this.cleared.set( parent.id, [ ...( this.cleared.get( parent.id ) ?? [] ), { type: child.type, id: child.id, field } ] );
	}

	/** The lookups that are still empty since. */
	takeCleared( parent: Row ): { row: Row; field: string }[] {
		const cleared = this.cleared.get( parent.id ) ?? [];
		this.cleared.delete( parent.id );
		return cleared.flatMap( ( { type, id, field } ) => {
			const row = this.org.store.table( type ).get( id );
			return row && ! row.deleted && ( row.values[ field ] ?? null ) === null ? [ { row, field } ] : [];
		} );
	}

	clear(): void {
		this.sweptAt = 0;
		this.cleared.clear();
	}

	/** What a running transaction has locked stays: it may be on its way back. */
	private purge( rows: Row[] ): number {
		const free = rows.filter( ( row ) => ! this.org.isLocked( row ) );
		this.org.store.transaction( () => {
			for ( const row of free ) {
				purgeRow( this.org, row );
			}
		} );
		return free.length;
	}
}

/** Entries of the deletion log before this moment are gone: an older start is refused (§2.7). */
export function purgeDeletions( org: Org, beforeMs: number ): void {
	org.store.deletionsPurgedTo = toStamp( beforeMs );
}
