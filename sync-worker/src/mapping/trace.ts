import { rawValue, settleEmpty, type CompiledField, type CompiledMapping } from './map-record';
import { readPath, type SourceRecord } from './path';
import { fit } from './targets';
import { transform } from './transforms';
import type { Fault, Value } from './value';

/** One step of one field; the last one of a field that is refused has a fault instead of a value. */
export interface TraceStep {
	/** `read`, the name of a transform, `fit` (the shape its target takes) or `empty` (the rule for empty values). */
	readonly name: string;
	readonly options?: Readonly< Record< string, unknown > >;
	readonly before: Value;
	readonly after: Value;
}

export type TraceEnd = { state: 'sent'; value: Value } | { state: 'kept' } | { state: 'unreadable'; path: string } | { state: 'refused'; fault: Fault };

export interface FieldTrace {
	readonly to: string;
	/** Each path that is read, with what Salesforce gave; a path that is missing there is missing here. */
	readonly raw: Readonly< Record< string, unknown > >;
	readonly steps: readonly TraceStep[];
	readonly end: TraceEnd;
}

const same = ( left: Value, right: Value ): boolean => JSON.stringify( left ) === JSON.stringify( right );

function rawOf( { paths }: CompiledField, record: SourceRecord ): Record< string, unknown > {
	const raw: Record< string, unknown > = {};
	for ( const path of paths ) {
		const read = readPath( record, path );
		if ( read.found ) {
			raw[ path ] = read.value;
		}
	}
	return raw;
}

async function traceField( compiled: CompiledField, record: SourceRecord ): Promise< FieldTrace > {
	const { field } = compiled;
	const steps: TraceStep[] = [];
	const ended = ( end: TraceEnd ): FieldTrace => ( { to: field.to, raw: rawOf( compiled, record ), steps, end } );
	const read = await rawValue( compiled, record );
	if ( read.state === 'unreadable' ) {
		return ended( { state: 'unreadable', path: read.path } );
	}
	if ( ! read.result.ok ) {
		return ended( { state: 'refused', fault: read.result.fault } );
	}
	let { value } = read.result;
	for ( const { name, options } of field.transforms ?? [] ) {
		const result = transform( name, value, options );
		if ( ! result.ok ) {
			return ended( { state: 'refused', fault: result.fault } );
		}
		steps.push( { name, ...( options ? { options } : {} ), before: value, after: result.value } );
		value = result.value;
	}
	const fitted = fit( field.to, value );
	if ( ! fitted.ok ) {
		return ended( { state: 'refused', fault: fitted.fault } );
	}
	if ( ! same( fitted.value, value ) ) {
		steps.push( { name: 'fit', before: value, after: fitted.value } );
	}
	const settled = settleEmpty( field, fitted.value );
	if ( settled.state === 'keep' ) {
		return ended( { state: 'kept' } );
	}
	if ( settled.state === 'fault' ) {
		return ended( { state: 'refused', fault: settled.fault } );
	}
	if ( ! same( settled.value, fitted.value ) ) {
		steps.push( { name: 'empty', before: fitted.value, after: settled.value } );
	}
	return ended( { state: 'sent', value: settled.value } );
}

/** How each value came about, for people who ask: the same steps as `mapRecord`, each kept. Fields WordPress owns are absent. */
export const traceRecord = ( { fields }: CompiledMapping, record: SourceRecord ): Promise< FieldTrace[] > =>
	Promise.all( fields.map( ( field ) => traceField( field, record ) ) );
