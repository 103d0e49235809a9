import type { Failure } from './contract/types';

/** A failure an operator can act on. `kind` decides what happens next, `code` is for machines, the rest for people. */
export class SyncFailure extends Error {
	public readonly kind: Failure[ 'kind' ];
	public readonly code: string;
	public readonly actions: readonly string[];
	public readonly details: Readonly< Record< string, unknown > > | undefined;

	public constructor( failure: Failure, options: { cause?: unknown } = {} ) {
		super( failure.message, options );
		this.name = 'SyncFailure';
		this.kind = failure.kind;
		this.code = failure.code;
		this.actions = failure.actions;
		this.details = failure.details;
	}

	public toFailure(): Failure {
		return {
			kind: this.kind,
			code: this.code,
			message: this.message.slice( 0, 2000 ),
			actions: this.actions.slice( 0, 10 ).map( ( action ) => action.slice( 0, 500 ) ),
			...( this.details ? { details: { ...this.details } } : {} ),
		};
	}
}

/** Every error becomes a failure in words; what nobody foresaw is a bug of ours and says so. */
export function asFailure( error: unknown ): SyncFailure {
	if ( error instanceof SyncFailure ) {
		return error;
	}
	const message = error instanceof Error ? error.message : String( error );
	return new SyncFailure(
		{
			kind: 'bug',
			code: 'worker_unexpected',
			message: `The worker met something it does not know: ${ message }`,
			actions: [ 'Report this to the makers of Callboard, with the worker’s log of this run.' ],
		},
		{ cause: error }
	);
}

/** Another holder has the lease, or the run was cancelled: leave without a word and without a write. */
export class LeaseLost extends Error {
	public constructor( public readonly reason: 'lost' | 'stopped' ) {
		super( reason === 'lost' ? 'The lease of this run was lost.' : 'The run was cancelled.' );
		this.name = 'LeaseLost';
	}
}
