import type { Failure, Mapping } from '../contract/types';
import { compileExpression, type Evaluated, type Expression } from './expression';
import { noFacts, type Facts, type Needs } from './facts';
import { Memory } from './memory';
import { absent, readNames, readPath, type SourceRecord } from './path';
import {
	applyStep,
	compileStep,
	faultOf,
	isCurrencyPath,
	missingBeside,
	needsOf,
	pathsBeside,
	pathsNeeded,
	type CompiledStep,
	type Surroundings,
} from './steps';
import { cleared, fit } from './targets';
import { truncated } from './text';
import { transformNames } from './transforms';
import { isEmpty, toValue, type Fault, type Result, type Value } from './value';
import { zoneOf } from './zones';

type FieldMapping = Mapping[ 'fields' ][ number ];

export interface CompiledMapping {
	readonly mapping: Mapping;
	/** By target; only the fields that Salesforce fills. */
	readonly fields: readonly CompiledField[];
	readonly needs: Needs;
	/** A draft before anything is known: every target, in the order in which fingerprints read them. */
	readonly blank: Readonly< Record< string, Value | undefined > >;
}

export interface CompiledField {
	readonly field: FieldMapping;
	readonly expression: Expression | undefined;
	readonly paths: readonly string[];
	/** Of `from`, split. */
	readonly names: readonly string[];
	readonly steps: readonly CompiledStep[];
	/** Null where what is remarked of a value is remarked of each record. */
	readonly memory: Memory< Settled > | null;
}

export type Compiled = { ok: true; compiled: CompiledMapping } | { ok: false; failure: Failure };

/** Unreadable fields are named beside the outcome: absent from the values, so that what is stored is kept. */
export type Mapped = {
	unreadable: readonly string[];
	unlabelled?: readonly Unlabelled[];
} & ( { state: 'draft'; values: Record< string, Value > } | { state: 'rejected'; failure: Failure } );

/** A picklist value without a label: it passed as it is. */
interface Unlabelled {
	readonly path: string;
	readonly value: string;
}

const labelOf = ( field: FieldMapping ): string => field.label ?? field.to;

function brokenMapping( mapping: Mapping, field: FieldMapping, code: string, words: string ): Compiled {
	return {
		ok: false,
		failure: {
			kind: 'config',
			code,
			message: `The mapping “${ mapping.name }” cannot be used: ${ labelOf( field ) } ${ words }`,
			actions: [ 'Correct this field of the mapping, then sync again.' ],
			details: { mapping: mapping.id, field: field.to },
		},
	};
}

/** Times would be hours off on every record: said once, of the mapping. */
function zoneFault( mapping: Mapping ): Compiled | null {
	const [ first ] = mapping.fields;
	const zone = mapping.timezone?.trim() ?? '';
	return first && zone !== '' && zoneOf( zone ) === undefined
		? brokenMapping( mapping, first, 'timezone_unknown', `could be hours off: “${ zone }” is no time zone that is known.` )
		: null;
}

/** Checks and prepares a mapping once; its records are then mapped without another look at it. */
export function compileMapping( mapping: Mapping ): Compiled {
	const fields: CompiledField[] = [];
	const wrongZone = zoneFault( mapping );
	if ( wrongZone ) {
		return wrongZone;
	}
	for ( const field of mapping.fields.filter( ( { owner } ) => owner !== 'wordpress' ) ) {
		const unknown = field.transforms?.find( ( { name } ) => ! transformNames.includes( name ) );
		if ( unknown ) {
			return brokenMapping( mapping, field, 'transform_unknown', `uses a step nobody knows: “${ unknown.name }”.` );
		}
		try {
			const expression = field.expression === undefined ? undefined : compileExpression( field.expression );
			const paths = expression?.paths ?? ( field.from ? [ field.from ] : [] );
			const steps = ( field.transforms ?? [] ).map( ( step ) => compileStep( step, paths ) );
			const fault = steps.map( faultOf ).find( ( found ) => found !== null );
			if ( fault ) {
				return brokenMapping( mapping, field, fault.code, fault.words );
			}
			fields.push( {
				field,
				expression,
				paths,
				names: split( field.from ?? '' ),
				steps,
				memory: steps.some( ( { name } ) => name === 'label' ) ? null : memoryOf( paths, steps, expression ),
			} );
		} catch ( error ) {
			const words = error instanceof Error ? error.message : String( ( error as { message?: unknown } ).message );
			return brokenMapping( mapping, field, 'expression_invalid', `has an expression that cannot be read: ${ words }` );
		}
	}
	return {
		ok: true,
		compiled: { mapping, fields, needs: needsOf( fields, mapping.timezone ), blank: blankOf( fields ) },
	};
}

