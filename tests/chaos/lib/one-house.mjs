/**
 * A process with a house of its own, for houses.mjs: it is asked for one schedule after another, and at last whether the
 * verdict sees what it must.
 */
import { main } from '../../stack/lib/process.mjs';
import { openHouse } from './house.mjs';
import { blindSpots, play } from './schedule.mjs';

async function answer( house, { seed } ) {
	if ( seed === undefined ) {
		return { missed: await blindSpots( house ) };
	}
	const sums = {};
	const begun = performance.now();
	const result = await play( house, seed, ( what, n = 1 ) => ( sums[ what ] = ( sums[ what ] ?? 0 ) + n ) );
	return { ...result, sums, ms: performance.now() - begun };
}

/** Who asks may end first: then this house ends too. */
const theEnd = new Promise( ( resolve ) => process.once( 'disconnect', resolve ) );

await main( async () => {
	const house = await openHouse( { wordpress: process.argv[ 2 ] } );
	process.on( 'message', async ( question ) => {
		process.send( await answer( house, question ).catch( ( error ) => ( { failure: error?.stack ?? String( error ) } ) ) );
	} );
	process.send( {} );
	await theEnd;
} );
