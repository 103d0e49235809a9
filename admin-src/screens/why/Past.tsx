import { __ } from '@wordpress/i18n';
import type { History } from '../../../sync-worker/src/contract/types';
import { dateAndTime } from '../../format/time';
import { inWords } from '../../format/values';

type Field = History[ 'fields' ][ number ];

function kindInWords( { kind, run_id: runId, by }: Field[ 'changes' ][ number ] ): string {
	switch ( kind ) {
		case 'sync':
			return `${ __( 'sync', 'callboard' ) } ${ runId ?? '' }`;
		case 'override':
			return `${ __( 'overridden', 'callboard' ) } ${ by ?? '' }`;
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
					{ dateAndTime( change.at_ms ) } ({ kindInWords( change ).trim() }): { inWords( change.before ) } → { inWords( change.after ) }
				</li>
			) ) }
		</ul>
	);
}
