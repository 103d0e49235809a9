import { build } from '../org/fields';
import { stampToMs } from '../org/clock';
import { wallTime } from '../org/zone';
import type { Field, Value } from '../org/schema';
import { errorAt, malformedAt, unexpected, type Place } from './errors';
import { formatted } from './format';
import type { Getter, Path, Scope } from './scope';
import type { Caller } from './caller';

/** A function of a field as the parser gives it, in SELECT or anywhere else. */
export interface Call {
	functionName?: string;
	parameters?: ( string | Call )[];
	rawValue?: string;
}

/** A field, or a function of one: what a condition, an order or a group can be about. */
export interface Term {
	/** The same for every way of writing it. */
	key: string;
	get: Getter;
	/** What becomes of the field's own value. */
	turn: ( value: Value ) => Value;
	/** Says how values compare; for a function, a field of the type it gives. */
	field: Field;
	path: Path;
	place: Place;
}

export const nameOf = ( call: Call ): string => call.functionName?.toUpperCase() ?? '';

const DAY = 86_400_000;
const dayNumber = ( year: number, month: number, day: number ): number => Date.UTC( year, month - 1, day ) / DAY;

interface Moment {
	year: number;
	month: number;
	day: number;
	hour: number;
}

type Part = ( moment: Moment, caller: Caller ) => Value;

function fiscalYear( { year, month }: Moment, { fiscalStart, namedByStart }: Caller ): number {
	const begun = month - 1 < fiscalStart ? year - 1 : year;
	return fiscalStart > 0 && ! namedByStart ? begun + 1 : begun;
}

const fiscalMonth = ( { month }: Moment, { fiscalStart }: Caller ): number => ( ( month - 1 - fiscalStart + 12 ) % 12 ) + 1;
const weekday = ( { year, month, day }: Moment ): number => new Date( Date.UTC( year, month - 1, day ) ).getUTCDay();
const dayInYear = ( { year, month, day }: Moment ): number => dayNumber( year, month, day ) - dayNumber( year, 1, 1 ) + 1;

const PARTS: Record< string, Part > = {
	CALENDAR_YEAR: ( { year } ) => year,
	CALENDAR_MONTH: ( { month } ) => month,
	CALENDAR_QUARTER: ( { month } ) => Math.ceil( month / 3 ),
	DAY_IN_MONTH: ( { day } ) => day,
	DAY_IN_WEEK: ( moment ) => weekday( moment ) + 1,
	DAY_IN_YEAR: dayInYear,
	DAY_ONLY: ( { year, month, day } ) => new Date( Date.UTC( year, month - 1, day ) ).toISOString().slice( 0, 10 ),
	FISCAL_MONTH: fiscalMonth,
	FISCAL_QUARTER: ( moment, caller ) => Math.ceil( fiscalMonth( moment, caller ) / 3 ),
	FISCAL_YEAR: fiscalYear,
	HOUR_IN_DAY: ( { hour } ) => hour,
	WEEK_IN_MONTH: ( { day } ) => Math.ceil( day / 7 ),
	WEEK_IN_YEAR: ( moment ) => Math.ceil( dayInYear( moment ) / 7 ),
};
const NEEDS_TIME = new Set( [ 'HOUR_IN_DAY', 'DAY_ONLY' ] );

export const isDateFunction = ( name: string ): boolean => name in PARTS;

function momentOf( value: string, zone: string ): Moment {
	if ( value.length === 10 ) {
		const [ year = 0, month = 0, day = 0 ] = value.split( '-' ).map( Number );
		return { year, month, day, hour: 0 };
	}
	return wallTime( stampToMs( value ), zone );
}

const asField = ( name: string, like: Field | null, type: Field[ 'type' ] ): Field => ( { ...build( type, name ), label: like?.label ?? name } );

