import type { SourceRecord } from '../mapping';
import { isObject } from '../mapping/path';
import { maxReadings } from '../salesforce/port';
import { fitsUri, recordsById, type Selection } from '../salesforce/soql';
import { identityOf } from './map';

/** So many ids must fit beside the columns: with fewer, each call would bring next to nothing. */
const leastIds = 50;

/** So many ids cost one call a part, however wide the parts are. */
export const idsACall = leastIds * maxReadings;

const someIds: readonly string[] = Array.from( { length: leastIds }, () => 'a'.repeat( 18 ) );

/**
 * A select list that leaves no room for ids in one address, in as few parts as fit; each knows record and version.
 * One part is the rule: 16 KB hold some hundred columns.
 */
export function partsOf( selection: Selection ): readonly Selection[] {
	const always: readonly string[] = [ 'Id', selection.stamp ?? 'SystemModstamp' ];
	const columns = selection.paths.filter( ( path ) => ! always.includes( path ) );
	for ( let count = 1; ; count++ ) {
		const size = Math.max( 1, Math.ceil( columns.length / count ) );
		const parts: Selection[] = Array.from( { length: Math.max( 1, Math.ceil( columns.length / size ) ) }, ( _, at ) => ( {
			...selection,
			paths: [ ...always, ...columns.slice( at * size, ( at + 1 ) * size ) ],
		} ) );
		// A filter may be too long by itself: no part is shorter than one column, and Salesforce says what it makes of it.
		if ( size === 1 || parts.every( ( part ) => fitsUri( recordsById( part, someIds ) ) ) ) {
			return parts;
		}
	}
}

function withColumnsOf( left: SourceRecord, right: SourceRecord ): SourceRecord {
	const record: Record< string, unknown > = { ...left };
	for ( const [ name, value ] of Object.entries( right ) ) {
		const known = record[ name ];
		record[ name ] = isObject( known ) && isObject( value ) ? withColumnsOf( known, value ) : value;
	}
	return record;
}

export interface Merged {
	readonly records: SourceRecord[];
	/** Shown by one part and not by another, or in two versions: changed between the two, and to be read again. */
	readonly unread: readonly string[];
}

/** The parts of each record put together; a record is whole in one version or not read at all. */
export function merged( parts: readonly ( readonly SourceRecord[] )[] ): Merged {
	const whole = new Map< string, { record: SourceRecord; stamp_ms: number; seen: number } >();
	const torn = new Set< string >();
	for ( const part of parts ) {
		for ( const row of part ) {
			const { id, stamp_ms } = identityOf( row );
			const known = whole.get( id );
			if ( known && known.stamp_ms !== stamp_ms ) {
				torn.add( id );
			}
			whole.set( id, known ? { record: withColumnsOf( known.record, row ), stamp_ms, seen: known.seen + 1 } : { record: row, stamp_ms, seen: 1 } );
		}
	}
	const records: SourceRecord[] = [];
	for ( const [ id, { record, seen } ] of whole ) {
		if ( seen < parts.length ) {
			torn.add( id );
		} else if ( ! torn.has( id ) ) {
			records.push( record );
		}
	}
	return { records, unread: [ ...torn ] };
}
