/**
 * WordPress against the oracle, promise by promise. Every difference in words; an empty list when all is well.
 */
import { compareStored, publishedOf, storedPerformance } from '../../demo/lib/verify.mjs';
import { twinKey } from './oracle.mjs';

/** What each public listing of a performance says: id → key. */
function saidInPublic( { records } ) {
	const { published, idOfPost } = publishedOf( records );
	const rows = published.filter( ( { mapping_id: mapping } ) => mapping === 'performances' );
	return new Map( rows.map( ( row ) => [ row.sf_id, twinKey( storedPerformance( row, idOfPost ), row.meta.callboard_natural_key?.[ 0 ] ) ] ) );
}

/**
 * A twin is held for a person, never published unasked: one of each group is public, each other stands as held. Where the
 * listing of a record without a date still says the same, all of them are: beside it they would be on the page twice.
 * One that was public before it became a twin stays as it was, since nothing proves that it should go (promise 5).
 */
function heldTwins( { twinKeys }, stored, nameless, separate ) {
	const held = new Set( stored.records.filter( ( { state } ) => state === 'held' ).map( ( { sf_id: id } ) => id ) );
	const said = saidInPublic( stored );
	const undatedOf = new Map( [ ...nameless ].filter( ( id ) => said.has( id ) ).map( ( id ) => [ said.get( id ), id ] ) );
	const groups = new Map();
	twinKeys.forEach( ( key, id ) => key !== null && groups.set( key, [ ...( groups.get( key ) ?? [] ), id ] ) );
	const aside = new Set();
	const doubled = [];
	for ( const [ key, ids ] of groups ) {
		const undatedId = undatedOf.get( key );
		const waiting = ids.filter( ( id ) => held.has( id ) ).slice( 0, ids.length - ( undatedId === undefined ? 1 : 0 ) );
		waiting.forEach( ( id ) => aside.add( id ) );
		const saying = ids.filter( ( id ) => said.get( id ) === key && ! separate.has( id ) );
		const [ first, ...others ] = undatedId === undefined ? saying : [ undatedId, ...saying ];
		doubled.push( ...others.map( ( id ) => `${ id } is public beside the listing of ${ first }, which says the same.` ) );
	}
	return { aside, doubled };
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

/**
 * `separate`: ids of twins that a person has listed beside the other.
 *
 * @return {{ differed: string[], held: string[] }}
 */
export function verdict( expected, stored, separate = new Set() ) {
	const nameless = new Set( undated( expected ) );
	const { aside, doubled } = heldTwins( expected, stored, nameless, separate );
	const left = new Set( [ ...nameless, ...aside ] );
	const truth = { ...expected, performances: expected.performances.filter( ( { id } ) => ! aside.has( id ) ) };
	const records = stored.records.filter( ( { sf_id: id } ) => ! left.has( id ) );
	return {
		held: [ ...aside ],
		differed: [
			...doubled,
			...compareStored( truth, { ...stored, records } ),
			...compareIndex(
				truth.performances,
				stored.index.filter( ( { id } ) => ! left.has( id ) )
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
