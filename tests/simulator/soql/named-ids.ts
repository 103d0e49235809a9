import type { Scope } from './scope';
import type { Node } from './tree';
import { operatorOf } from './conditions';

function idsOf( node: Node ): number {
	if ( node.kind === 'and' ) {
		return Math.min( ...node.nodes.map( idsOf ) );
	}
	if ( node.kind !== 'leaf' || node.leaf.field.text.toLowerCase() !== 'id' || node.leaf.values.some( ( token ) => token.kind !== 'string' ) ) {
		return Infinity;
	}
	const operator = operatorOf( node.leaf );
	return operator === '=' || operator === 'IN' ? node.leaf.values.length : Infinity;
}

/** How many ids the conditions name at most; Infinity when they name none. */
export const namedIds = ( scope: Scope ): number => ( scope.query.where ? idsOf( scope.conditions( 'where' ) ) : Infinity );
