import type { Row } from '../org/store';
import type { Call } from '../rest/context';
import { fillJoins, MIRRORS } from './mirror';

type Rows = ( call: Call ) => Row[];

/** The rows behind both `/tooling/query` and, for what it also answers, `/query`. */
export const toolingRows: Readonly< Record< string, Rows > > = Object.fromEntries(
	Object.entries( MIRRORS ).map( ( [ object, rows ] ): [ string, Rows ] => [
		object,
		( call ) => {
			fillJoins( call.org );
			return rows( call.world );
		},
	] )
);