function fieldIn( scope: Scope, call: Call, place: Place ): { path: Path; converted: boolean } {
	const [ argument, more ] = call.parameters ?? [];
	const inner = typeof argument === 'object' && nameOf( argument ) === 'CONVERTTIMEZONE' ? argument.parameters?.[ 0 ] : undefined;
	const written = typeof argument === 'string' ? argument : inner;
	if ( typeof written !== 'string' || more !== undefined ) {
		throw malformedAt( place, `Invalid argument of function ${ call.rawValue ?? nameOf( call ) }` );
	}
	return { path: scope.resolve( written, place.at ), converted: inner !== undefined };
}

function dateTerm( scope: Scope, call: Call, place: Place ): Term {
	const name = nameOf( call );
	const { path, converted } = fieldIn( scope, call, place );
	const { caller } = scope.world;
	const { field, get } = path;
	const timed = field.type === 'datetime';
	if ( ! timed && ( field.type !== 'date' || converted || NEEDS_TIME.has( name ) ) ) {
		throw errorAt( place, 'MALFORMED_QUERY', `field ${ path.name } does not support date function ${ converted ? 'convertTimezone' : name }` );
	}
	const part = PARTS[ name ]!;
	// Date functions read the day in UTC unless convertTimezone() makes it the user's.
	const zone = converted ? caller.zone : 'UTC';
	const turn = ( value: Value ): Value => ( typeof value === 'string' ? part( momentOf( value, zone ), caller ) : null );
	return {
		key: `${ name }(${ path.name }${ converted ? ':zone' : '' })`,
		get: ( row ) => turn( get( row ) ),
		turn,
		field: asField( field.name, field, name === 'DAY_ONLY' ? 'date' : 'int' ),
		path,
		place,
	};
}

/** The label of a picklist value, of each value of a multi-select. */
export const labelled = ( field: Field, value: Value ): Value =>
	typeof value === 'string'
		? value
				.split( field.type === 'multipicklist' ? ';' : /$^/ )
				.map( ( one ) => field.labels[ one ] ?? one )
				.join( ';' )
		: value;

function textTerm( scope: Scope, call: Call, place: Place ): Term {
	const name = nameOf( call );
	const inner = call.parameters?.[ 0 ];
	if ( name === 'FORMAT' && typeof inner === 'object' && nameOf( inner ) === 'CONVERTCURRENCY' ) {
		return textTerm( scope, { ...call, parameters: inner.parameters ?? [] }, place );
	}
	const { path } = fieldIn( scope, call, place );
	const { field, get } = path;
	if ( name === 'CONVERTCURRENCY' && field.type !== 'currency' ) {
		throw malformedAt( place, `field ${ path.name } does not support convertCurrency` );
	}
	const how: Record< string, ( value: Value ) => Value > = {
		TOLABEL: ( value ) => labelled( field, value ),
		FORMAT: ( value ) => formatted( field, value, scope.world.caller ),
		CONVERTCURRENCY: ( value ) => value,
	};
	const turn = how[ name ];
	if ( ! turn ) {
		throw unexpected( place, call.functionName ?? name );
	}
	return {
		key: `${ name }(${ path.name })`,
		get: ( row ) => turn( get( row ) ),
		turn,
		field: name === 'CONVERTCURRENCY' ? field : asField( field.name, field, 'string' ),
		path,
		place,
	};
}

/** What the org has no use for, said plainly. */
const NOT_HERE = new Set( [ 'DISTANCE', 'GEOLOCATION' ] );

export function functionTerm( scope: Scope, call: Call, place: Place ): Term {
	const name = nameOf( call );
	if ( NOT_HERE.has( name ) ) {
		throw malformedAt( place, `${ name } is not supported by this org: it has no geolocation fields` );
	}
	return isDateFunction( name ) ? dateTerm( scope, call, place ) : textTerm( scope, call, place );
}

export function fieldTerm( scope: Scope, written: string, at: number ): Term {
	const path = scope.resolve( written, at );
	return { key: path.name, get: path.get, turn: ( value ) => value, field: path.field, path, place: path.place };
}
