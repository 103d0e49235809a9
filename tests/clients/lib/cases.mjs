/**
 * Cases in order, counted; one that hangs has failed.
 */
import { sumCounts } from '../../stack/lib/counts.mjs';
import { green, red, say, seconds } from '../../stack/lib/say.mjs';

const PATIENCE_MS = 90_000;

async function within( ms, work ) {
	let timer;
	const late = new Promise( ( _resolve, reject ) => {
		timer = setTimeout( () => reject( new Error( `No answer within ${ ms / 1000 } s.` ) ), ms );
	} );
	try {
		return await Promise.race( [ work(), late ] );
	} finally {
		clearTimeout( timer );
	}
}

export class Cases {
	counts = { passed: 0, failed: 0 };

	/** What another runner counted. */
	add( counts ) {
		this.counts = sumCounts( [ this.counts, counts ] );
	}

	/** One of many small cases: said only when there is something wrong. */
	count( name, problems ) {
		if ( problems.length === 0 ) {
			this.counts.passed++;
			return;
		}
		this.counts.failed++;
		say( `${ red( '✗' ) } ${ name }\n${ problems.map( ( one ) => `    ${ one }` ).join( '\n' ) }` );
	}

	/** Whether the case passed: what follows may depend on it. */
	async check( name, work, patienceMs = PATIENCE_MS ) {
		const started = performance.now();
		const took = () => `(${ seconds( performance.now() - started ) })`;
		try {
			await within( patienceMs, work );
			this.counts.passed++;
			say( `${ green( '✓' ) } ${ name } ${ took() }` );
			return true;
		} catch ( error ) {
			this.counts.failed++;
			say( `${ red( '✗' ) } ${ name } ${ took() }\n${ error?.stack ?? error }` );
			return false;
		}
	}
}
