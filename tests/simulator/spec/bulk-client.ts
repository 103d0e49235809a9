import { parse } from 'csv-parse/sync';
import type { Behaviour } from '../bulk/job';
import { DELIMITERS, LINE_ENDINGS, type DelimiterName, type LineEndingName } from '../bulk/format';
import type { Client, Reply } from './client';

export type Json = Record< string, unknown >;

export const jsonOf = ( reply: Reply ): Json => reply.json as Json;

/** The rows of a CSV answer by their header, read with the one delimiter they were asked for. */
export const rowsOf = ( text: string, delimiter: DelimiterName = 'COMMA', lineEnding: LineEndingName = 'LF' ): Record< string, string >[] =>
	parse( text, { columns: true, delimiter: DELIMITERS[ delimiter ], record_delimiter: LINE_ENDINGS[ lineEnding ] } );

/** What a client of bulk jobs does, step by step. */
export class BulkClient {
	constructor( readonly client: Client ) {}

	get world(): Client[ 'simulator' ][ 'world' ] {
		return this.client.simulator.world;
	}

	behave( changes: Partial< Behaviour >, times?: number ): void {
		this.world.bulk.behave( changes, times );
	}

	create( body: Json ): Promise< Reply > {
		return this.client.rest( 'POST', '/jobs/ingest', body );
	}

	async open( body: Json ): Promise< string > {
		const reply = await this.create( body );
		if ( reply.status !== 200 ) {
			throw new Error( reply.text );
		}
		return String( jsonOf( reply ).id );
	}

	upload( id: string, csv: string | Uint8Array, headers: Record< string, string > = {} ): Promise< Reply > {
		return this.client.send( `/services/data/v66.0/jobs/ingest/${ id }/batches`, {
			method: 'PUT',
			headers: { Authorization: `Bearer ${ this.client.token }`, 'Content-Type': 'text/csv', ...headers },
			body: csv as BodyInit,
		} );
	}

	patch( id: string, state: string, family = 'ingest' ): Promise< Reply > {
		return this.client.rest( 'PATCH', `/jobs/${ family }/${ id }`, { state } );
	}

	async info( id: string, family = 'ingest' ): Promise< Json > {
		return jsonOf( await this.client.get( `/jobs/${ family }/${ id }` ) );
	}

	/** The whole way of a job; answers its id. */
	async load( body: Json, csv: string | Uint8Array ): Promise< string > {
		const id = await this.open( body );
		await this.upload( id, csv );
		await this.patch( id, 'UploadComplete' );
		return id;
	}

	async file( id: string, name: string ): Promise< string > {
		const reply = await this.client.get( `/jobs/ingest/${ id }/${ name }` );
		if ( reply.status !== 200 ) {
			throw new Error( reply.text );
		}
		return reply.text;
	}

	async successes( id: string ): Promise< Record< string, string >[] > {
		return rowsOf( await this.file( id, 'successfulResults' ) );
	}

	async failures( id: string ): Promise< Record< string, string >[] > {
		return rowsOf( await this.file( id, 'failedResults' ) );
	}

	createQuery( body: Json ): Promise< Reply > {
		return this.client.rest( 'POST', '/jobs/query', { operation: 'query', ...body } );
	}

	async query( soql: string, body: Json = {} ): Promise< string > {
		const reply = await this.createQuery( { query: soql, ...body } );
		if ( reply.status !== 200 ) {
			throw new Error( reply.text );
		}
		return String( jsonOf( reply ).id );
	}

	results( id: string, parameters = '' ): Promise< Reply > {
		return this.client.get( `/jobs/query/${ id }/results${ parameters }` );
	}
}
