import { SyncFailure } from '../failure';
import { id18, isCurrencyPath, selectList, type CompiledMapping, type Describe, type SourceRecord } from '../mapping';
import { maxReadings, type Answer, type Page, type ReadAnswer, type Salesforce } from '../salesforce/port';
import { assertComplete } from '../salesforce/answers';
import { ranOutOfTime } from '../salesforce/failures';
import { pastFilter } from '../salesforce/relative-dates';
import { fitsUri, recordsById, stampedSince, type Condition, type Selection } from '../salesforce/soql';
import { sameColumns, stampMissing, stateColumnsOf, usualColumns, type StateColumns } from '../salesforce/state-columns';
import type { RecordState, RunContext } from './context';
import { knownCurrencies, lookAtCurrencies, lookedAtCurrencies, recallCurrencies, sameCurrencies, type Currencies } from './currencies';
import { describesFor } from './describes';
import { identityOf } from './map';
import { merged, partsOf } from './wide';

const idsAQuery = 400;

export interface Fetched {
	readonly records: SourceRecord[];
	readonly read_ms: number;
	/** Ids that changed while they were read in parts: the next poll shows them. Not being among the records proves nothing of them. */
	readonly unread?: readonly string[];
}

/** Of a mapping, as an earlier run found it. */
export interface Memory {
	readonly columns?: StateColumns;
	readonly currencies?: Currencies | undefined;
}

/** Of a mapping, what changed at this moment or later; null: all of it. */
interface Since {
	readonly since_ms?: number | null;
}

/** The columns of one mapping; narrowed once when Salesforce says that one of them is not there. */
export class Selected {
	private paths: readonly string[];
	private narrowed = false;
	private pastText: { filter: string | null } | undefined;
	private state: StateColumns;
	private readonly began: StateColumns;
	/** From which stamp on; null: whatever its stamp. */
	public readonly sinceMs: number | null;
	private readonly remembered: Currencies | undefined;
	private described: Promise< Map< string, Describe > > | undefined;
	private ownDescribe: Promise< Describe > | undefined;

	public constructor(
		public readonly mapping: CompiledMapping,
		private readonly context: Pick< RunContext, 'salesforce' | 'notices' >,
		/** What this run is asked to cover, beside the mapping’s own filter. */
		private readonly where: readonly Condition[] = [],
		{ columns = usualColumns, currencies, since_ms = null }: Memory & Since = {}
	) {
		this.sinceMs = since_ms;
		this.state = this.began = columns;
		this.remembered = currencies;
		if ( currencies ) {
			recallCurrencies( mapping, currencies );
		}
		this.paths = this.undescribed();
	}

	public get selection(): Selection {
		const { sobject, filter, record_types } = this.mapping.mapping;
		const { stamp } = this.state;
		const where = this.sinceMs === null ? this.where : [ ...this.where, stampedSince( stamp, this.sinceMs ) ];
		return { sobject, filter, record_types, paths: this.paths, where, stamp };
	}

	/** Of the same mapping, what changed at this moment or later. */
	public since( ms: number ): Selected {
		return new Selected( this.mapping, this.context, this.where, { columns: this.state, currencies: this.remembered, since_ms: ms } );
	}

	/** The same columns of what merely became past; null where the filter knows no such thing. */
	public get past(): Selection | null {
		const { filter } = this.selection;
		this.pastText ??= { filter: filter === null || filter.trim() === '' ? null : pastFilter( filter ) };
		return this.pastText.filter === null ? null : { ...this.selection, filter: this.pastText.filter };
	}

	/** The columns that tell a record’s state, as far as is known. */
	public get columns(): StateColumns {
		return this.state;
	}

	/** Whether this run found what the next ones need not find again. */
	public get learned(): boolean {
		return ! sameColumns( this.state, this.began ) || lookedAtCurrencies( this.mapping );
	}

	/** Whether amounts that were read by what is remembered may stand in another currency. */
	public get currenciesMoved(): boolean {
		const now = knownCurrencies( this.mapping );
		return this.remembered !== undefined && now !== undefined && ! sameCurrencies( this.remembered, now );
	}

	/** Will be looked at for sure: their describe may ride along with what another mapping asks before. */
	public foreseeCurrencies(): void {
		if ( this.mapping.needs.currency && ! knownCurrencies( this.mapping ) ) {
			this.context.salesforce.describeSoon( this.mapping.mapping.sobject );
		}
	}

	/** As the org has them now, whatever is remembered. */
	public async lookAtCurrencies(): Promise< void > {
		if ( this.mapping.needs.currency ) {
			await lookAtCurrencies( this.mapping, this.context.salesforce );
			this.paths = this.undescribed();
		}
	}