const split = ( path: string ): string[] => path.split( '.' );

function memoryOf( paths: readonly string[], steps: readonly CompiledStep[], expression: Expression | undefined ): Memory< Settled > {
	const needed = [ ...paths, ...steps.flatMap( pathsNeeded ) ];
	const optional = steps.flatMap( pathsBeside ).filter( ( path ) => ! needed.includes( path ) );
	return new Memory( needed.map( split ), optional.map( split ), expression !== undefined );
}

const blankOf = ( fields: readonly CompiledField[] ): Record< string, undefined > =>
	Object.fromEntries(
		fields
			.map( ( { field } ) => field.to )
			.sort()
			.map( ( to ) => [ to, undefined ] )
	);

type Raw = { state: 'value'; result: Result } | { state: 'unreadable'; path: string };

export function rawValue( { field, expression, names }: CompiledField, record: SourceRecord, facts: Facts = noFacts ): Raw | Promise< Raw > {
	if ( expression ) {
		return expression.evaluate( record ).then( rawOf );
	}
	if ( field.from === undefined ) {
		return { state: 'value', result: { ok: true, value: null } };
	}
	const read = readNames( record, names );
	if ( ! read.found && facts.currency !== null && isCurrencyPath( field.from ) ) {
		return { state: 'value', result: { ok: true, value: facts.currency } };
	}
	return read.found ? { state: 'value', result: toValue( read.value ) } : { state: 'unreadable', path: field.from };
}

function rawOf( evaluated: Evaluated ): Raw {
	if ( evaluated.state === 'unreadable' ) {
		return evaluated;
	}
	if ( evaluated.state === 'failed' ) {
		const words = `could not be worked out: ${ evaluated.words }`;
		return {
			state: 'value',
			result: {
				ok: false,
				fault: {
					code: evaluated.code,
					words,
					actions: [ 'Correct the expression of this field in the mapping.' ],
				},
			},
		};
	}
	return { state: 'value', result: toValue( evaluated.value ) };
}

function shaped( { field, steps }: CompiledField, result: Result, surroundings: Surroundings ): Result {
	let current = result;
	for ( const step of steps ) {
		current = current.ok ? applyStep( step, current.value, surroundings ) : current;
	}
	return current.ok ? fit( field.to, current.value ) : current;
}

type Settled = { state: 'send'; value: Value } | { state: 'keep' } | { state: 'fault'; fault: Fault };
type Outcome = Settled | { state: 'unreadable'; path: string };

export function settleEmpty( field: FieldMapping, value: Value ): Settled {
	if ( ! isEmpty( value ) ) {
		return { state: 'send', value };
	}
	switch ( field.empty ) {
		case 'keep':
			return { state: 'keep' };
		case 'default': {
			const fitted = fit( field.to, field.default ?? null );
			return fitted.ok ? { state: 'send', value: fitted.value } : { state: 'fault', fault: fitted.fault };
		}
		case 'reject':
			return {
				state: 'fault',
				fault: {
					code: 'required_value_missing',
					words: 'is empty, and a listing needs it.',
					actions: [ 'Fill the field in Salesforce; the record then follows by itself.' ],
				},
			};
		default:
			return { state: 'send', value: cleared( field.to ) };
	}
}

