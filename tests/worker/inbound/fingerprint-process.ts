import { readFileSync } from 'node:fs';
import { fingerprint } from '../../../sync-worker/src/inbound/fingerprint';

const samples: Parameters< typeof fingerprint >[ 1 ][] = JSON.parse( readFileSync( 0, 'utf8' ) );
process.stdout.write( JSON.stringify( samples.map( ( sample ) => fingerprint( 3, sample ) ) ) );
