import { __ } from '@wordpress/i18n';
import type { RunItem } from '../../../sync-worker/src/contract/types';

export interface Cause {
	code: string;
	title: string;
	actions: string[];
	items: RunItem[];
}

const codeOf = ( item: RunItem ) => item.failure?.code ?? item.outcome;

/** Causes that occur in many records have a heading that names none of them. */
function titleOf( code: string, first: RunItem ): string {
	switch ( code ) {
		case 'waiting':
			return __( 'Waiting for their show', 'callboard' );
		case 'held':
		case 'twin_held':
			return __( 'The same show twice in Salesforce', 'callboard' );
		case 'value_too_long':
			return __( 'A text is too long', 'callboard' );
		case 'required_value_missing':
			return __( 'Something no show can be without is empty', 'callboard' );
		default:
			return first.failure?.message ?? __( 'Needs a person', 'callboard' );
	}
}

const actionsOf = ( item: RunItem ) =>
	item.failure?.actions ??
	( item.outcome === 'waiting'
		? [ __( 'Nothing to do if the show is new. Otherwise check in Salesforce that the show is active.', 'callboard' ) ]
		: [ __( 'Open the record in Salesforce and decide.', 'callboard' ) ] );

/** Records grouped by cause, the most frequent first; each cure is said once. */
export function groupByCause( items: RunItem[] ): Cause[] {
	const causes = new Map< string, Cause >();
	for ( const item of items ) {
		const code = codeOf( item );
		const cause = causes.get( code ) ?? { code, title: titleOf( code, item ), actions: [], items: [] };
		cause.actions.push( ...actionsOf( item ).filter( ( action ) => ! cause.actions.includes( action ) ) );
		cause.items.push( item );
		causes.set( code, cause );
	}
	return [ ...causes.values() ].sort( ( a, b ) => b.items.length - a.items.length );
}
