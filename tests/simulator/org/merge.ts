import { badRequest } from '../http/errors';
import { touched } from './new-row';
import type { Org } from './org';
import { refuseLocked, type Removal } from './removal';
import { RULES } from './rules';
import { findField } from './schema';
import type { Actor, Row } from './store';

interface Merge {
	winner: Row;
	losers: Row[];
}

function refuseImpossible( org: Org, { winner, losers }: Merge ): void {
	const { object } = org.store.table( winner.type );
	if ( ! object.mergeable ) {
		throw badRequest( 'INVALID_OPERATION', `Merge is not supported for ${ object.name }` );
	}
	if ( losers.length === 0 || losers.length > 2 || losers.includes( winner ) || new Set( losers ).size < losers.length ) {
		throw badRequest( 'INVALID_OPERATION', 'A merge takes one master and one or two other records' );
	}
}

/** What a child may hang on once only. */
const ONCE: Readonly< Record< string, string > > = { CampaignMember: 'CampaignId', ContentDocumentLink: 'ContentDocumentId' };

/** Where winner and loser are both members of a campaign, or both have a file, the winner's stays. */
function isSecond( org: Org, child: Row, field: string, winner: Row ): boolean {
	const other = ONCE[ child.type ];
	const siblings = other === undefined ? [] : org.store.table( child.type ).childrenOf( field, winner.id );
	return other !== undefined && siblings.some( ( row ) => ! row.deleted && row.values[ other ] === child.values[ other ] );
}

/** Moving is system work: SystemModstamp alone moves (§8.1, §8.4). */
function moveChildren( org: Org, actor: Actor, removal: Removal, { winner, loser }: { winner: Row; loser: Row } ): void {
	for ( const [ field, child ] of removal.referrers( loser ) ) {
		if ( child.deleted || child === winner ) {
			continue;
		}
		refuseLocked( org, child );
		if ( isSecond( org, child, field.name, winner ) ) {
			removal.bury( child, null );
			continue;
		}
		const before = child.values;
		const values = { ...before, [ field.name ]: winner.id, SystemModstamp: org.clock.stamp() };
		const { object } = org.store.table( child.type );
		if ( child.type === 'CampaignMember' ) {
			RULES[ child.type ]?.derive?.( { org, actor, object, id: child.id, values, previous: before, given: new Set() } );
		}
		org.store.change( child, { values } );
		RULES[ child.type ]?.follow?.( { org, actor, id: child.id, before, after: values } );
	}
}

/** The losers are deleted and point at the winner; their children move to it (§8.4). */
export function mergeRows( org: Org, actor: Actor, removal: Removal, merge: Merge ): void {
	refuseImpossible( org, merge );
	const { winner, losers } = merge;
	for ( const loser of losers ) {
		moveChildren( org, actor, removal, { winner, loser } );
		if ( findField( org.store.table( loser.type ).object, 'MasterRecordId' ) ) {
			org.store.change( loser, { values: { ...loser.values, MasterRecordId: winner.id } } );
		}
		removal.bury( loser, winner.id );
	}
	org.store.change( winner, { values: { ...winner.values, ...touched( org.clock, actor ) } } );
}
