import { composeQuery, parseQuery, type FieldType, type Query, type WhereClause } from '@jetstreamapp/soql-parser-js';
import { SyncFailure } from '../failure';
import { isoOf, type StampField } from '../mapping';
import { columnNames, usualColumns, type StateColumns } from './state-columns';

export interface Selection {
	readonly sobject: string;
	readonly paths: readonly string[];
	readonly filter: string | null;
	readonly record_types: readonly string[];
	/** Beside the mapping’s own filter: what one run is asked to cover. */
	readonly where?: readonly Condition[];
	/** Of this object; `SystemModstamp` unless said. */
	readonly stamp?: StampField;
}

export type Condition = WhereClause;

/** The last row of a page, in Salesforce’s own order of ids: never recomputed here. */
interface Position {
	readonly stamp_ms: number;
	readonly id: string;
}

const quoted = ( text: string ): string => `'${ text.replace( /[\\']/g, ( char ) => `\\${ char }` ) }'`;

const compare = ( field: string, operator: '=' | '>' | '>=' | '<' | '<=', ms: number ): WhereClause => ( {
	left: { field, operator, literalType: 'DATETIME', value: isoOf( ms ) },
} );

/** Only queryAll shows such rows. */
const isDeleted: WhereClause = { left: { field: 'IsDeleted', operator: '=', literalType: 'BOOLEAN', value: 'true' } };

const among = ( field: string, values: readonly string[] ): WhereClause => ( {
	left: { field, operator: 'IN', literalType: 'STRING', value: values.map( quoted ) },
} );

function opened( clause: WhereClause ): WhereClause {
	const left = clause.left === null ? { openParen: 1 } : { ...clause.left, openParen: ( clause.left.openParen ?? 0 ) + 1 };
	return { ...clause, left };
}

function closed( clause: WhereClause ): WhereClause {
	if ( 'right' in clause ) {
		return { ...clause, right: closed( clause.right ) };
	}
	const left = clause.left as { closeParen?: number };
	return { ...clause, left: { ...left, closeParen: ( left.closeParen ?? 0 ) + 1 } } as WhereClause;
}

const grouped = ( clause: WhereClause ): WhereClause => closed( opened( clause ) );

function joined( operator: 'AND' | 'OR', first: WhereClause, second: WhereClause ): WhereClause {
	if ( 'right' in first ) {
		return { ...first, right: joined( operator, first.right, second ) };
	}
	return { left: first.left, operator, right: second };
}

const all = ( clauses: readonly WhereClause[] ): WhereClause | undefined =>
	clauses.length === 0 ? undefined : clauses.reduce( ( left, right ) => joined( 'AND', left, right ) );