	/** Takes the state columns from describe. False: they are what was asked for all along. */
	public async settleColumns(): Promise< boolean > {
		const described = stateColumnsOf( await this.own(), this.mapping.mapping.sobject );
		if ( ! described || sameColumns( described, this.state ) ) {
			return false;
		}
		this.state = described;
		this.paths = this.narrowed ? selectList( this.mapping, await this.describes(), described.stamp ).paths : this.undescribed();
		return true;
	}

	/** The same after a refused query: an object without any stamp is named. */
	public async correctColumns(): Promise< boolean > {
		const { sobject } = this.mapping.mapping;
		if ( stateColumnsOf( await this.own(), sobject ) === null ) {
			throw stampMissing( sobject );
		}
		return this.settleColumns();
	}

	/** The object and every parent its paths lead through, asked once; again after a failure. */
	public describes(): Promise< Map< string, Describe > > {
		if ( ! this.described ) {
			this.described = describesFor( this.mapping, this.context.salesforce );
			this.described.catch( () => ( this.described = undefined ) );
		}
		return this.described;
	}

	/** The object alone, asked once. */
	public own(): Promise< Describe > {
		if ( ! this.ownDescribe ) {
			this.ownDescribe = this.context.salesforce.describe( this.mapping.mapping.sobject );
			this.ownDescribe.catch( () => ( this.ownDescribe = undefined ) );
		}
		return this.ownDescribe;
	}

	/** Asks; when a field is missing, leaves it out and asks again. What cannot be blamed on a mapped field stands. */
	public async ask< T >( question: ( selection: Selection ) => Promise< T > ): Promise< T > {
		const { needs } = this.mapping;
		if ( ! this.narrowed && needs.labels.length > 0 ) {
			await this.settleColumns();
			await this.narrow();
		} else if ( needs.currency && ! knownCurrencies( this.mapping ) ) {
			// A column that only some orgs have would cost a refused query.
			await this.lookAtCurrencies();
			await this.settleColumns();
		}
		try {
			return await question( this.selection );
		} catch ( error ) {
			if ( this.narrowed || ! isFieldMissing( error ) ) {
				throw error;
			}
			const narrowed = await this.narrow();
			if ( ! ( await this.correctColumns() ) && ! narrowed ) {
				throw error;
			}
			return question( this.selection );
		}
	}

	/** Leaves out what describe does not show. False: it shows all of it. */
	private async narrow(): Promise< boolean > {
		this.narrowed = true;
		const asked = this.paths.length;
		const describes = await this.describes();
		const { paths, unreadable } = selectList( this.mapping, describes, this.state.stamp );
		unreadable.forEach( ( path ) => this.context.notices.unreadable( this.mapping.mapping, path ) );
		const currencies = knownCurrencies( this.mapping );
		if ( currencies && ! sameCurrencies( currencies, { ...currencies, fields: paths.filter( isCurrencyPath ) } ) ) {
			await lookAtCurrencies( this.mapping, this.context.salesforce );
		}
		this.paths = paths;
		return paths.length < asked;
	}

	/** All that is mapped, but for the names of currencies that this org’s records do not have. */
	private undescribed(): readonly string[] {
		const { paths } = selectList( this.mapping, new Map(), this.state.stamp );
		const currencies = knownCurrencies( this.mapping );
		return currencies ? paths.filter( ( path ) => ! isCurrencyPath( path ) || currencies.fields.includes( path ) ) : paths;
	}
}

const isFieldMissing = ( error: unknown ): boolean => error instanceof SyncFailure && error.code === 'salesforce_field_missing';

export function valueOf< T >( answer: Answer< T > ): T {
	if ( ! answer.ok ) {
		throw answer.failure;
	}
	return answer.value;
}

/** Every row of a query, page by page, and all of them: a short read would make the rest look absent. */
export async function* pagesOf( first: Page, salesforce: Salesforce ): AsyncGenerator< readonly SourceRecord[] > {
	let seen = first.records.length;
	yield first.records;
	for ( let next = first.next; next !== null; ) {
		const { page } = await salesforce.nextPage( next );
		seen += page.records.length;
		next = page.next;
		yield page.records;
	}
	assertComplete( seen, first.total );
}

async function everyRow( first: Page, salesforce: Salesforce ): Promise< SourceRecord[] > {
	const rows: SourceRecord[] = [];
	for await ( const page of pagesOf( first, salesforce ) ) {
		rows.push( ...page );
	}
	return rows;
}

/** 400 ids a query, fewer where the columns or the filter are long: an URI may have 16,384 bytes. */
function slicesThatFit( ids: readonly string[], soqlOf: ( ids: readonly string[] ) => string ): string[][] {
	let size = idsAQuery;
	while ( size > 1 && ! fitsUri( soqlOf( ids.slice( 0, size ) ) ) ) {
		size = Math.floor( size / 2 );
	}
	return Array.from( { length: Math.ceil( ids.length / size ) }, ( _, index ) => ids.slice( index * size, ( index + 1 ) * size ) );
}

