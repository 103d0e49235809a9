import { stringify } from 'csv-stringify/sync';
import { toStamp } from '../org/clock';
import { newRow, type Row } from '../org/store';
import { idByName } from '../tooling/entities';
import type { World } from '../world';
import { EVENT_TYPES, type LogLine } from './event-types';

const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;

interface Interval {
	name: 'Daily' | 'Hourly';
	ms: number;
	/** How long after its end a file appears. */
	lateMs: number;
}

/** Daily files come the next day, hourly ones hours late; a Developer Edition keeps them for a day (§14). */
const INTERVALS: readonly Interval[] = [
	{ name: 'Daily', ms: DAY_MS, lateMs: 0 },
	{ name: 'Hourly', ms: HOUR_MS, lateMs: 3 * HOUR_MS },
];
const KEPT_MS = DAY_MS;

export interface EventFile {
	row: Row;
	csv: string;
}

function byPeriod( lines: LogLine[], ms: number ): Map< number, LogLine[] > {
	const periods = new Map< number, LogLine[] >();
	for ( const line of lines ) {
		const start = Math.floor( line.at / ms ) * ms;
		periods.set( start, [ ...( periods.get( start ) ?? [] ), line ] );
	}
	return periods;
}

function fileOf( type: string, interval: Interval, start: number, lines: LogLine[] ): EventFile {
	const rows = lines.map( ( { columns } ) => columns );
	const names = Object.keys( rows[ 0 ]! );
	const csv = stringify( rows, { header: true, quoted: true, columns: names } );
	const id = idByName( '0AT', `${ type } ${ interval.name } ${ start }` );
	const stamp = toStamp( start + interval.ms + interval.lateMs );
	const row = newRow( 'EventLogFile', id, {
		Id: id,
		IsDeleted: false,
		CreatedDate: stamp,
		LastModifiedDate: stamp,
		SystemModstamp: stamp,
		EventType: type,
		LogDate: toStamp( start ),
		Interval: interval.name,
		LogFileLength: Buffer.byteLength( csv ),
		LogFileContentType: 'text/csv',
		LogFileFieldNames: names.join( ',' ),
		LogFileFieldTypes: names.map( ( name ) => ( typeof rows[ 0 ]![ name ] === 'number' ? 'Number' : 'String' ) ).join( ',' ),
		Sequence: interval.name === 'Daily' ? 0 : 1,
		ApiVersion: 66,
		LogFile: csv,
	} );
	return { row, csv };
}

/** The files there are now; a period without events has none. */
export function eventFiles( world: World ): EventFile[] {
	const now = world.org.clock.now();
	const files = Object.entries( EVENT_TYPES ).flatMap( ( [ type, linesOf ] ) => {
		const lines = linesOf( world );
		return INTERVALS.flatMap( ( interval ) =>
			[ ...byPeriod( lines, interval.ms ) ]
				.filter( ( [ start ] ) => {
					const ready = start + interval.ms + interval.lateMs;
					return ready <= now && now < ready + KEPT_MS;
				} )
				.map( ( [ start, some ] ) => fileOf( type, interval, start, some ) )
		);
	} );
	return files.sort( ( a, b ) => String( a.row.values.SystemModstamp ).localeCompare( String( b.row.values.SystemModstamp ) ) );
}
