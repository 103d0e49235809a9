import { __ } from '@wordpress/i18n';
import type { RunItem } from '../../../sync-worker/src/contract/types';
import { fieldInWords } from '../../format/values';

type Change = NonNullable< RunItem[ 'diff' ] >[ number ];

const shown = ( field: string, value: string | null ) => ( value === null || value === '' ? __( '(empty)', 'callboard' ) : fieldInWords( field, value ) );

/** What would change in one listing, field by field; said in words too, since struck-out text looks so and sounds like any other. */
export function DiffList( { diff }: { diff: readonly Change[] } ) {
	return (
		<ul className="callboard-diff">
			{ diff.map( ( { field, label, before, after } ) => (
				<li key={ field }>
					<strong>{ label }</strong> <span className="screen-reader-text">{ __( 'now:', 'callboard' ) }</span> <del>{ shown( field, before ) }</del>{ ' ' }
					<span className="screen-reader-text">{ __( 'afterwards:', 'callboard' ) }</span> <ins>{ shown( field, after ) }</ins>
				</li>
			) ) }
		</ul>
	);
}
