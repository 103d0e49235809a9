import type { Schema } from '../org/schema';
import type { Row, Store } from '../org/store';
import type { Caller } from './caller';
import type { RecordJson } from './shape';
import type { Source } from './source';

/** The rest of a child set that is too long for its page, kept for later calls; answers where to ask for it. */
export type OpenChildren = ( rest: { rows: Row[]; from: number; project: ( row: Row ) => RecordJson } ) => string;

/** All that one query knows while it runs. */
export interface World {
	source: Source;
	schema: Schema;
	store: Store;
	caller: Caller;
	/** Whether sharing lets the caller see a row; null when nothing is hidden. */
	sees: ( ( row: Row ) => boolean ) | null;
	/** Rows of an object that are worked out when asked for. */
	virtualRows: ( object: string ) => Row[];
	includeDeleted: boolean;
	/** `v66.0` */
	version: string;
	mayQueryAllFiles: boolean;
	/** Children printed with their parent; null for all of them. */
	childPage: { size: number; open: OpenChildren } | null;
	/** How many rows had to be looked at so far. */
	meter: { judged: number };
	/** Relationship paths of the whole query: there may be 55 (§2.10). */
	parents: Set< string >;
}

export const versionOf = ( world: World ): number => Number( world.version.slice( 1 ) );