/** Of a filter without its texts. Salesforce takes a time of day; the parser knows none. */
function timeOfDay( filter: string ): string | undefined {
	return /[=<>(,]\s*(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)/i.exec( filter.replace( /'(?:[^'\\]|\\.)*'/g, "''" ) )?.[ 1 ];
}

/** Of what the parser says, where it stopped: the dozens of tokens it would have liked instead help nobody. */
function parserWords( message: string ): string {
	const found = /but found:?\s*(?:-->)?\s*(.*?)(?:<--)?\s*$/s.exec( message )?.[ 1 ]?.trim();
	if ( found === undefined ) {
		return message.slice( 0, 300 );
	}
	const token = found.replace( /^'(.*)'$/s, '$1' );
	return token === '' ? 'it ends too early.' : `it cannot go on with “${ token.slice( 0, 100 ) }”.`;
}

/** Conditions and nothing else: no ORDER BY or LIMIT can ride along. */
function parseConditions( text: string, refuse: ( words: string ) => SyncFailure ): Condition {
	let query: Partial< Query >;
	try {
		query = parseQuery( `WHERE ${ text }`, { allowPartialQuery: true } );
	} catch ( error ) {
		const time = timeOfDay( text );
		throw refuse(
			time === undefined
				? parserWords( error instanceof Error ? error.message : String( error ) )
				: `Callboard cannot compare a time of day (${ time }). Compare a formula field of the time in its place, such as its hour.`
		);
	}
	if ( ! query.where || Object.keys( query ).length !== 1 ) {
		throw refuse( 'only conditions may stand here.' );
	}
	return query.where;
}

/** The parser takes some 50 ms for the smallest filter, and every slice of ids asks with the same few. Clauses are never changed. */
const parsedFilters = new Map< string, Condition >();
const mostParsed = 100;

export function parseFilter( filter: string ): Condition {
	const where = parsedFilters.get( filter ) ?? parsedFilter( filter );
	if ( parsedFilters.size >= mostParsed ) {
		parsedFilters.clear();
	}
	parsedFilters.set( filter, where );
	return where;
}

const parsedFilter = ( filter: string ): Condition =>
	parseConditions(
		filter,
		( words ) =>
			new SyncFailure( {
				kind: 'config',
				code: 'filter_invalid',
				message: `The filter of this mapping cannot be read: ${ words }`,
				actions: [ 'Correct the filter. It is what stands after WHERE in SOQL, for example: Active__c = true' ],
				details: { filter },
			} )
	);

/** What somebody typed for one run: shown again with what is wrong in it. */
export const parseCondition = ( condition: string ): Condition =>
	parseConditions(
		condition,
		( words ) =>
			new SyncFailure( {
				kind: 'config',
				code: 'condition_invalid',
				message: `The condition “${ condition.slice( 0, 500 ) }” cannot be read: ${ words }`,
				actions: [ 'Correct the condition and ask again. It is what stands after WHERE in SOQL, for example: Active__c = true' ],
				details: { condition },
			} )
	);

/** Created at `fromMs` or later, and before `toMs`; an open end is null. */
export const createdBetween = ( fromMs: number | null, toMs: number | null ): Condition[] => [
	...( fromMs === null ? [] : [ compare( 'CreatedDate', '>=', fromMs ) ] ),
	...( toMs === null ? [] : [ compare( 'CreatedDate', '<', toMs ) ] ),
];

function fieldOf( path: string ): FieldType {
	const names = path.split( '.' );
	const field = names.pop() ?? path;
	return names.length === 0 ? { type: 'Field', field } : { type: 'FieldRelationship', field, relationships: names, rawValue: path };
}

const ordered = ( stamp: StampField ): NonNullable< Query[ 'orderBy' ] > => [ { field: stamp }, { field: 'Id' } ];

function compose( sobject: string, paths: readonly string[], clauses: readonly WhereClause[], rest: Partial< Query > = {} ): string {
	return composeQuery( { fields: paths.map( fieldOf ), sObject: sobject, ...whereOf( clauses ), ...rest } );
}

function whereOf( clauses: readonly WhereClause[] ): Pick< Partial< Query >, 'where' > {
	const where = all( clauses.map( grouped ) );
	return where ? { where } : {};
}

function chosen( { filter, record_types: recordTypes, where = [] }: Selection ): WhereClause[] {
	return [
		...( filter === null || filter.trim() === '' ? [] : [ parseFilter( filter ) ] ),
		...( recordTypes.length === 0 ? [] : [ among( 'RecordType.DeveloperName', recordTypes ) ] ),
		...where,
	];
}

export const stateFieldsOf = ( sobject: string, columns: StateColumns ): readonly string[] => [ 'Id', ...columnNames( columns, sobject ) ];

/** What changed, the mapping’s filter left out on purpose: a filtered window never shows a record that left the filter. */
export const changedSince = ( sobject: string, sinceMs: number, columns: StateColumns = usualColumns, bounds: StateBounds = {} ): string =>
	compose( sobject, stateFieldsOf( sobject, columns ), stampedIn( sinceMs, columns, bounds ), { orderBy: ordered( columns.stamp ) } );

/** The same for a job: in no order, so that Salesforce may split the work. */
export const everyStateSince = ( sobject: string, sinceMs: number, columns: StateColumns, bounds: StateBounds ): string =>
	compose( sobject, stateFieldsOf( sobject, columns ), stampedIn( sinceMs, columns, bounds ) );

interface StateBounds {
	readonly untilMs?: number | null;
	/** Deleted rows alone. */
	readonly deleted?: boolean;
}

const stampedIn = ( sinceMs: number, { stamp }: StateColumns, { untilMs = null, deleted = false }: StateBounds ): WhereClause[] => [
	compare( stamp, '>=', sinceMs ),
	...( untilMs === null ? [] : [ compare( stamp, '<', untilMs ) ] ),
	...( deleted ? [ isDeleted ] : [] ),
];

/** What changed at this moment or later. */
export const stampedSince = ( stamp: StampField, sinceMs: number ): Condition => compare( stamp, '>=', sinceMs );

export const statesOf = ( sobject: string, ids: readonly string[], columns: StateColumns = usualColumns ): string =>
	compose( sobject, stateFieldsOf( sobject, columns ), [ among( 'Id', ids ) ] );

export const recordsById = ( selection: Selection, ids: readonly string[] ): string =>
	compose( selection.sobject, selection.paths, [ ...chosen( selection ), among( 'Id', ids ) ] );

/** One page of a first read, after `position`; `untilMs` keeps a busy table from growing under the reader. */
export function pageAfter( selection: Selection, position: Position | null, untilMs: number | null, { limit = 2000, offset = 0 } = {} ): string {
	const clauses = chosen( selection );
	const { stamp = 'SystemModstamp' } = selection;
	if ( untilMs !== null ) {
		clauses.push( compare( stamp, '<=', untilMs ) );
	}
	if ( position ) {
		const tie = joined( 'AND', compare( stamp, '=', position.stamp_ms ), {
			left: { field: 'Id', operator: '>', literalType: 'STRING', value: quoted( position.id ) },
		} );
		clauses.push( joined( 'OR', compare( stamp, '>', position.stamp_ms ), grouped( tie ) ) );
	}
	return compose( selection.sobject, selection.paths, clauses, { orderBy: ordered( stamp ), limit, ...( offset === 0 ? {} : { offset } ) } );
}

/** How many records a selection holds, exactly: /limits/recordCount is cached, and knows no filter. */
export const countOf = ( selection: Selection ): string =>
	composeQuery( {
		fields: [ { type: 'FieldFunctionExpression', functionName: 'COUNT', parameters: [] } ],
		sObject: selection.sobject,
		...whereOf( chosen( selection ) ),
	} );

/** Ids and stamps of a selection after one of them, in Salesforce’s own order of ids. */
export function idsAfter( selection: Selection, after: string | null, limit: number ): string {
	const next: WhereClause[] = after === null ? [] : [ { left: { field: 'Id', operator: '>', literalType: 'STRING', value: quoted( after ) } } ];
	return compose( selection.sobject, idAndStamp( selection ), [ ...chosen( selection ), ...next ], { orderBy: { field: 'Id' }, limit } );
}

export const idAndStamp = ( { stamp = 'SystemModstamp' }: Selection ): string[] => [ 'Id', stamp ];

/** The same of all of a selection, for a job: in no order, so that Salesforce may split the work. */
export const everyId = ( selection: Selection ): string => compose( selection.sobject, idAndStamp( selection ), chosen( selection ) );

/** Any one record: what it is asked for is the time. */
export const anyOne = ( sobject: string ): string => compose( sobject, [ 'Id' ], [], { limit: 1 } );

/**
 * Everything at once, for a job. Neither ORDER BY nor LIMIT: with one of them Salesforce does not split the work by id.
 * Each parent brings its id, which tells a parent without a value from no parent.
 */
export function everything( selection: Selection ): string {
	const known = new Set( selection.paths.map( ( path ) => path.toLowerCase() ) );
	const parents = selection.paths.flatMap( ( path ) =>
		path
			.split( '.' )
			.slice( 0, -1 )
			.map( ( _, index, names ) => `${ names.slice( 0, index + 1 ).join( '.' ) }.Id` )
	);
	const ids = parents.filter( ( path ) => ! known.has( path.toLowerCase() ) && known.add( path.toLowerCase() ) );
	return compose( selection.sobject, [ ...selection.paths, ...ids ], chosen( selection ) );
}

/** URI and headers of one REST call may have 16,384 bytes together; a composite’s inner URLs count the same way. */
const mostUriBytes = 16_384 - 1_024;

export const fitsUri = ( soql: string ): boolean => encodeURIComponent( soql ).length <= mostUriBytes;
