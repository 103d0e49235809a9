/**
 * What people do in the org. Each takes the org's own write path, picks its record by chance and says what it did;
 * what Salesforce refuses (a locked row, a deleted parent) is no event.
 */
import { PERFORMANCE, PRODUCTION, VENUE } from '../lib/oracle.mjs';
import { hideOne, unhidden } from './sharing.mjs';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const stamp = ( ms ) => `${ new Date( Math.floor( ms / 1000 ) * 1000 ).toISOString().slice( 0, 19 ) }.000+0000`;
const WORDS = [ 'Hamlet', 'Così & friends', '“Rent”', 'Die Räuber', 'A <b>bold</b> Night', 'Œdipe', 'Ein Traum 🎭', "L'Orfeo", 'Macbeth; or, 7 > 5', 'ليلة' ];
const SALES = [ 'On Sale', 'No longer on sale', 'Not on sale yet', 'Free', null ];
const STATUSES = [ 'Scheduled', 'Cancelled', 'Postponed', 'Rescheduled', 'Moved Online' ];

const rowsOf = ( org, object, isWanted ) => [ ...org.store.table( object ).all() ].filter( isWanted ).sort( ( a, b ) => ( a.id < b.id ? -1 : 1 ) );
const living = ( org, object ) => rowsOf( org, object, ( { deleted } ) => ! deleted );
const one = ( random, rows, what ) => {
	if ( rows.length === 0 ) {
		throw new RangeError( `no ${ what }` );
	}
	return random.pick( rows );
};

let series = 0;
/** Names and codes count up within a schedule: the same seed gives the same names. */
const startSeries = () => ( series = 0 );
const next = () => ++series;

function newPerformance( { org, random }, production ) {
	const venues = living( org, VENUE );
	const start = org.clock.now() + random.between( -2 * 24, 60 * 24 ) * HOUR;
	const n = next();
	return {
		Name: `Night ${ n }`,
		PatronTicket__TicketableEvent__c: production,
		PatronTicket__InstanceDate__c: stamp( start ),
		PatronTicket__EndDate__c: random.chance( 0.8 ) ? stamp( start + 2 * HOUR ) : null,
		PatronTicket__Venue__c: venues.length > 0 && random.chance( 0.9 ) ? random.pick( venues ).id : null,
		PatronTicket__SaleStatus__c: random.pick( SALES ),
		PatronTicket__Status__c: random.pick( STATUSES ),
		PatronTicket__Code__c: random.chance( 0.9 ) ? `C-${ n }` : null,
	};
}

const newProduction = ( random ) => ( {
	Name: `${ random.pick( WORDS ) } ${ next() }`,
	PatronTicket__Subtitle__c: random.chance( 0.5 ) ? random.pick( WORDS ) : null,
	PatronTicket__Description__c: `<p>About ${ random.pick( WORDS ).replace( /[<>&]/g, '' ) }.</p>`,
	PatronTicket__Category__c: random.chance( 0.7 ) ? random.pick( [ 'Play', 'Musical;Comedy', 'Opera' ] ) : null,
	PatronTicket__Type__c: 'Tickets',
	PatronTicket__Active__c: true,
} );

/** A season small enough to be read in one call. */
export function openSeason( org, random ) {
	startSeries();
	const { writer } = org;
	[ 'Main Stage', 'Studio & Bar', 'Zelt' ].forEach( ( name, n ) =>
		writer.create( VENUE, {
			Name: name,
			PatronTicket__City__c: n === 2 ? 'Köln' : 'York',
			PatronTicket__TimeZone__c: n === 2 ? 'Europe/Berlin' : 'Europe/London',
		} )
	);
	for ( let shows = random.between( 2, 4 ); shows > 0; shows-- ) {
		const id = writer.create( PRODUCTION, newProduction( random ) );
		for ( let nights = random.between( 0, 3 ); nights > 0; nights-- ) {
			writer.create( PERFORMANCE, newPerformance( { org, random }, id ) );
		}
	}
}

const edit = ( object, fieldsOf ) => ( tools, writer ) => {
	const row = one( tools.random, living( tools.org, object ), object );
	writer.update( object, row.id, fieldsOf( tools.random, row.values, tools.org ) );
	return row.id;
};

function reschedule( random, values, org ) {
	const start = org.clock.now() + random.between( 1, 24 * 90 ) * HOUR;
	return { PatronTicket__InstanceDate__c: stamp( start ), PatronTicket__EndDate__c: stamp( start + 3 * HOUR ), PatronTicket__Status__c: 'Rescheduled' };
}

/** The same performance once more, as a second box office would enter it. */
function twin( { org, random }, writer ) {
	const coded = living( org, PERFORMANCE ).filter( ( { values } ) => values.PatronTicket__Code__c );
	const { values } = one( random, coded, 'performance with a code' );
	const fields = [ 'Name', 'TicketableEvent__c', 'InstanceDate__c', 'Venue__c', 'Code__c' ].map( ( name ) =>
		name === 'Name' ? name : `PatronTicket__${ name }`
	);
	return writer.create( PERFORMANCE, Object.fromEntries( fields.map( ( name ) => [ name, values[ name ] ] ) ) );
}

