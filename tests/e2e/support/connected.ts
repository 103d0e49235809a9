import type { Rest } from './rest';
import { allRuns, expectSuccess, sync } from './runs';
import { connectSite } from './stack';

let isConnected = false;

/**
 * A site with a season, whichever spec runs: after 01-set-up there is nothing to do; alone, a spec sets up over HTTP.
 */
export async function connected( rest: Rest ): Promise< void > {
	if ( isConnected ) {
		return;
	}
	const tenants = await rest.get< unknown[] >( '/callboard/v1/tenants' );
	const hasSynced =
		tenants.status === 200 &&
		tenants.body.length > 0 &&
		( await allRuns( rest ) ).some( ( { state, kind } ) => state === 'succeeded' && kind === 'incremental' );
	if ( ! hasSynced ) {
		await connectSite();
		expectSuccess( await sync( rest ) );
	}
	isConnected = true;
}
