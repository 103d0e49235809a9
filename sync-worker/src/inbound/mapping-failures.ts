import { asFailure, LeaseLost, SyncFailure } from '../failure';
import type { MappingSnapshot, RunContext } from './context';

/** Met by whatever is asked next, too. */
const holdsAll = new Set( [ 'salesforce_answer_unreadable', 'salesforce_unavailable', 'salesforce_unreachable', 'worker_stopped' ] );

const isOfAll = ( { code, kind }: SyncFailure ): boolean =>
	kind === 'auth' || kind === 'rate_limit' || holdsAll.has( code ) || ( kind === 'transient' && code.startsWith( 'wordpress_' ) );

/**
 * A mapping at fault must not hold up the others, and neither must one whose query is too slow or is refused in a way
 * nobody foresaw; an org or a WordPress that is away holds up all of them.
 */
export function passedOn( error: unknown ): SyncFailure {
	if ( error instanceof LeaseLost ) {
		throw error;
	}
	const failure = asFailure( error );
	if ( isOfAll( failure ) ) {
		throw failure;
	}
	return failure;
}

/** The same of one question among several, where another got its answer: whatever came of it, the org is there. */
export function passedOnBeside( failure: SyncFailure, othersWereAnswered: boolean ): SyncFailure {
	return othersWereAnswered && failure.kind !== 'auth' && failure.kind !== 'rate_limit' ? failure : passedOn( failure );
}

export function named( mapping: MappingSnapshot, failure: SyncFailure ): SyncFailure {
	const message = failure.message.includes( `“${ mapping.name }”` ) ? failure.message : `“${ mapping.name }” (${ mapping.sobject }): ${ failure.message }`;
	return new SyncFailure( { ...failure.toFailure(), message, details: { ...failure.details, mapping: mapping.id } }, { cause: failure } );
}

/** Some mappings were read: the tenant need not slow down for the others. */
export function besideOthers( failure: SyncFailure | null, othersWereRead: boolean ): SyncFailure | null {
	return failure && othersWereRead
		? new SyncFailure( { ...failure.toFailure(), details: { ...failure.details, others_read: true } }, { cause: failure } )
		: failure;
}

/** The first failure is the run’s; every further one stands beside it. */
export function firstOf( failures: readonly SyncFailure[], { notices }: RunContext ): SyncFailure | null {
	const [ first, ...others ] = failures;
	others.forEach( ( failure ) => notices.add( { id: String( failure.details?.mapping ) }, '', failure.toFailure() ) );
	return first ?? null;
}
