import { expect } from '@playwright/test';
import type { Failure, Run, RunItem } from '../../../sync-worker/src/contract';
import type { Rest } from './rest';

const api = '/callboard/v1';
const over = ( run: Run ): boolean => run.state !== 'queued' && run.state !== 'claimed';

export async function tenantId( rest: Rest ): Promise< number > {
	const { body } = await rest.get< { id: number }[] >( `${ api }/tenants` );
	const id = body[ 0 ]?.id;
	if ( id === undefined ) {
		throw new Error( 'Nothing is connected yet.' );
	}
	return id;
}

export const allRuns = async ( rest: Rest ): Promise< Run[] > =>
	( await rest.get< Run[] >( `${ api }/tenants/${ await tenantId( rest ) }/runs?per_page=50` ) ).body;

export const itemsOf = async ( rest: Rest, run: Run ): Promise< RunItem[] > =>
	( await rest.get< RunItem[] >( `${ api }/runs/${ run.id }/items?per_page=100` ) ).body;

/** Waits until this run is over, and answers how it ended. */
export async function ended( rest: Rest, id: number ): Promise< Run > {
	const read = async () => ( await rest.get< Run >( `${ api }/runs/${ id }` ) ).body;
	await expect.poll( async () => over( await read() ), { timeout: 45_000, intervals: [ 200 ] } ).toBe( true );
	return read();
}

/** Waits until nothing is queued or under way, the rebuild after a change included. */
export async function settled( rest: Rest ): Promise< Run[] > {
	await expect.poll( async () => ( await allRuns( rest ) ).filter( ( run ) => ! over( run ) ).length, { timeout: 45_000, intervals: [ 200 ] } ).toBe( 0 );
	return allRuns( rest );
}

/** Sync now, over REST, to the end; answers the run that was asked for. Specs about the button use the button. */
export async function sync( rest: Rest ): Promise< Run > {
	await settled( rest );
	const { status, body } = await rest.post< Run & { message?: string } >( `${ api }/tenants/${ await tenantId( rest ) }/runs` );
	expect( status, body.message ).toBe( 201 );
	const runs = await settled( rest );
	const asked = runs.find( ( { id } ) => id === body.id );
	if ( asked === undefined ) {
		throw new Error( `Run ${ body.id } has gone.` );
	}
	return asked;
}

/** The newest run of a site at rest: what is changed from now on is read by later ones. */
export const lastRun = async ( rest: Rest ): Promise< number > => Math.max( 0, ...( await settled( rest ) ).map( ( { id } ) => id ) );

/** What the runs after that one said of records: the schedule may have begun one before the one that was asked for. */
export async function itemsSince( rest: Rest, last: number ): Promise< RunItem[] > {
	const later = ( await allRuns( rest ) ).filter( ( { id, kind } ) => id > last && kind === 'incremental' );
	return ( await Promise.all( later.map( ( run ) => itemsOf( rest, run ) ) ) ).flat();
}

/** Words an operator can act upon: a sentence, and at least one thing to do. */
export function expectWords( failure: Failure | null | undefined ): asserts failure is Failure {
	expect( failure?.message ).toMatch( /\w+ \w+/ );
	expect( failure?.actions.length ).toBeGreaterThan( 0 );
}

/** Succeeded; the failure in the message when not. */
export function expectSuccess( run: Run ): void {
	expect( run.state, JSON.stringify( run.failure ) ).toBe( 'succeeded' );
}
