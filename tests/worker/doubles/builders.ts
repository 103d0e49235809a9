import type { ClaimAnswer, Mapping } from '../../../sync-worker/src/contract';
import { compileMapping, type CompiledMapping, type SourceRecord } from '../../../sync-worker/src/mapping';
import type { Clock } from '../../../sync-worker/src/clock';
import type { Logger } from '../../../sync-worker/src/log';

type Field = Mapping[ 'fields' ][ number ];

export const aField = ( field: Partial< Field > & { to: string } ): Field => ( { owner: 'salesforce', empty: 'clear', ...field } );

export const aMapping = ( mapping: Partial< Mapping > = {} ): Mapping => ( {
	id: 'shows',
	version: 1,
	name: 'Shows',
	direction: 'in',
	sobject: 'Show__c',
	filter: null,
	record_types: [],
	post_type: 'event',
	withdrawal: 'draft',
	timezone: null,
	natural_key: null,
	order: 10,
	fields: [ aField( { to: 'title', from: 'Name', empty: 'reject', label: 'Title' } ) ],
	...mapping,
} );

export function compiled( mapping: Mapping ): CompiledMapping {
	const result = compileMapping( mapping );
	if ( ! result.ok ) {
		throw new Error( result.failure.message );
	}
	return result.compiled;
}

/** A well-formed 18-character id, by number. */
export const anId = ( number: number ): string => `a0000000000${ String( number ).padStart( 4, '0' ) }AAA`;

export const stampText = ( ms: number ): string => new Date( ms ).toISOString().replace( 'Z', '+0000' );

export const aRecord = ( number: number, stampMs: number, fields: SourceRecord = {} ): Record< string, unknown > => ( {
	Id: anId( number ),
	Name: `Show ${ number }`,
	SystemModstamp: stampText( stampMs ),
	IsDeleted: false,
	...fields,
} );

export const someLimits: NonNullable< ClaimAnswer[ 'limits' ] > = {
	offer_records: 2000,
	delivery_bytes: 524_288,
	overlap_seconds: 60,
	sweep_overlap_seconds: 1200,
	sweep_every_seconds: 840,
	lag_seconds: 5,
	rebuild_step_seconds: 10,
};

/** Stands still until told; sleeping moves it on at once. */
export class FrozenClock implements Clock {
	public readonly sleeps: number[] = [];

	public constructor( private nowMs = Date.UTC( 2026, 10, 22, 12 ) ) {}

	public now(): number {
		return this.nowMs;
	}

	public advance( ms: number ): void {
		this.nowMs += ms;
	}

	public sleep( ms: number ): Promise< void > {
		this.sleeps.push( ms );
		this.nowMs += ms;
		return Promise.resolve();
	}
}

export interface Line {
	readonly level: string;
	readonly fields: Record< string, unknown >;
	readonly message: string;
}

export function listLogger( lines: Line[] = [], bound: Record< string, unknown > = {} ): Logger & { lines: Line[] } {
	const at = ( level: string ) => ( fields: object, message: string ) => void lines.push( { level, fields: { ...bound, ...fields }, message } );
	return {
		lines,
		debug: at( 'debug' ),
		info: at( 'info' ),
		warn: at( 'warn' ),
		error: at( 'error' ),
		child: ( more ) => listLogger( lines, { ...bound, ...more } ),
	};
}
