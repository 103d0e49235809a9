import { ApiError } from '../http/errors';
import { processKeyPair } from '../oauth/certificate';
import { Org, USER_ID } from '../org/org';
import { describeColumns, explainSoql, runSoql, type Ask } from '../soql/query';

export const NOW = Date.parse( '2026-11-22T12:00:00Z' );

export interface Refusal {
	status: number;
	code: string;
	message: string;
	/** Row and column it points at, when it points. */
	at: string | null;
	/** The last line: what is wrong. */
	text: string;
}

type Json = Record< string, unknown >;

/** An org without a server, asked in SOQL. */
export class Asker {
	readonly org = new Org( processKeyPair().certificatePem, { now: NOW, frozen: true } );
	judged = 0;

	create( type: string, fields: Json ): string {
		return this.org.writer.create( type, fields );
	}

	ask( soql: string, options: Partial< Ask > = {} ): ReturnType< typeof runSoql > {
		const meter = { judged: 0 };
		const { org } = this;
		const found = runSoql( {
			soql,
			access: org.accessOf( USER_ID ),
			store: org.store,
			nowMs: org.clock.now(),
			zone: org.zone,
			includeDeleted: false,
			version: 'v66.0',
			meter,
			...options,
		} );
		this.judged = meter.judged;
		return found;
	}

	/** What `columns=true` and `explain=` answer. */
	about( soql: string ): { columns: unknown; plan: unknown } {
		const { org } = this;
		const ask = { soql, access: org.accessOf( USER_ID ), store: org.store, nowMs: NOW, zone: org.zone, includeDeleted: false, version: 'v66.0' };
		return { columns: describeColumns( ask ), plan: explainSoql( ask ) };
	}

	/** Records without their attributes; a count as its number. */
	rows( soql: string, options: Partial< Ask > = {} ): Json[] {
		const found = this.ask( soql, options );
		if ( found.kind === 'count' ) {
			return [ { count: found.total } ];
		}
		const records = found.kind === 'aggregate' ? found.records : found.rows.map( found.project );
		return records.map( ( record ) => bare( record ) );
	}

	/** One column of all records. */
	column( soql: string, options: Partial< Ask > = {} ): unknown[] {
		return this.rows( soql, options ).map( ( row ) => Object.values( row )[ 0 ] );
	}

	refusal( soql: string, options: Partial< Ask > = {} ): Refusal {
		try {
			this.ask( soql, options );
		} catch ( error ) {
			if ( ! ( error instanceof ApiError ) ) {
				throw error;
			}
			const { errorCode = '', message = '' } = error.items[ 0 ] ?? {};
			const [ , row, column ] = /ERROR at Row:(\d+):Column:(\d+)/.exec( message ) ?? [];
			return {
				status: error.status,
				code: errorCode,
				message,
				at: row === undefined ? null : `${ row }:${ column }`,
				text: message.split( '\n' ).pop() ?? '',
			};
		}
		throw new Error( `Not refused: ${ soql }` );
	}
}

const isRecord = ( value: unknown ): value is Json => typeof value === 'object' && value !== null && ! Array.isArray( value );

function bare( value: Json ): Json {
	const copy: Json = {};
	for ( const [ name, one ] of Object.entries( value ) ) {
		if ( name !== 'attributes' ) {
			copy[ name ] = plain( one );
		}
	}
	return copy;
}

/** A parent without its attributes, a set of children as its records. */
function plain( value: unknown ): unknown {
	if ( ! isRecord( value ) ) {
		return value;
	}
	const records: unknown = value.records;
	return Array.isArray( records ) ? records.map( plain ) : bare( value );
}
