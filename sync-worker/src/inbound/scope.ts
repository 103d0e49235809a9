import { SyncFailure } from '../failure';
import { createdBetween, parseCondition, type Condition } from '../salesforce/soql';
import { id18 } from '../mapping';
import type { MappingSnapshot, Run } from './context';

/** What one run is asked to cover, checked before anything is read. */
export interface Scope {
	/** Productions before performances. */
	readonly mappings: readonly MappingSnapshot[];
	readonly where: readonly Condition[];
	/** The condition as it was typed, for words. */
	readonly condition: string | null;
	/** 18 characters each; null where not asked by id. */
	readonly ids: readonly string[] | null;
}

type Options = NonNullable< Run[ 'options' ] >;

function refused( code: string, message: string, action: string ): SyncFailure {
	return new SyncFailure( { kind: 'config', code, message, actions: [ action ] } );
}

export function scopeOf( options: Options, mappings: readonly MappingSnapshot[] ): Scope {
	const { created_from_ms: from = null, created_to_ms: to = null, condition = null } = options;
	const ids = options.ids?.length ? idsOf( options.ids ) : null;
	if ( ids && ( from !== null || to !== null || condition !== null ) ) {
		throw refused( 'backfill_ids_and_range', 'Records were asked for by id and by a range or condition at once.', 'Ask for one of them.' );
	}
	if ( from !== null && to !== null && from >= to ) {
		throw refused( 'backfill_range_empty', 'The range of creation dates ends before it begins.', 'Swap the two dates.' );
	}
	return {
		mappings: chosen( options, mappings ),
		where: [ ...createdBetween( from, to ), ...( condition === null ? [] : [ parseCondition( condition ) ] ) ],
		condition,
		ids,
	};
}

function chosen( { objects = [] }: Options, mappings: readonly MappingSnapshot[] ): MappingSnapshot[] {
	const missing = objects.filter( ( id ) => ! mappings.some( ( mapping ) => mapping.id === id ) );
	if ( missing.length > 0 ) {
		throw refused( 'backfill_object_unknown', `Nothing maps “${ missing.join( '”, “' ) }” any more.`, 'Ask again, for objects that are mapped.' );
	}
	const wanted = objects.length === 0 ? mappings : mappings.filter( ( { id } ) => objects.includes( id ) );
	return [ ...wanted ].sort( ( left, right ) => left.order - right.order );
}

/** 15- and 18-character ids are one; an id whose check letters are wrong was mistyped. */
function idsOf( ids: readonly string[] ): string[] {
	const whole = ids.map( ( id ) => ( { id, whole: id18( id ) } ) );
	const wrong = whole.filter( ( one ) => one.whole === undefined || ! one.whole.startsWith( one.id ) );
	if ( wrong.length > 0 ) {
		throw refused( 'backfill_id_invalid', `“${ wrong[ 0 ]?.id ?? '' }” is no Salesforce id.`, 'Copy the id from the address of the record in Salesforce.' );
	}
	return [ ...new Set( whole.flatMap( ( one ) => one.whole ?? [] ) ) ];
}
