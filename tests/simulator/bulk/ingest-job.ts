import { columnsOf, type Column } from './columns';
import { csvLine } from './format';
import { Job, type JobBase } from './job';
import { brokenRow, rowError, wrongWidth } from './row-errors';
import { idOf, writeRow, type Operation, type RowPlan, type Written } from './rows';
import { JobFailure, readUpload, type Upload } from './upload';

export interface IngestRequest {
	object: string;
	operation: Operation;
	externalIdFieldName: string | null;
	assignmentRuleId: string | null;
}

/** Rows that one trigger run, and one commit, has at most (§4.4). */
const CHUNK = 200;

interface Refused {
	id: string;
	error: string;
}

export class IngestJob extends Job {
	readonly object: string;
	readonly operation: Operation;
	private content: Buffer | null = null;
	private header: string[] = [];
	private columns: Column[] = [];
	private rows: Upload[ 'rows' ] = [];
	/** One for each row that was tried, in the order of the file. */
	private readonly outcomes: ( Written | Refused )[] = [];
	failed = 0;

	constructor(
		base: JobBase,
		readonly request: IngestRequest,
		/** What change events say these rows came from. */
		private readonly origin: string
	) {
		super( base );
		this.object = request.object;
		this.operation = request.operation;
	}

	get processed(): number {
		return this.outcomes.length;
	}

	get hasContent(): boolean {
		return this.content !== null;
	}

	upload( content: Buffer ): void {
		this.content = content;
	}

	successfulResults(): string {
		return this.results( [ 'sf__Id', 'sf__Created' ], ( outcome ) => ( 'error' in outcome ? null : [ outcome.id, String( outcome.created ) ] ) );
	}

	failedResults(): string {
		return this.results( [ 'sf__Id', 'sf__Error' ], ( outcome ) => ( 'error' in outcome ? [ outcome.id, outcome.error ] : null ) );
	}

	/** Rows that an aborted or failed job never came to. */
	unprocessedRecords(): string {
		this.readRows();
		const lines = this.header.length === 0 ? [] : [ csvLine( this.header, this.base.format ) ];
		for ( const row of this.rows.slice( this.processed ) ) {
			lines.push( csvLine( this.cellsOf( row ), this.base.format ) );
		}
		return lines.join( '' );
	}

	protected get total(): number {
		return this.rows.length;
	}

	protected prepare(): void {
		const { host, createdById, format } = this.base;
		const { schema } = host.org.accessOf( createdById );
		const object = schema.find( this.object );
		if ( ! object ) {
			throw new JobFailure( `InvalidBatch : Unable to find object: ${ this.object }` );
		}
		if ( this.content === null ) {
			throw new JobFailure( 'InvalidBatch : The job has no data' );
		}
		const { header, rows } = readUpload( this.content, format, host.limits );
		this.header = header;
		this.rows = rows;
		this.content = null;
		this.columns = columnsOf( header, object, schema );
		if ( ! host.spendBatches( Math.ceil( rows.length / host.limits.batchRows ) ) ) {
			throw new JobFailure( 'ExceededQuota : ApiBatchItems Limit exceeded.' );
		}
	}

	protected workUpTo( end: number ): void {
		const { host, createdById } = this.base;
		const writer = host.org.writerFor( host.org.accessOf( createdById ), this.origin );
		const plan: RowPlan = { object: this.object, operation: this.operation, key: this.request.externalIdFieldName, columns: this.columns };
		while ( this.processed < end ) {
			const chunk = this.rows.slice( this.processed, Math.min( end, this.processed + CHUNK - ( this.processed % CHUNK ) ) );
			// Each write is a savepoint inside the chunk: a bad row leaves nothing behind.
			const outcomes = writer.transaction( () => chunk.map( ( row ) => this.attempt( row, ( cells ) => writeRow( writer, plan, cells ) ) ) );
			this.failed += outcomes.filter( ( outcome ) => 'error' in outcome ).length;
			this.outcomes.push( ...outcomes );
		}
	}

	private attempt( row: string | string[], write: ( cells: string[] ) => Written ): Written | Refused {
		const cells = this.cellsOf( row );
		const id = this.operation === 'insert' ? '' : idOf( this.columns, cells );
		if ( typeof row === 'string' ) {
			return { id: '', error: brokenRow };
		}
		if ( row.length !== this.header.length ) {
			return { id, error: wrongWidth( row.length, this.header.length ) };
		}
		try {
			return write( cells );
		} catch ( error ) {
			return { id, error: rowError( error, this.columns, cells, this.request.externalIdFieldName ) };
		}
	}

	/** As many cells as the header has; a row that cannot be read stands in the first. */
	private cellsOf( row: string | string[] ): string[] {
		const cells = typeof row === 'string' ? [ row ] : row;
		return cells.length === this.header.length ? cells : this.header.map( ( _name, index ) => cells[ index ] ?? '' );
	}

	private results( extra: string[], pick: ( outcome: Written | Refused ) => string[] | null ): string {
		const { format } = this.base;
		const lines = [ csvLine( [ ...extra, ...this.header ], format ) ];
		this.outcomes.forEach( ( outcome, index ) => {
			const picked = pick( outcome );
			if ( picked ) {
				lines.push( csvLine( [ ...picked, ...this.cellsOf( this.rows[ index ]! ) ], format ) );
			}
		} );
		return lines.join( '' );
	}

	/** A job that was stopped before it began has its rows unread. */
	private readRows(): void {
		if ( this.content === null ) {
			return;
		}
		try {
			const { header, rows } = readUpload( this.content, this.base.format, this.base.host.limits );
			this.header = header;
			this.rows = rows;
		} catch ( error ) {
			if ( ! ( error instanceof JobFailure ) ) {
				throw error;
			}
		}
		this.content = null;
	}
}
