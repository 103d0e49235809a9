import type { Failure, Mapping } from '../contract/types';
import { compileExpression, type Evaluated, type Expression } from './expression';
import { noFacts, type Facts, type Needs } from './facts';
import { readNames, readPath, type SourceRecord } from './path';
import { applyStep, compileStep, faultOf, isCurrencyPath, missingBeside, needsOf, type CompiledStep, type Surroundings } from './steps';
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
}

export interface CompiledField {
	readonly field: FieldMapping;
	readonly expression: Expression | undefined;
	readonly paths: readonly string[];
	/** Of `from`, split. */
	readonly names: readonly string[];
	readonly steps: readonly CompiledStep[];
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
				names: ( field.from ?? '' ).split( '.' ),
				steps,
			} );
		} catch ( error ) {
			const words = error instanceof Error ? error.message : String( ( error as { message?: unknown } ).message );
			return brokenMapping( mapping, field, 'expression_invalid', `has an expression that cannot be read: ${ words }` );
		}
	}
	return {
		ok: true,
		compiled: { mapping, fields, needs: needsOf( fields, mapping.timezone ) },
	};
}

type Raw = { state: 'value'; result: Result } | { state: 'unreadable'; path: string };

export function rawValue( { field, expression, names }: CompiledField, record: SourceRecord, facts: Facts = noFacts ): Raw | Promise< Raw > {
	if ( expression ) {
		const evaluated = expression.evaluate( record );
		return evaluated instanceof Promise ? evaluated.then( rawOf ) : rawOf( evaluated );
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

/** One record, one answer: what is wrong with it becomes its failure, never an exception. */
export async function mapRecord( { mapping, fields }: CompiledMapping, record: SourceRecord, facts: Facts = noFacts ): Promise< Mapped > {
	const values: Record< string, Value > = {};
	const unreadable: string[] = [];
	const unlabelled: Unlabelled[] = [];
	const surroundings: Surroundings = {
		record,
		facts,
		timezone: mapping.timezone,
		unlabelled: ( path, value ) => void unlabelled.push( { path, value } ),
	};
	const remarks = () => ( {
		unreadable,
		...( unlabelled.length > 0 ? { unlabelled } : {} ),
	} );
	for ( const compiled of fields ) {
		const answer = rawValue( compiled, record, facts );
		// Waiting for what is there already would cost a turn of the event loop per field.
		const raw = answer instanceof Promise ? await answer : answer;
		if ( raw.state === 'unreadable' ) {
			unreadable.push( raw.path );
			continue;
		}
		const beside = missingBeside( compiled.steps, record );
		if ( beside !== undefined ) {
			unreadable.push( beside );
			continue;
		}
		const result = shaped( compiled, raw.result, surroundings );
		const settled: Settled = result.ok ? settleEmpty( compiled.field, result.value ) : { state: 'fault', fault: result.fault };
		if ( settled.state === 'fault' ) {
			return {
				state: 'rejected',
				failure: rejection( compiled, record, settled.fault ),
				...remarks(),
			};
		}
		if ( settled.state === 'send' ) {
			values[ compiled.field.to ] = settled.value;
		}
	}
	return { state: 'draft', values, ...remarks() };
}
