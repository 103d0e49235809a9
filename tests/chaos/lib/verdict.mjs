/**
 * WordPress against the oracle, promise by promise. Every difference in words; an empty list when all is well.
 */
import { compareStored } from '../../demo/lib/verify.mjs';

/** A twin is held for a person, never published unasked: one of each group is public, each other stands as held. */
function heldTwins( { twins }, { records } ) {
	const held = new Set( records.filter( ( { state } ) => state === 'held' ).map( ( { sf_id: id } ) => id ) );
	return new Set( twins.flatMap( ( ids ) => ids.filter( ( id ) => held.has( id ) ).slice( 0, ids.length - 1 ) ) );
}

function compareIndex( performances, index ) {
	const wrong = [];
	const rows = new Map();
	for ( const row of index ) {
		if ( rows.has( row.id ) ) {
			wrong.push( `Listing index: ${ row.id } stands there twice.` );
		}
		rows.set( row.id, row );
	}
	for ( const { id, start, sale } of performances ) {
		const row = rows.get( id );
		rows.delete( id );
		if ( row === undefined ) {
			wrong.push( `Listing index: ${ id } is missing.` );
		} else if ( row.start !== start || row.sale !== sale ) {
			wrong.push( `Listing index: ${ id } starts at ${ row.start } (${ row.sale }), the org says ${ start } (${ sale }).` );
		}
	}
	rows.forEach( ( { id } ) => wrong.push( `Listing index: ${ id ?? 'a post of no record' } stands there and should not.` ) );
	return wrong;
}

/** Performances without a date cannot be listed; what was listed before stays as it was, and they are named with their cause. */
const undated = ( { unlistable } ) => unlistable.filter( ( { cause } ) => cause === 'has no date' ).map( ( { id } ) => id );

/** @return {{ differed: string[], held: string[] }} */
export function verdict( expected, stored ) {
	const aside = heldTwins( expected, stored );
	const nameless = new Set( undated( expected ) );
	const truth = { ...expected, performances: expected.performances.filter( ( { id } ) => ! aside.has( id ) ) };
	const records = stored.records.filter( ( { sf_id: id } ) => ! nameless.has( id ) );
	return {
		held: [ ...aside ],
		differed: [
			...compareStored( truth, { ...stored, records } ),
			...compareIndex(
				truth.performances,
				stored.index.filter( ( { id } ) => ! nameless.has( id ) )
			),
			...[ ...nameless ].filter( ( id ) => ! stored.named.has( id ) ).map( ( id ) => `${ id } is neither listed nor named with its cause.` ),
		],
	};
}

/** Promise 3, and the words of editors: what must not have changed between two looks. */
export function regressions( before, after ) {
	const wrong = [];
	for ( const [ id, [ stamp, read ] ] of before ) {
		const now = after.get( id );
		if ( now === undefined ) {
			wrong.push( `${ id } has left the ledger.` );
		} else if ( now[ 0 ] < stamp || ( now[ 0 ] === stamp && now[ 1 ] < read ) ) {
			wrong.push( `${ id } went back from version ${ stamp }/${ read } to ${ now[ 0 ] }/${ now[ 1 ] }.` );
		}
	}
	return wrong;
}
