/** The arithmetic of the report: days into weeks, and what was seen against what was promised. */
import { CHANGES } from '../events/org.mjs';

const sum = ( list, of ) => list.reduce( ( total, one ) => total + of( one ), 0 );

/** Of some days. */
export function sumsOf( days ) {
	const runs = days.flatMap( ( day ) => day.runs );
	const counted = ( name ) => sum( runs, ( { counts } ) => counts[ name ] ?? 0 );
	return {
		days: days.length,
		inStep: days.filter( ( { differed } ) => differed.length === 0 ).length,
		stoodStill: days.filter( ( { stoodStill } ) => stoodStill !== null ).length,
		edits: sum( days, ( { edits } ) => sum( Object.values( edits ), ( n ) => n ) ),
		runs: runs.length,
		failed: runs.filter( ( { state } ) => state === 'failed' ).length,
		created: counted( 'created' ),
		updated: counted( 'updated' ),
		withdrawn: counted( 'withdrawn' ),
		brakes: sum( days, ( { brakes } ) => brakes ),
		heldAtTheEnd: days.at( -1 )?.held ?? 0,
		calls: sum( days, ( { calls } ) => calls ),
		mostCalls: Math.max( 0, ...days.map( ( { calls } ) => calls ) ),
	};
}

export const weeksOf = ( days ) => Array.from( { length: Math.ceil( days.length / 7 ) }, ( _, n ) => days.slice( n * 7, n * 7 + 7 ) );

/** How often each kind of edit was made. */
export function editsByKind( days ) {
	const made = {};
	for ( const { edits } of days ) {
		Object.entries( edits ).forEach( ( [ kind, n ] ) => ( made[ kind ] = ( made[ kind ] ?? 0 ) + n ) );
	}
	return made;
}

// Visits are hourly from seven to five; what is due each hour comes with nearly each of them.
const EACH_HOUR = 10;

/**
 * What must have happened: `{ name, seen, due }`. `promised`: name → acts; `acts`: those that the calendar has for these days.
 * What the timetable brings is counted on days on which both sides could be reached, the first aside.
 */
export function checksOf( { days, evidence, acts, promised } ) {
	const byCalendar = Object.entries( promised ).map( ( [ name, names ] ) => ( {
		name,
		seen: evidence[ name ] ?? 0,
		due: acts.filter( ( { act } ) => names.includes( act ) ).length,
	} ) );
	const plain = days.slice( 1 ).filter( ( { stoodStill } ) => stoodStill === null );
	const went = ( list, trigger, kind ) =>
		sum( list, ( { runs } ) => runs.filter( ( run ) => run.trigger === trigger && run.kind === kind && run.state === 'succeeded' ).length );
	const plants = acts.filter( ( { act } ) => act === 'plantClockNights' ).length;
	const made = editsByKind( days );
	return [
		{ name: 'kinds of edits', seen: CHANGES.filter( ( kind ) => made[ kind ] > 0 ).length, due: days.length >= 42 ? CHANGES.length : 10 },
		{ name: 'nightly comparisons of all ids', seen: went( plain, 'nightly', 'reconciliation' ), due: plain.length },
		{ name: 'hourly comparisons of ids where a parent is in the filter', seen: went( plain, 'hourly', 'reconciliation' ), due: EACH_HOUR * plain.length },
		{ name: 'hourly readings of what moves without a stamp', seen: went( plain, 'hourly', 'refresh' ), due: EACH_HOUR * plain.length },
		{ name: 'scheduled readings of all again', seen: went( days, 'schedule', 'backfill' ), due: Math.floor( days.length / 7 ) },
		// In each of three zones one performance before and three after.
		...[
			[ 'before', 3 ],
			[ 'after', 9 ],
		].map( ( [ side, each ] ) => ( {
			name: `performances ${ side } a clock change, at their time`,
			seen: evidence[ `performances ${ side } a clock change, at their time` ] ?? 0,
			due: each * plants,
		} ) ),
		...byCalendar,
	].filter( ( { due } ) => due > 0 );
}

/** Days in step, everything seen, nothing left open. */
export function isGood( { days, checks, incidents, drift } ) {
	return (
		days.every( ( { differed } ) => differed.length === 0 ) &&
		checks.every( ( { seen, due } ) => seen >= due ) &&
		incidents.every( ( { until } ) => until !== null ) &&
		drift.every( ( { repaired } ) => repaired !== null )
	);
}
