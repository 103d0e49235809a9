import { countOf, fitsUri, idAndStamp, pageAfter, type Selection } from '../salesforce/soql';
import type { SourceRecord } from '../mapping';
import { assertComplete, tooLongForPages } from '../salesforce/answers';
import { maxReadings, type Answer, type Page, type Salesforce } from '../salesforce/port';
import type { Batch, RunContext } from './context';
import { aNewJob, beganAt, type ReadPosition, type ReadStep } from './read-position';
import { valueOf, wholeRecords, type Selected } from './fetch';
import { identityOf } from './map';
import { idsACall } from './wide';

const pageSize = 2000;

/** Of one call of several queries (API notes §3.1), of one OFFSET (§2.6), and of what one step may hold. */
const mostQueries = maxReadings;
const mostOffset = 2000;

interface Asked {
	readonly server_ms: number;
	readonly records: Batch[ 'records' ];
	/** When the records were read: of those read in parts, when the first part was. */
	readonly read_ms: number;
	/** Of the rows as they were listed: the page ends here, whatever became of the record since. */
	readonly last: SourceRecord | undefined;
	readonly ended: boolean;
	/** Rows in the first of the answers: how many Salesforce puts into one, of rows as wide as these. */
	readonly rows: number;
	/** Of the whole selection; null where nobody asked, or Salesforce would not count. */
	readonly count: number | null;
}

interface Piece {
	readonly offset: number;
	readonly limit: number;
}

const onePage: Piece = { offset: 0, limit: pageSize };

/**
 * Keyset pages in Salesforce’s own order, up to the moment the reading began. The first one brings the count in the
 * same call. Of wide rows an answer holds few (200 where two long texts are selected): then one call asks for several
 * answers side by side. A select list that no address holds is a job’s; where jobs are closed, ids are listed instead, and
 * their records read in parts.
 */
export async function* readByPage( selected: Selected, from: ReadPosition | null, { salesforce, bulk }: RunContext ): AsyncGenerator< ReadStep > {
	let position = from;
	let pieces: readonly Piece[] = [ onePage ];
	while ( ! position?.finished ) {
		const here = position;
		const answer = await selected.ask( ( selection ) =>
			here?.paged && pieces.some( ( piece ) => ! fitsUri( pageSoql( selection, here, piece ) ) )
				? wideRows( selection, here, salesforce )
				: rows( selection, here, pieces, salesforce )
		);
		const begun = here ?? beganAt( selected, answer.server_ms );
		if ( ( answer.count ?? 0 ) > bulk.above_records ) {
			yield { batch: null, position: aNewJob( begun, answer.server_ms ) };
			return;
		}
		position = { ...begun, after: answer.last ? identityOf( answer.last ) : begun.after, finished: answer.ended };
		pieces = piecesOf( answer.rows );
		yield { batch: { mapping: selected.mapping, records: answer.records, withdrawals: [], read_ms: answer.read_ms }, position };
	}
}

async function rows( selection: Selection, here: ReadPosition | null, pieces: readonly Piece[], salesforce: Salesforce ): Promise< Asked > {
	const counted = ! here?.paged && ! here?.after;
	const { server_ms, pages } = await salesforce.read( [
		...pieces.map( ( piece ) => ( { soql: fitting( pageSoql( selection, here, piece ) ), all: false } ) ),
		...( counted ? [ { soql: countOf( selection ), all: false } ] : [] ),
	] );
	const count = counted ? pages.at( -1 ) : undefined;
	const page = joined( pages.slice( 0, pieces.length ), pieces );
	return { server_ms, ...page, read_ms: server_ms, last: page.records.at( -1 ), count: count?.ok ? count.value.total : null };
}

/** A record that changed since it was listed, or between two of its parts, is the next poll’s: its stamp is later than the beginning of this read. */
async function wideRows( selection: Selection, here: ReadPosition, salesforce: Salesforce ): Promise< Asked > {
	const piece = { offset: 0, limit: idsACall };
	const listed = await rows( { ...selection, paths: idAndStamp( selection ) }, here, [ piece ], salesforce );
	if ( ! listed.last ) {
		return listed;
	}
	const ids = listed.records.map( ( record ) => identityOf( record ).id );
	const { records, read_ms } = await wholeRecords( ids, selection, salesforce );
	return { ...listed, records, read_ms };
}

/** As many answers as make up one page, each beginning with the row that the one before it ends with. */
function piecesOf( rows: number ): Piece[] {
	if ( rows < 2 || rows > pageSize / 2 ) {
		return [ onePage ];
	}
	const most = Math.min( mostQueries, Math.floor( pageSize / rows ), 1 + Math.floor( mostOffset / ( rows - 1 ) ) );
	return Array.from( { length: most }, ( _, index ) => ( { offset: index * ( rows - 1 ), limit: rows } ) );
}

/**
 * One after the other, as far as each holds the last row of those before it, in the same version: whatever came or went
 * between two of the queries, what lies behind that row is what the next one shows. Otherwise the rest is asked for again.
 */
function joined( answers: readonly Answer< Page >[], pieces: readonly Piece[] ): Pick< Asked, 'records' | 'ended' | 'rows' > {
	const [ first, ...others ] = answers;
	const { records, total } = first ? valueOf( first ) : { records: [], total: 0 };
	if ( records.length === 0 ) {
		// An end that counts itself as more is none: what is left would look absent.
		assertComplete( 0, total );
	}
	const whole = [ ...records ];
	let ended = isEnd( records.length, total, pieces[ 0 ]?.limit ?? pageSize );
	for ( const [ index, answer ] of others.entries() ) {
		const last = whole.at( -1 );
		if ( ended || ! last || ! answer.ok ) {
			break;
		}
		const at = answer.value.records.findIndex( ( record ) => sameVersion( record, last ) );
		if ( at < 0 ) {
			break;
		}
		whole.push( ...answer.value.records.slice( at + 1 ) );
		ended = isEnd( answer.value.records.length, answer.value.total, pieces[ index + 1 ]?.limit ?? pageSize );
	}
	return { records: whole, ended, rows: records.length };
}

/** A page may hold fewer rows than asked for (wide rows): only an answer that counts itself as short is the end. */
const isEnd = ( rows: number, total: number, limit: number ): boolean => rows === 0 || ( total < limit && rows >= total );

function sameVersion( left: SourceRecord, right: SourceRecord ): boolean {
	const [ one, other ] = [ identityOf( left ), identityOf( right ) ];
	return one.id === other.id && one.stamp_ms === other.stamp_ms;
}

const pageSoql = ( selection: Selection, position: ReadPosition | null, { offset, limit }: Piece ): string =>
	pageAfter( selection, position?.after ?? null, position?.started_ms ?? null, { limit, offset } );

function fitting( soql: string ): string {
	if ( ! fitsUri( soql ) ) {
		throw tooLongForPages( soql.length );
	}
	return soql;
}
