import type { Call } from './context';
import { answerSubrequest, halted, type SubAnswer, type Subrequest } from './subrequest';

const ROLLED_BACK = 'The transaction was rolled back since another operation in the same transaction failed.';

class Rollback extends Error {}

interface Together {
	allows: ( url: string ) => boolean;
	isFailure: ( subrequest: Subrequest, answer: SubAnswer ) => boolean;
}

/** One transaction: the first failure takes back what went before, and halts what comes after (§3.1, §3.3). */
export function runTogether( call: Call, subrequests: Subrequest[], { allows, isFailure }: Together ): { answers: SubAnswer[]; isSuccessful: boolean } {
	const answers = new Map< string, SubAnswer >();
	let culprit: SubAnswer | undefined;
	try {
		call.writer.transaction( () => {
			for ( const subrequest of subrequests ) {
				const answer = answerSubrequest( call, subrequest, answers, allows );
				answers.set( subrequest.referenceId, answer );
				if ( isFailure( subrequest, answer ) ) {
					culprit = answer;
					throw new Rollback();
				}
			}
		} );
	} catch ( error ) {
		if ( ! ( error instanceof Rollback ) ) {
			throw error;
		}
	}
	const failed = culprit;
	return failed
		? {
				answers: subrequests.map( ( { referenceId } ) => ( referenceId === failed.referenceId ? failed : halted( referenceId, ROLLED_BACK ) ) ),
				isSuccessful: false,
			}
		: { answers: [ ...answers.values() ], isSuccessful: true };
}
