/**
 * The Pub/Sub client, which needs Node 22: fetched once into the cache.
 */
import { join } from 'node:path';
import { cached } from '../../stack/lib/cache.mjs';
import { must } from '../../stack/lib/process.mjs';
import { step } from '../../stack/lib/say.mjs';

const CLIENT = 'salesforce-pubsub-api-client@5.5.2';
/** The next one forgets to name `underscore` among its dependencies (§9.5). */
const AVRO = 'avro-js@1.12.1';

export async function pubSubClientFolder() {
	const folder = await cached( join( 'clients', 'pubsub-5.5.2' ), ( draft ) =>
		step( `Fetching ${ CLIENT } (once; kept in the cache)`, () =>
			must( 'npm', [ 'install', '--prefix', draft, '--no-audit', '--no-fund', '--no-save', '--ignore-scripts', CLIENT, AVRO ] )
		)
	);
	return join( folder, 'node_modules/salesforce-pubsub-api-client' );
}
