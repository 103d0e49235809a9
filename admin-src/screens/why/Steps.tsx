import { __, sprintf } from '@wordpress/i18n';
import type { FieldTrace } from '../../../sync-worker/src/mapping';
import { inWords } from '../../format/values';

function endInWords( { end }: FieldTrace ): string {
	switch ( end.state ) {
		case 'sent':
			/* translators: %s: a value */
			return sprintf( __( 'Sent to the site: %s', 'callboard' ), inWords( end.value ) );
		case 'kept':
			return __( 'Empty in Salesforce: what the site has is kept.', 'callboard' );
		case 'unreadable':
			/* translators: %s: API name of a field */
			return sprintf( __( 'The integration user may not read %s: what the site has is kept.', 'callboard' ), end.path );
		default:
			/* translators: %s: what is wrong, as the end of a sentence */
			return sprintf( __( 'Refused: the value %s', 'callboard' ), end.fault.words );
	}
}

/** From what Salesforce said to what was sent, step by step. */
export function Steps( { trace }: { trace: FieldTrace } ) {
	return (
		<ol className="callboard-steps">
			{ Object.entries( trace.raw ).map( ( [ path, value ] ) => (
				<li key={ path }>
					<code>{ path }</code>: { inWords( value ) }
				</li>
			) ) }
			{ trace.steps.map( ( step, index ) => (
				<li key={ index }>
					<code>{ step.name }</code>: { inWords( step.before ) } → { inWords( step.after ) }
				</li>
			) ) }
			<li>{ endInWords( trace ) }</li>
		</ol>
	);
}
