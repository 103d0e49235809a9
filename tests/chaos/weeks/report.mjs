/**
 * The sign-off: what a person reads before a house goes live.
 */
import { incidentsOf, inTime } from './healing.mjs';
import { checksOf, editsByKind, isGood, sumsOf, weeksOf } from './sums.mjs';

const cell = ( text ) => String( text ).replaceAll( '|', '\\|' ).replaceAll( '\n', ' ' );
const table = ( head, rows ) => [
	`| ${ head.join( ' | ' ) } |`,
	`|${ '---|'.repeat( head.length ) }`,
	...rows.map( ( row ) => `| ${ row.map( cell ).join( ' | ' ) } |` ),
];
const section = ( title, lines ) => ( lines.length > 0 ? [ `## ${ title }`, '', ...lines, '' ] : [] );
const when = ( ms ) => `${ new Date( ms ).toISOString().slice( 0, 16 ).replace( 'T', ' ' ) }`;
const figure = ( n ) => n.toLocaleString( 'en-US' );
const plural = ( n, word ) => `${ figure( n ) } ${ word }${ n === 1 ? '' : 's' }`;

/** How a day ended. */
const ending = ( { differed, stoodStill } ) => {
	if ( differed.length > 0 ) {
		return `**${ plural( differed.length, 'difference' ) }**`;
	}
	return stoodStill === null ? 'in step' : `stood as it was, ${ stoodStill } away`;
};

const causes = ( runs ) =>
	[ ...new Set( runs.filter( ( { state } ) => state === 'failed' ).map( ( { failure } ) => failure?.code ?? 'unknown' ) ) ].join( ', ' );

const dayRow = ( day ) => {
	const sums = sumsOf( [ day ] );
	return [
		`${ day.weekday } ${ day.date }`,
		sums.edits,
		sums.runs,
		sums.failed > 0 ? `${ sums.failed } (${ causes( day.runs ) })` : 0,
		`${ sums.created } / ${ sums.updated } / ${ sums.withdrawn }`,
		day.held,
		day.brakes,
		sums.calls,
		ending( day ),
		day.says.join( '; ' ),
	];
};

const weekRow = ( { days, incidents, drift }, n ) => {
	const sums = sumsOf( days );
	const within = ( ms ) => ms >= Date.parse( `${ days[ 0 ].date }T00:00:00Z` ) && ms < Date.parse( `${ days.at( -1 ).date }T24:00:00Z` );
	const mine = incidents.filter( ( { from } ) => within( from ) );
	return [
		n + 1,
		sums.edits,
		sums.runs,
		sums.failed,
		mine.filter( ( { until, byPerson } ) => until !== null && ! byPerson ).length,
		mine.filter( ( { byPerson } ) => byPerson ).length,
		`${ sums.created } / ${ sums.updated } / ${ sums.withdrawn }`,
		sums.heldAtTheEnd,
		sums.brakes,
		drift.filter( ( { at } ) => within( at ) ).length,
		`${ figure( Math.round( sums.calls / sums.days ) ) } (most ${ figure( sums.mostCalls ) })`,
		`${ sums.inStep } of ${ sums.days }`,
	];
};

const incidentRow = ( { from, until, codes, runs, byPerson } ) => [
	when( from ),
	codes.join( ', ' ),
	runs,
	until === null ? '**not yet**' : inTime( until - from ),
	byPerson ? 'a person' : 'itself',
];

export function summary( { days, incidents, handovers, drift, held } ) {
	const sums = sumsOf( days );
	const healed = incidents.filter( ( { until, byPerson } ) => until !== null && ! byPerson );
	const longest = Math.max( 0, ...drift.map( ( { at, repaired } ) => ( repaired ?? Infinity ) - at ) );
	return [
		`${ sums.inStep } of ${ plural( sums.days, 'day' ) } ended as they should: ${ sums.days - sums.stoodStill } could end in step with Salesforce, on ${ sums.stoodStill } one side was away through the night`,
		`${ plural( sums.edits, 'edit' ) } in Salesforce; ${ plural( sums.runs, 'run' ) }, of which ${ figure( sums.failed ) } failed`,
		`${ plural( incidents.length, 'incident' ) }: ${ healed.length } healed by themselves, ${ incidents.filter( ( { byPerson } ) => byPerson ).length } once a person had done what was asked of them`,
		`${ plural( handovers.length, 'run' ) } went from one worker to another, ${ handovers.filter( ( { takeovers } ) => takeovers > 0 ).length } of them because the first had died`,
		`${ plural( drift.length, 'listing' ) } written to by raw SQL${ drift.length > 0 ? `, each repaired within ${ Number.isFinite( longest ) ? inTime( longest ) : '**— not all of them**' }` : '' }`,
		`${ plural( held.length, 'record' ) } held as twins, ${ sums.heldAtTheEnd } of them still at the end; ${ plural( sums.brakes, 'withheld withdrawal' ) } let go by a person`,
		`${ figure( sums.calls ) } API calls, ${ figure( Math.round( sums.calls / Math.max( 1, sums.days ) ) ) } a day, ${ figure( sums.mostCalls ) } at most`,
	];
}

/** `{ days, incidents, handovers, drift, held, people, checks, isGood }` of a life and its days. */
export function findings( life, days, { acts, promised } ) {
	const incidents = incidentsOf( { runs: days.flatMap( ( { runs } ) => runs ), visits: life.visits, people: life.people } );
	const found = { days, incidents, handovers: life.handovers, drift: life.drift, held: [ ...life.held.values() ], people: life.people };
	const checks = checksOf( { days, evidence: life.evidence, acts, promised } );
	return { ...found, checks, isGood: isGood( { ...found, checks } ) };
}

