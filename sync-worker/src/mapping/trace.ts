import { rawValue, settleEmpty, type CompiledField, type CompiledMapping } from './map-record';
import { readPath, type SourceRecord } from './path';
import { noFacts, type Facts } from './facts';
import { applyStep, missingBeside, pathsBeside } from './steps';
import { fit } from './targets';
import type { Fault, Value } from './value';

/** One step of one field; the last one of a field that is refused has a fault instead of a value. */
export interface TraceStep {
	/** `read`, the name of a transform, `fit` (the shape its target takes) or `empty` (the rule for empty values). */
	readonly name: string;
	readonly options?: Readonly< Record< string, unknown > >;
	readonly before: Value;
	readonly after: Value;
}

type TraceEnd = { state: 'sent'; value: Value } | { state: 'kept' } | { state: 'unreadable'; path: string } | { state: 'refused'; fault: Fault };

export interface FieldTrace {
	readonly to: string;
	/** Each path that is read, with what Salesforce gave; a path that is missing there is missing here. */
	readonly raw: Readonly< Record< string, unknown > >;
	readonly steps: readonly TraceStep[];
	readonly end: TraceEnd;
}

const same = ( left: Value, right: Value ): boolean => JSON.stringify( left ) === JSON.stringify( right );

function rawOf( { paths, steps }: CompiledField, record: SourceRecord ): Record< string, unknown > {
	const raw: Record< string, unknown > = {};
	for ( const path of [ ...paths, ...steps.flatMap( pathsBeside ) ] ) {
		const read = readPath( record, path );
		if ( read.found ) {
			raw[ path ] = read.value;
		}
	}
	return raw;
}

async function traceField( compiled: CompiledField, record: SourceRecord, facts: Facts, timezone: string | null ): Promise< FieldTrace > {
	const { field } = compiled;
	const steps: TraceStep[] = [];
	const ended = ( end: TraceEnd ): FieldTrace => ( { to: field.to, raw: rawOf( compiled, record ), steps, end } );
	const read = await rawValue( compiled, record, facts );
	const unreadable = read.state === 'unreadable' ? read.path : missingBeside( compiled.steps, record );
	if ( read.state === 'unreadable' || unreadable !== undefined ) {
		return ended( { state: 'unreadable', path: unreadable ?? '' } );
	}
	let { result } = read;
	for ( const step of compiled.steps ) {
		if ( ! result.ok ) {
			break;
		}
		const before = result.value;
		result = applyStep( step, before, { record, facts, timezone, unlabelled: () => undefined } );
		if ( result.ok ) {
			steps.push( { name: step.name, ...( step.options ? { options: step.options } : {} ), before, after: result.value } );
		}
	}
	return result.ok ? ended( fitted( field, result.value, steps ) ) : ended( { state: 'refused', fault: result.fault } );
}

/** The shape its target takes, and the rule for empty values. */
function fitted( field: CompiledField[ 'field' ], value: Value, steps: TraceStep[] ): TraceEnd {
	const fitting = fit( field.to, value );
	if ( ! fitting.ok ) {
		return { state: 'refused', fault: fitting.fault };
	}
	if ( ! same( fitting.value, value ) ) {
		steps.push( { name: 'fit', before: value, after: fitting.value } );
	}
	const settled = settleEmpty( field, fitting.value );
	if ( settled.state === 'keep' ) {
		return { state: 'kept' };
	}
	if ( settled.state === 'fault' ) {
		return { state: 'refused', fault: settled.fault };
	}
	if ( ! same( settled.value, fitting.value ) ) {
		steps.push( { name: 'empty', before: fitting.value, after: settled.value } );
	}
	return { state: 'sent', value: settled.value };
}

/** How each value came about, for people who ask: the same steps as `mapRecord`, each kept. Fields WordPress owns are absent. */
export const traceRecord = ( { mapping, fields }: CompiledMapping, record: SourceRecord, facts: Facts = noFacts ): Promise< FieldTrace[] > =>
	Promise.all( fields.map( ( field ) => traceField( field, record, facts, mapping.timezone ) ) );