/** Five queries a call, of as many ids each as fit. */
type SoqlOf = ( ids: readonly string[] ) => string;

const fewestIds = 25;

const mayBeHalved = ( failure: unknown, slices: readonly ( readonly string[] )[] ): boolean =>
	ranOutOfTime( failure ) && slices.some( ( { length } ) => length > fewestIds );

export async function inGroups( ids: readonly string[], soqlOf: SoqlOf, all: boolean, salesforce: Salesforce ): Promise< Fetched > {
	return oneByOne( grouped( slicesThatFit( ids, soqlOf ), maxReadings ), ( group ) => oneGroup( group, soqlOf, all, salesforce ) );
}

/** One call; what takes Salesforce too long is asked again by halves, and at 25 ids the failure stands. */
async function oneGroup( slices: readonly string[][], soqlOf: SoqlOf, all: boolean, salesforce: Salesforce ): Promise< Fetched > {
	const again = ( some: readonly string[][] ): Promise< Fetched > =>
		oneByOne( some.flatMap( halved ), ( half ) => oneGroup( [ half ], soqlOf, all, salesforce ) );
	let answer: ReadAnswer;
	try {
		answer = await salesforce.read( slices.map( ( slice ) => ( { soql: soqlOf( slice ), all } ) ) );
	} catch ( error ) {
		if ( ! mayBeHalved( error, slices ) ) {
			throw error;
		}
		return again( slices );
	}
	const { server_ms, pages } = answer;
	const late = slices.filter( ( slice, index ) => {
		const page = pages[ index ];
		return page !== undefined && ! page.ok && mayBeHalved( page.failure, [ slice ] );
	} );
	const rest: Fetched = late.length === 0 ? { records: [], read_ms: server_ms } : await again( late );
	const records = [ ...rest.records ];
	for ( const [ index, page ] of pages.entries() ) {
		if ( ! late.includes( slices[ index ] ?? [] ) ) {
			records.push( ...( await everyRow( valueOf( page ), salesforce ) ) );
		}
	}
	return { records, read_ms: Math.min( server_ms, rest.read_ms ) };
}

async function oneByOne< T >( parts: readonly T[], read: ( part: T ) => Promise< Fetched > ): Promise< Fetched > {
	const records: SourceRecord[] = [];
	let readMs = Number.MAX_SAFE_INTEGER;
	for ( const part of parts ) {
		const fetched = await read( part );
		records.push( ...fetched.records );
		readMs = Math.min( readMs, fetched.read_ms );
	}
	return { records, read_ms: readMs };
}

const grouped = < T >( list: readonly T[], size: number ): T[][] =>
	Array.from( { length: Math.ceil( list.length / size ) }, ( _, index ) => list.slice( index * size, ( index + 1 ) * size ) );

const halved = ( slice: readonly string[] ): string[][] => grouped( slice, Math.max( 1, Math.ceil( slice.length / 2 ) ) );

/** The records of these ids that pass the mapping’s filter, with all mapped columns. */
export const fetchRecords = ( ids: readonly string[], selected: Selected, salesforce: Salesforce ): Promise< Fetched > =>
	selected.ask( ( selection ) => wholeRecords( ids, selection, salesforce ) );

/** Of these ids, those that merely became past: they pass the filter but for its dates. */
export const fetchPast = ( ids: readonly string[], selected: Selected, salesforce: Salesforce ): Promise< Fetched > =>
	selected.ask( ( selection ) => wholeRecords( ids, selected.past ?? selection, salesforce ) );

/** Those of these ids that a selection shows, each with all of its columns. */
export async function wholeRecords( ids: readonly string[], selection: Selection, salesforce: Salesforce ): Promise< Fetched > {
	const parts = partsOf( selection );
	const [ only ] = parts;
	if ( parts.length === 1 && only ) {
		return inGroups( ids, ( slice ) => recordsById( only, slice ), false, salesforce );
	}
	const readings: Fetched[] = [];
	for ( const part of parts ) {
		readings.push( await inGroups( ids, ( slice ) => recordsById( part, slice ), false, salesforce ) );
	}
	const { records, unread } = merged( readings.map( ( reading ) => reading.records ) );
	return { records, unread, read_ms: Math.min( ...readings.map( ( { read_ms } ) => read_ms ) ) };
}

export function stateOf( record: SourceRecord ): RecordState {
	const state = { ...identityOf( record ), deleted: record.IsDeleted === true };
	const into = state.deleted && typeof record.MasterRecordId === 'string' ? id18( record.MasterRecordId ) : undefined;
	return into === undefined || into === state.id ? state : { ...state, merged_into: into };
}
