import { __, sprintf } from '@wordpress/i18n';
import type { History } from '../../../sync-worker/src/contract/types';
import { dateAndTime } from '../../format/time';
import { fieldAtAGlance } from '../../format/values';

type Field = History[ 'fields' ][ number ];

function kindInWords( { kind, run_id: runId, by }: Field[ 'changes' ][ number ] ): string {
	switch ( kind ) {
		case 'sync':
			/* translators: %d: number of a run */
			return runId === null ? __( 'sync', 'callboard' ) : sprintf( __( 'sync %d', 'callboard' ), runId );
		case 'override':
			/* translators: %s: name of a person */
			return by === null ? __( 'overridden', 'callboard' ) : sprintf( __( 'overridden by %s', 'callboard' ), by );
		default:
			return __( 'override lifted', 'callboard' );
	}
}

/** What the field said before, newest first. */
export function Past( { field }: { field: Field } ) {
	return field.changes.length === 0 ? null : (
		<ul className="callboard-past">
			{ field.changes.map( ( change, index ) => (
				<li key={ index }>
					{ dateAndTime( change.at_ms ) } ({ kindInWords( change ) }): { fieldAtAGlance( field.target, change.before ) } →{ ' ' }
					{ fieldAtAGlance( field.target, change.after ) }
				</li>
			) ) }
		</ul>
	);
}
