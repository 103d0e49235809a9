import type { Facts, Needs } from './facts';
import { currencyOf } from './money';
import { readPath, type SourceRecord } from './path';
import { transform, type Around } from './transforms';
import type { Result, Value } from './value';
import { zoneOf } from './zones';

interface Step {
	readonly name: string;
	readonly options?: Readonly< Record< string, unknown > >;
}

/** A step and the fields it reads besides its own value. */
export interface CompiledStep extends Step {
	readonly beside: {
		readonly label?: string;
		readonly currency?: string;
		readonly zone?: string;
		readonly time?: string;
	} | null;
}

export const isCurrencyPath = ( path: string ): boolean => /(^|\.)CurrencyIsoCode$/i.test( path );

/** The currency of an amount is that of the record the amount is of. */
const currencyBeside = ( path: string ): string => path.split( '.' ).slice( 0, -1 ).concat( 'CurrencyIsoCode' ).join( '.' );

const path = /^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*){0,5}$/;
const pathIn = ( step: Step, name: string ): string | undefined => {
	const given = step.options?.[ name ];
	return typeof given === 'string' && path.test( given ) ? given : undefined;
};

const timed = [ 'timezone', 'local', 'date' ];

export function compileStep( step: Step, paths: readonly string[] ): CompiledStep {
	const [ only ] = paths.length === 1 ? paths : [];
	if ( step.name === 'label' ) {
		const label = pathIn( step, 'field' ) ?? only;
		return { ...step, beside: label === undefined ? null : { label } };
	}
	if ( step.name === 'money' ) {
		const amount = only ?? paths[ 0 ];
		return {
			...step,
			beside: amount === undefined || currencyOf( step.options?.currency ) ? null : { currency: currencyBeside( amount ) },
		};
	}
	if ( timed.includes( step.name ) ) {
		const zone = pathIn( step, 'zone_from' );
		const time = step.name === 'local' ? pathIn( step, 'time_from' ) : undefined;
		return {
			...step,
			beside: { ...( zone ? { zone } : {} ), ...( time ? { time } : {} ) },
		};
	}
	return { ...step, beside: null };
}

/** What would go wrong with every record is said once, of the mapping. */
export function faultOf( { name, options, beside }: CompiledStep ): { code: string; words: string } | null {
	if ( name === 'label' && beside === null ) {
		return { code: 'label_field_missing', words: 'has the step “label”, which must say of which field: { "field": "Status__c" }.' };
	}
	if ( timed.includes( name ) && options?.zone !== undefined && zoneIn( { name, options } ) === undefined ) {
		return { code: 'timezone_unknown', words: `names a time zone that is not known: ${ JSON.stringify( options.zone ) }.` };
	}
	if ( name === 'money' && options?.currency !== undefined && currencyOf( options.currency ) === undefined ) {
		return { code: 'currency_unknown', words: `names no currency: ${ JSON.stringify( options.currency ) }. It is three letters, such as EUR.` };
	}
	return null;
}

/** Without them a value would be wrong by hours: not to be read is not the same as empty. */
export const pathsNeeded = ( { beside }: CompiledStep ): string[] => [ beside?.zone, beside?.time ].filter( ( one ) => one !== undefined );

export const pathsBeside = ( { beside }: CompiledStep ): string[] => [ beside?.currency, beside?.zone, beside?.time ].filter( ( one ) => one !== undefined );

export function needsOf(
	fields: readonly {
		readonly paths: readonly string[];
		readonly steps: readonly CompiledStep[];
	}[],
	timezone: string | null
): Needs {
	const steps = fields.flatMap( ( field ) => field.steps );
	return {
		labels: [ ...new Set( steps.flatMap( ( { beside } ) => beside?.label ?? [] ) ) ],
		currency: steps.some( ( { beside } ) => beside?.currency !== undefined ) || fields.some( ( field ) => field.paths.some( isCurrencyPath ) ),
		timezone:
			zoneOf( timezone ?? '' ) === undefined &&
			steps.some( ( step ) => timed.includes( step.name ) && step.options?.otherwise !== 'site' && zoneIn( step ) === undefined ),
	};
}

const zoneIn = ( { options }: Step ): string | undefined => ( typeof options?.zone === 'string' ? zoneOf( options.zone ) : undefined );

const textAt = ( record: SourceRecord, at: string | undefined ): string | null => {
	const read = at === undefined ? null : readPath( record, at );
	return read?.found && typeof read.value === 'string' && read.value.trim() !== '' ? read.value : null;
};

/** A zone or time of day that may not be read. */
export function missingBeside( steps: readonly CompiledStep[], record: SourceRecord ): string | undefined {
	for ( const step of steps ) {
		const missing = step.beside && pathsNeeded( step ).find( ( one ) => ! readPath( record, one ).found );
		if ( missing ) {
			return missing;
		}
	}
	return undefined;
}

/** Field, then step, then mapping, then org. */
function zoneFor( step: CompiledStep, record: SourceRecord, facts: Facts, timezone: string | null ): string | null {
	const own = textAt( record, step.beside?.zone );
	return own === null ? ( zoneIn( step ) ?? zoneOf( timezone ?? '' ) ?? facts.timezone ) : ( zoneOf( own ) ?? null );
}

function around( step: CompiledStep, { record, facts, timezone, unlabelled }: Surroundings ): Around {
	const { beside } = step;
	if ( step.name === 'label' ) {
		const label = beside?.label ?? '';
		return {
			labels: facts.labels.get( label.toLowerCase() ),
			unlabelled: ( value ) => unlabelled( label, value ),
		};
	}
	if ( step.name === 'money' ) {
		return {
			currency: currencyOf( textAt( record, beside?.currency ) ) ?? facts.currency,
		};
	}
	return {
		zone: zoneFor( step, record, facts, timezone ),
		time: textAt( record, beside?.time ),
	};
}

export interface Surroundings {
	readonly record: SourceRecord;
	readonly facts: Facts;
	/** Of the mapping. */
	readonly timezone: string | null;
	readonly unlabelled: ( path: string, value: string ) => void;
}

const looksAround = new Set( [ 'label', 'money', ...timed ] );

export const applyStep = ( step: CompiledStep, value: Value, surroundings: Surroundings ): Result =>
	looksAround.has( step.name ) ? transform( step.name, value, step.options, around( step, surroundings ) ) : transform( step.name, value, step.options );
