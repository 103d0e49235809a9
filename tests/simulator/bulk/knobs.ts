import { required, textOf, type Body, type Knobs } from '../control/knobs';
import type { World } from '../world';
import type { Behaviour, Job } from './job';
import { fullJson } from './job-json';

function numberOf( body: Body, name: string ): number | undefined {
	const value = body[ name ];
	if ( value !== undefined && ( typeof value !== 'number' || ! ( value >= 0 ) ) ) {
		throw new TypeError( `${ name } is a number, 0 or more.` );
	}
	return value;
}

function flagOf( body: Body, name: string ): boolean | undefined {
	const value = body[ name ];
	if ( value !== undefined && typeof value !== 'boolean' ) {
		throw new TypeError( `${ name } is true or false.` );
	}
	return value;
}

const BEHAVIOUR = [ 'polls', 'ms', 'failureAfter', 'pageSize' ] as const;

function changesOf( body: Body ): Partial< Behaviour > {
	const changes: Partial< Behaviour > = {};
	for ( const name of BEHAVIOUR ) {
		const value = numberOf( body, name );
		if ( value !== undefined ) {
			changes[ name ] = value;
		}
	}
	for ( const name of [ 'truncated', 'gone' ] as const ) {
		const value = flagOf( body, name );
		if ( value !== undefined ) {
			changes[ name ] = value;
		}
	}
	if ( 'failure' in body ) {
		changes.failure = textOf( body, 'failure' ) ?? null;
	}
	return changes;
}

function jobNamed( world: World, body: Body ): Job {
	world.bulk.settle();
	const job = world.bulk.find( required( body, 'job' ) );
	if ( ! job ) {
		throw new TypeError( `No job ${ textOf( body, 'job' ) }` );
	}
	return job;
}

/** With a job's id this job changes, or stops; without one, jobs made from now on behave like this (`times` of them). */
function bulk( world: World, body: Body ): unknown {
	const known = new Set< string >( [ ...BEHAVIOUR, 'truncated', 'gone', 'failure', 'job', 'abort', 'expire', 'times' ] );
	const unknown = Object.keys( body ).filter( ( name ) => ! known.has( name ) );
	if ( unknown.length > 0 ) {
		throw new TypeError( `Not known: ${ unknown.join( ', ' ) }. There are: ${ [ ...known ].join( ', ' ) }.` );
	}
	const changes = changesOf( body );
	if ( ! ( 'job' in body ) ) {
		world.bulk.behave( changes, numberOf( body, 'times' ) );
		return { ok: true };
	}
	const job = jobNamed( world, body );
	Object.assign( job.base.behaviour, changes );
	if ( flagOf( body, 'abort' ) ) {
		if ( ! job.mayMove( 'Aborted' ) ) {
			throw new TypeError( `The job is over: ${ job.state }` );
		}
		job.abort();
	}
	if ( flagOf( body, 'expire' ) ) {
		world.bulk.delete( job );
	}
	return { ok: true, job: fullJson( job ) };
}

export const bulkKnobs: Knobs = {
	'POST bulk': bulk,
	'GET bulk': ( world ) => {
		world.bulk.settle();
		return { counts: world.bulk.counts, jobs: world.bulk.all().map( fullJson ) };
	},
};