export function report( found, { command, weeks, kept } ) {
	const { days, incidents, handovers, drift, held, people, checks } = found;
	const wrong = days.filter( ( { differed } ) => differed.length > 0 );
	const unseen = checks.filter( ( { seen, due } ) => seen < due );
	const verdict = found.isGood
		? 'Everything that was to happen happened, and WordPress was in step at the end of every day on which both sides could be reached; on the others it stood as it was. **These weeks can be signed off.**'
		: `**These weeks cannot be signed off:** ${ [ wrong.length > 0 && `${ plural( wrong.length, 'day' ) } ended out of step`, unseen.length > 0 && `not seen often enough: ${ unseen.map( ( { name } ) => name ).join( '; ' ) }`, incidents.some( ( { until } ) => until === null ) && 'an incident is still open', drift.some( ( { repaired } ) => repaired === null ) && 'a listing is still not repaired' ].filter( Boolean ).join( '; ' ) }.`;
	return [
		`# Callboard: ${ plural( weeks, 'week' ) } of a season, ${ days[ 0 ].date } to ${ days.at( -1 ).date }`,
		'',
		verdict,
		'',
		...summary( found ).map( ( line ) => `- ${ line }.` ),
		'',
		...section(
			'Week by week',
			table(
				[
					'Week',
					'Edits',
					'Runs',
					'Failed runs',
					'Healed by itself',
					'Healed with a person',
					'Created / updated / withdrawn',
					'Held at its end',
					'Brakes',
					'Drift',
					'API calls a day',
					'Days as they should be',
				],
				weeksOf( days ).map( ( list, n ) => weekRow( { days: list, incidents, drift }, n ) )
			)
		),
		...wrong.flatMap( ( day ) =>
			section(
				`Out of step: ${ day.date }`,
				day.differed.slice( 0, 20 ).map( ( words ) => `- ${ words }` )
			)
		),
		...section(
			'What went wrong, and how long until all was well again',
			incidents.length > 0 ? table( [ 'First seen', 'As', 'Failed runs', 'Well again after', 'By' ], incidents.map( incidentRow ) ) : []
		),
		...section(
			'Runs that another worker ended',
			handovers.length > 0
				? table(
						[ 'When', 'What happened', 'Run', 'Ended after' ],
						handovers.map( ( { from, until, kind, how } ) => [ when( from ), how, kind, inTime( until - from ) ] )
					)
				: []
		),
		...section(
			'Drift: listings written to past every lock',
			drift.length > 0
				? table(
						[ 'When', 'Listing', 'What', 'Repaired after' ],
						drift.map( ( { at, id, title, what, repaired } ) => [
							when( at ),
							`${ title } (${ id })`,
							what,
							repaired === null ? '**not yet**' : inTime( repaired - at ),
						] )
					)
				: []
		),
		...section(
			'Held for a person',
			held.length > 0
				? table(
						[ 'Since', 'Record', 'Why', 'Until' ],
						held.map( ( { since, id, title, sentence, until, decision } ) => [
							when( since ),
							`${ title ?? '' } (${ id })`,
							sentence,
							until === null ? 'held at the end' : `${ when( until ) }${ decision === null ? ', settled in Salesforce' : `: ${ decision }` }`,
						] )
					)
				: []
		),
		...section(
			'What people had to do',
			people.map( ( { at, what } ) => `- ${ when( at ) }: somebody ${ what }.` )
		),
		...section(
			'What these weeks were to contain',
			table(
				[ 'What', 'Seen', 'At least', '' ],
				checks.map( ( { name, seen, due } ) => [ name, figure( seen ), figure( due ), seen >= due ? '✓' : '**✗**' ] )
			)
		),
		...section(
			'Edits in Salesforce by kind',
			table(
				[ 'Edit', 'Times' ],
				Object.entries( editsByKind( days ) )
					.sort( ( [ , a ], [ , b ] ) => b - a )
					.map( ( [ kind, n ] ) => [ kind, figure( n ) ] )
			)
		),
		...section(
			'Day by day',
			table(
				[ 'Day', 'Edits', 'Runs', 'Failed', 'Created / updated / withdrawn', 'Held', 'Brakes', 'API calls', 'At its end', 'What happened' ],
				days.map( dayRow )
			)
		),
		...section(
			'What the database keeps at the end',
			kept.map( ( { name, rows } ) => `- ${ name }: ${ plural( rows, 'row' ) }` )
		),
		'All times are UTC. In step: every record that the org says is public is on the page once, with its words, its time of day and its status, and nothing else is; what editors wrote stands. Incident: from the first failure that a worker met to the moment when everything that had failed had gone well again, in simulated time. Held: a record with the same title, production, venue, beginning and code as another. Brake: withdrawals above the limit, which wait for a person.',
		'',
		`Played again with \`${ command }\`.`,
		'',
		'---',
		'',
		found.isGood
			? `**Signed off:** ${ sumsOf( days ).inStep } of ${ days.length } days as they should be, ${ checks.length } of ${ checks.length } promises seen.`
			: '**Not to be signed.**',
		'',
		'Name: ____________________  Date: ____________________',
		'',
	].join( '\n' );
}
