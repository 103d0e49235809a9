import { headerOf, type Ask } from '../http/message';
import { normaliseId } from '../org/ids';
import type { Assign } from '../org/assignment';
import type { WriteOptions } from '../org/write';

/** TRUE, FALSE or the id of a rule; without the header the active rule applies. */
function assignOf( ask: Ask ): Assign {
	const text = headerOf( ask, 'sforce-auto-assign' )?.trim() ?? 'TRUE';
	return normaliseId( text ) ?? text.toUpperCase() !== 'FALSE';
}

/** What the headers of one request, or of one subrequest, ask of its writes (§2.1). */
export const writeOptionsOf = ( ask: Ask ): WriteOptions => ( {
	allowDuplicates: /allowSave\s*=\s*true/i.test( headerOf( ask, 'sforce-duplicate-rule-header' ) ?? '' ),
	assign: assignOf( ask ),
} );