function remove( object ) {
	return ( { org, random }, writer ) => {
		const { id } = one( random, living( org, object ), object );
		writer.delete( object, id );
		return id;
	};
}

function bringBack( { org, random }, writer ) {
	const gone = [ PRODUCTION, PERFORMANCE ].flatMap( ( object ) => rowsOf( org, object, ( { deleted, deletedWith } ) => deleted && deletedWith === null ) );
	const { type, id } = one( random, gone, 'deleted record' );
	writer.undelete( type, id );
	return id;
}

const kinds = {
	'add production': ( { random }, writer ) => writer.create( PRODUCTION, newProduction( random ) ),
	'add performance': ( tools, writer ) =>
		writer.create( PERFORMANCE, newPerformance( tools, one( tools.random, living( tools.org, PRODUCTION ), 'production' ).id ) ),
	'rename production': edit( PRODUCTION, ( random ) => ( { Name: `${ random.pick( WORDS ) } ${ next() }` } ) ),
	// Moves no stamp of the performances there.
	'rename venue': edit( VENUE, () => ( { Name: `Hall ${ next() }` } ) ),
	'rename performance': edit( PERFORMANCE, () => ( { Name: `Night ${ next() }` } ) ),
	reschedule: edit( PERFORMANCE, reschedule ),
	'move venue': edit( PERFORMANCE, ( random, _, org ) => ( {
		PatronTicket__Venue__c: random.pick( [ null, ...living( org, VENUE ).map( ( { id } ) => id ) ] ),
	} ) ),
	cancel: edit( PERFORMANCE, ( random ) => ( { PatronTicket__Status__c: random.pick( STATUSES ) } ) ),
	'change sales': edit( PERFORMANCE, ( random ) => ( {
		PatronTicket__SaleStatus__c: random.pick( SALES ),
		PatronTicket__SoldOut__c: random.chance( 0.3 ),
	} ) ),
	describe: edit( PRODUCTION, ( random ) => ( {
		PatronTicket__Description__c: `<p>${ next() }</p>`,
		PatronTicket__Subtitle__c: random.chance( 0.5 ) ? `Sub ${ next() }` : null,
	} ) ),
	'leave or enter filter': edit( PRODUCTION, ( _, values ) => ( { PatronTicket__Active__c: ! values.PatronTicket__Active__c } ) ),
	'change type': edit( PRODUCTION, ( random ) => ( { PatronTicket__Type__c: random.pick( [ 'Tickets', 'Membership' ] ) } ) ),
	'lose the date': edit( PERFORMANCE, () => ( { PatronTicket__InstanceDate__c: null } ) ),
	twin,
	'delete performance': remove( PERFORMANCE ),
	'delete production': remove( PRODUCTION ),
	undelete: bringBack,
};

const weights = Object.keys( kinds ).map( ( kind ) => [
	{ reschedule: 3, 'add performance': 3, 'delete performance': 2, undelete: 3, 'lose the date': 0.5, 'delete production': 0.7 }[ kind ] ?? 1.5,
	kind,
] );

export const CHANGES = Object.keys( kinds );

/** One change of this kind by somebody; answers words, or undefined where Salesforce refused it. */
export function makeChange( { org, random }, kind, writer = org.writer ) {
	try {
		return `${ kind } ${ kinds[ kind ]( { org, random }, writer ) }`;
	} catch ( error ) {
		if ( error instanceof RangeError || error?.items !== undefined ) {
			return undefined;
		}
		throw error;
	}
}

const change = ( tools, writer ) => makeChange( tools, tools.random.weighted( weights ), writer );

/** Some changes, a few seconds apart or within the same second, and now and then one that takes its time. `hides`: how likely a record is hidden. */
export function changeOrg( tools ) {
	const told = unhidden( tools.org, () => changesIn( tools ) );
	const hidden = tools.random.chance( tools.hides ?? 0.03 ) ? hideOne( tools ) : undefined;
	tools.count( 'records hidden', hidden ? 1 : 0 );
	return hidden ? [ ...told, hidden ] : told;
}

function changesIn( { org, random, count } ) {
	const done = [];
	for ( let left = random.between( 1, 4 ); left > 0; left-- ) {
		if ( random.chance( 0.12 ) ) {
			const ms = random.between( 1, 590 ) * 1000;
			let words;
			try {
				org.slowly( ms, ( writer ) => ( words = change( { org, random }, writer ) ) );
			} catch ( error ) {
				if ( error?.items === undefined ) {
					throw error;
				}
			}
			done.push( words && `${ words } (slow, ${ ms / 1000 } s)` );
			count( 'slow transactions', words ? 1 : 0 );
		} else {
			done.push( change( { org, random } ) );
		}
		org.clock.advance( random.pick( [ 0, 0, 400, 1000, 7000 ] ) );
	}
	if ( random.chance( 0.05 ) ) {
		org.recycleBin.empty();
		done.push( 'empty the recycle bin' );
	}
	const told = done.filter( Boolean );
	count( 'changes', told.length );
	return told;
}

export const times = { MINUTE, HOUR, DAY };