function nameOf( record: SourceRecord ): string {
	const name = readPath( record, 'Name' );
	const id = readPath( record, 'Id' );
	const words = name.found && typeof name.value === 'string' && name.value !== '' ? `“${ truncated( name.value, 80 ) }”` : 'a record';
	return id.found && typeof id.value === 'string' ? `${ words } (${ id.value })` : words;
}

function rejection( field: CompiledField, record: SourceRecord, problem: Fault ): Failure {
	return {
		kind: 'record',
		code: problem.code,
		message: `${ labelOf( field.field ) } of ${ nameOf( record ) } ${ problem.words }`.slice( 0, 2000 ),
		actions: problem.actions,
		details: { field: field.field.to, from: [ ...field.paths ] },
	};
}

function outcomeOf( compiled: CompiledField, raw: Raw, surroundings: Surroundings ): Outcome {
	const beside = raw.state === 'unreadable' ? raw.path : missingBeside( compiled.steps, surroundings.record );
	if ( raw.state === 'unreadable' || beside !== undefined ) {
		return { state: 'unreadable', path: beside ?? '' };
	}
	const result = shaped( compiled, raw.result, surroundings );
	return result.ok ? settleEmpty( compiled.field, result.value ) : { state: 'fault', fault: result.fault };
}

/** Waiting for what is there already would cost a turn of the event loop per field: only expressions make anyone wait. */
function workedOut( compiled: CompiledField, surroundings: Surroundings ): Outcome | Promise< Outcome > {
	const raw = rawValue( compiled, surroundings.record, surroundings.facts );
	return raw instanceof Promise ? raw.then( ( late ) => outcomeOf( compiled, late, surroundings ) ) : outcomeOf( compiled, raw, surroundings );
}

/** Without the targets that are left as they are. */
const sent = ( values: Readonly< Record< string, Value | undefined > > ): Record< string, Value > =>
	Object.fromEntries( Object.entries( values ).flatMap( ( [ to, value ] ) => ( value === undefined ? [] : [ [ to, value ] as const ] ) ) );

const remarks = ( unreadable: string[], unlabelled: Unlabelled[] ): Pick< Mapped, 'unreadable' | 'unlabelled' > => ( {
	unreadable,
	...( unlabelled.length > 0 ? { unlabelled } : {} ),
} );

/** One record, one answer: what is wrong with it becomes its failure, never an exception. */
export async function mapRecord( { mapping, fields, blank }: CompiledMapping, record: SourceRecord, facts: Facts = noFacts ): Promise< Mapped > {
	const values = { ...blank };
	let whole = true;
	const unreadable: string[] = [];
	const unlabelled: Unlabelled[] = [];
	const surroundings: Surroundings = {
		record,
		facts,
		timezone: mapping.timezone,
		unlabelled: ( path, value ) => void unlabelled.push( { path, value } ),
	};
	for ( const compiled of fields ) {
		const { field, memory } = compiled;
		const key = memory ? memory.keyOf( record, facts ) : absent;
		let outcome: Outcome | undefined = key === absent ? undefined : memory?.get( key );
		if ( ! outcome ) {
			const answer = workedOut( compiled, surroundings );
			outcome = answer instanceof Promise ? await answer : answer;
			if ( key !== absent && ( outcome.state === 'send' || outcome.state === 'keep' ) ) {
				memory?.keep( key, outcome );
			}
		}
		if ( outcome.state === 'fault' ) {
			return { state: 'rejected', failure: rejection( compiled, record, outcome.fault ), ...remarks( unreadable, unlabelled ) };
		}
		if ( outcome.state === 'send' ) {
			values[ field.to ] = outcome.value;
		} else {
			whole = false;
			if ( outcome.state === 'unreadable' ) {
				unreadable.push( outcome.path );
			}
		}
	}
	return { state: 'draft', values: whole ? ( values as Record< string, Value > ) : sent( values ), ...remarks( unreadable, unlabelled ) };
}
