import { SyncFailure } from '../failure';
import type { RunContext } from './context';

/** Steps that bring nothing are given up after this many: WordPress would be asked for ever. */
const mostIdleSteps = 60;

/** Drives the listing’s rebuild: WordPress does the work, in steps short enough for any host. */
export async function rebuild( { lease, wordpress, beside, logger }: Pick< RunContext, 'lease' | 'wordpress' | 'beside' | 'logger' > ): Promise< void > {
	let before = '';
	let idle = 0;
	for (;;) {
		const step = await wordpress.rebuild( lease.ids );
		logger.info( { ...step }, 'rebuild step' );
		if ( step.finished ) {
			return;
		}
		await lease.beat( { phase: step.phase === 'verifying' || step.phase === 'comparing' ? 'checking' : 'rebuilding', done: step.done, total: step.total } );
		await beside.letPollBy();
		const now = `${ step.phase } ${ step.done }`;
		idle = now === before ? idle + 1 : 0;
		before = now;
		if ( idle >= mostIdleSteps ) {
			throw new SyncFailure( {
				kind: 'bug',
				code: 'rebuild_stuck',
				message: 'The rebuild of the listing does not get on.',
				actions: [ 'Run “wp callboard status” and report what it prints to the makers of Callboard.' ],
			} );
		}
	}
}
