import type { Fact } from './conditions';
import type { Leaf, Node } from './tree';

/** No matching row lies before (stamp, id), nor after `lastStamp`; ids alone are bounded too. */
export interface Bounds {
	stamp: string;
	/** Among the rows of exactly `stamp`. */
	id: string;
	lastStamp: string | null;
	idFrom: string;
	idTo: string | null;
}

const OPEN: Bounds = { stamp: '', id: '', lastStamp: null, idFrom: '', idTo: null };

type Facts = ReadonlyMap< Leaf, Fact >;

const LOWER = [ '=', '>', '>=' ];
const UPPER = [ '=', '<', '<=' ];

const idBounds = ( operator: string, id: string ): Bounds => ( {
	...OPEN,
	idFrom: LOWER.includes( operator ) ? id : '',
	idTo: UPPER.includes( operator ) ? id : null,
} );

/** `> TODAY` and `<= TODAY` reach to the end of the day; a single stamp ends with itself. */
function stampBounds( operator: string, from: string, end: string | null ): Bounds {
	const until = end ?? from;
	return {
		...OPEN,
		stamp: LOWER.includes( operator ) ? ( operator === '>' ? until : from ) : '',
		// After every row of the stamp itself: ids are below '~'.
		id: operator === '>' && end === null ? '~' : '',
		lastStamp: UPPER.includes( operator ) ? ( operator === '<' ? from : until ) : null,
	};
}

function leafBounds( fact: Fact | undefined ): Bounds {
	const [ literal, more ] = fact?.literals ?? [];
	if ( ! fact || more || typeof literal?.value !== 'string' ) {
		return OPEN;
	}
	if ( fact.field.type === 'id' ) {
		return idBounds( fact.operator, literal.value );
	}
	return fact.field.name === 'SystemModstamp' ? stampBounds( fact.operator, literal.value, typeof literal.until === 'string' ? literal.until : null ) : OPEN;
}

const later = ( a: Bounds, b: Bounds ): boolean => a.stamp > b.stamp || ( a.stamp === b.stamp && a.id > b.id );
const lowest = ( values: ( string | null )[] ): string | null => values.reduce( ( a, b ) => ( a === null ? b : b === null || a < b ? a : b ), null );
const highest = ( values: ( string | null )[] ): string | null =>
	values.includes( null ) ? null : values.reduce( ( a, b ) => ( a === null || ( b !== null && b > a ) ? b : a ), null );

function intersect( all: Bounds[] ): Bounds {
	const start = all.reduce( ( a, b ) => ( later( b, a ) ? b : a ), OPEN );
	const idFrom = all.reduce( ( id, one ) => ( one.idFrom > id ? one.idFrom : id ), '' );
	const lastStamp = lowest( all.map( ( one ) => one.lastStamp ) );
	// One stamp alone: the id bound goes on where the last page ended (§8.3).
	const id = start.stamp !== '' && start.stamp === lastStamp && idFrom > start.id ? idFrom : start.id;
	return { stamp: start.stamp, id, lastStamp, idFrom, idTo: lowest( all.map( ( one ) => one.idTo ) ) };
}

function unite( all: Bounds[] ): Bounds {
	const [ first = OPEN, ...rest ] = all;
	const start = rest.reduce( ( a, b ) => ( later( a, b ) ? b : a ), first );
	return {
		stamp: start.stamp,
		id: start.id,
		lastStamp: highest( all.map( ( one ) => one.lastStamp ) ),
		idFrom: rest.reduce( ( id, one ) => ( one.idFrom < id ? one.idFrom : id ), first.idFrom ),
		idTo: highest( all.map( ( one ) => one.idTo ) ),
	};
}

export function boundsOf( node: Node | null, facts: Facts ): Bounds {
	if ( node === null || node.kind === 'not' ) {
		return OPEN;
	}
	if ( node.kind === 'leaf' ) {
		return leafBounds( facts.get( node.leaf ) );
	}
	const all = node.nodes.map( ( one ) => boundsOf( one, facts ) );
	return node.kind === 'and' ? intersect( all ) : unite( all );
}
