/**
 * The sign-off: what a person reads before a house goes live.
 */
const WEEKDAYS = [ 'Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat' ];
const total = ( days, name ) => days.reduce( ( sum, day ) => sum + day[ name ], 0 );
const cell = ( text ) => String( text ).replaceAll( '|', '\\|' );

const row = ( day ) =>
	`| ${ WEEKDAYS[ day.weekday ] } ${ day.date } | ${ day.edits } | ${ day.runs } | ${ day.failed }${ day.causes.length > 0 ? ` (${ day.causes.join( ', ' ) })` : '' } | ${ day.healed + day.takeovers } | ${ day.created } / ${ day.updated } / ${ day.withdrawn } | ${ day.held } | ${ day.brakes } | ${ day.differed.length === 0 ? 'in step' : `**${ day.differed.length } differences**` } | ${ cell( day.events.join( '; ' ) ) } |`;

export function summary( days ) {
	const inStep = days.filter( ( { differed } ) => differed.length === 0 ).length;
	return [
		`${ inStep } of ${ days.length } days ended in step`,
		`${ total( days, 'edits' ) } edits, ${ total( days, 'runs' ) } runs`,
		`${ total( days, 'failed' ) } failed runs, ${ total( days, 'healed' ) } healed by the next, ${ total( days, 'takeovers' ) } taken over`,
		`${ days.at( -1 )?.held ?? 0 } twins held at the end, ${ total( days, 'brakes' ) } brakes let go by a person`,
	];
}

export function report( days, { seed, weeks } ) {
	const wrong = days.filter( ( { differed } ) => differed.length > 0 );
	return [
		`# Callboard: ${ weeks } weeks of a season`,
		'',
		wrong.length === 0
			? '**Signed off.** WordPress was in step with Salesforce at the end of every day.'
			: `**Not signed off.** ${ wrong.length } days ended out of step.`,
		'',
		...summary( days ).map( ( line ) => `- ${ line }.` ),
		'',
		'| Day | Edits | Runs | Failed | Self-healed | Created / updated / withdrawn | Held | Brakes | Drift at the end of the day | What happened |',
		'|---|---|---|---|---|---|---|---|---|---|',
		...days.map( row ),
		'',
		...wrong.flatMap( ( day ) => [ `## ${ day.date }`, '', ...day.differed.slice( 0, 20 ).map( ( words ) => `- ${ words }` ), '' ] ),
		'Self-healed: runs that failed and were made good by a later one without anybody’s help, and runs that another worker took over. Held: records that wait for a person because another has the same title, production, venue, start and code. Drift: what WordPress shows and the org does not say, or the other way round.',
		'',
		`Played again with \`npm run season -- --weeks ${ weeks } --seed ${ seed }\`.`,
		'',
	].join( '\n' );
}
