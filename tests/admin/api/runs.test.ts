import { Problem } from '../../../admin-src/api/problem';
import { fetchRunItems, fetchRuns } from '../../../admin-src/api/runs';
import { aRun } from '../builders';
import { FakeSite, Refusal } from '../site';

let site: FakeSite;
beforeEach( () => {
	site = new FakeSite().open();
} );

it( 'reads the total from the headers', async () => {
	site.on( 'GET /tenants/1/runs', [ aRun(), aRun( { id: 6 } ) ] );
	await expect( fetchRuns( 1, { page: 2, per_page: 20 } ) ).resolves.toMatchObject( { total: 2, pages: 1 } );
	expect( site.asked[ 0 ]?.query ).toEqual( { page: '2', per_page: '20' } );
} );

it( 'asks for an outcome only when one is chosen', async () => {
	site.on( 'GET /runs/7/items', [] );
	await fetchRunItems( 7, { page: 1, per_page: 50 } );
	await fetchRunItems( 7, { page: 1, per_page: 50, outcome: 'rejected' } );
	expect( site.asked.map( ( { query } ) => query.outcome ) ).toEqual( [ undefined, 'rejected' ] );
} );

it( 'turns a refusal of a page into a problem', async () => {
	site.on( 'GET /tenants/1/runs', new Refusal( 403, { code: 'rest_forbidden', message: 'Only administrators may manage Callboard.' } ) );
	const refused = fetchRuns( 1, { page: 1, per_page: 20 } );
	await expect( refused ).rejects.toBeInstanceOf( Problem );
	await expect( refused ).rejects.toMatchObject( { code: 'rest_forbidden', message: 'Only administrators may manage Callboard.' } );
} );
