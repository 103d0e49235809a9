/**
 * What a box office does to its season in a day: two hundred edits of every kind.
 */
import { PERFORMANCE, PRODUCTION } from '../lib/oracle.mjs';
import { ACCOUNT, HOUSE } from './season.mjs';

const HOUR = 3600 * 1000;
const START = 'PatronTicket__InstanceDate__c';
const stamp = ( ms ) => `${ new Date( Math.floor( ms / 1000 ) * 1000 ).toISOString().slice( 0, 19 ) }.000+0000`;

/** Live rows of an object by chance, without walking through all of them for each edit. */
class Rows {
	constructor( org, random ) {
		Object.assign( this, { org, random, known: new Map() } );
	}

	#ids( object ) {
		if ( ! this.known.has( object ) ) {
			this.known.set( object, [ ...this.org.store.table( object ).all() ].map( ( { id } ) => id ).sort() );
		}
		return this.known.get( object );
	}

	add( object, id ) {
		this.#ids( object ).push( id );
		return id;
	}

	any( object, isWanted = ( row ) => ! row.deleted ) {
		const ids = this.#ids( object );
		for ( let tries = 0; tries < 2000; tries++ ) {
			const row = this.org.store.table( object ).get( this.random.pick( ids ) );
			if ( row && isWanted( row ) ) {
				return row;
			}
		}
		return undefined;
	}
}

const kinds = {
	rename: ( { rows, writer, n } ) => {
		const { id, values } = rows.any( PRODUCTION );
		writer.update( PRODUCTION, id, {
			Name: `${ String( values.Name )
				.replace( / \(take .*\)$/, '' )
				.slice( 0, 230 ) } (take ${ n })`,
		} );
	},
	reschedule: ( { rows, writer, random } ) => {
		const { id, values } = rows.any( PERFORMANCE, ( row ) => ! row.deleted && row.values[ START ] );
		const start = Date.parse( values[ START ].slice( 0, 19 ) + 'Z' ) + random.between( 1, 200 ) * HOUR;
		writer.update( PERFORMANCE, id, { [ START ]: stamp( start ), PatronTicket__Status__c: 'Rescheduled' } );
	},
	'move venue': ( { rows, writer } ) => writer.update( PERFORMANCE, rows.any( PERFORMANCE ).id, { [ HOUSE ]: rows.any( ACCOUNT ).id } ),
	cancel: ( { rows, writer, random } ) =>
		writer.update( PERFORMANCE, rows.any( PERFORMANCE ).id, { PatronTicket__Status__c: random.pick( [ 'Cancelled', 'Postponed', 'Scheduled' ] ) } ),
	'sell out': ( { rows, writer, random } ) => writer.update( PERFORMANCE, rows.any( PERFORMANCE ).id, { PatronTicket__SoldOut__c: random.chance( 0.7 ) } ),
	delete: ( { rows, writer } ) => writer.delete( PERFORMANCE, rows.any( PERFORMANCE ).id ),
	'delete production': ( { rows, writer } ) => writer.delete( PRODUCTION, rows.any( PRODUCTION ).id ),
	undelete: ( { rows, writer, random } ) => {
		const row = rows.any( random.pick( [ PERFORMANCE, PRODUCTION ] ), ( one ) => one.deleted && one.deletedWith === null );
		if ( row ) {
			writer.undelete( row.type, row.id );
		}
	},
	add: ( { rows, writer, random, n } ) =>
		rows.add(
			PERFORMANCE,
			writer.create( PERFORMANCE, {
				Name: `Added ${ n }`,
				PatronTicket__TicketableEvent__c: rows.any( PRODUCTION ).id,
				[ START ]: stamp( Date.parse( '2027-01-01' ) + random.between( 0, 9000 ) * HOUR ),
				[ HOUSE ]: rows.any( ACCOUNT ).id,
				PatronTicket__Code__c: `ADDED-${ n }`,
			} )
		),
	'add production': ( { rows, writer, n } ) =>
		rows.add( PRODUCTION, writer.create( PRODUCTION, { Name: `New work ${ n }`, PatronTicket__Type__c: 'Tickets', PatronTicket__Active__c: true } ) ),
	'add a twin': ( { rows, writer } ) => {
		const { values } = rows.any( PERFORMANCE, ( row ) => ! row.deleted && row.values[ START ] );
		const fields = [ 'Name', 'PatronTicket__TicketableEvent__c', START, HOUSE, 'PatronTicket__Code__c' ];
		rows.add( PERFORMANCE, writer.create( PERFORMANCE, Object.fromEntries( fields.map( ( name ) => [ name, values[ name ] ] ) ) ) );
	},
};

const weights = [
	[ 30, 'rename' ],
	[ 40, 'reschedule' ],
	[ 35, 'move venue' ],
	[ 25, 'cancel' ],
	[ 15, 'sell out' ],
	[ 15, 'delete' ],
	[ 2, 'delete production' ],
	[ 12, 'undelete' ],
	[ 18, 'add' ],
	[ 4, 'add production' ],
	[ 2, 'add a twin' ],
];

let series = 0;

/** Answers how many edits of each kind were made; what Salesforce refuses (a deleted master) is tried no further. */
export function editSeason( org, random, edits ) {
	const rows = new Rows( org, random );
	const done = {};
	for ( let left = edits; left > 0; left-- ) {
		const kind = random.weighted( weights );
		try {
			kinds[ kind ]( { rows, writer: org.writer, random, n: ++series } );
			done[ kind ] = ( done[ kind ] ?? 0 ) + 1;
		} catch ( error ) {
			if ( error?.items === undefined ) {
				throw error;
			}
		}
		org.clock.advance( random.pick( [ 0, 0, 700, 3000 ] ) );
	}
	const [ master, loser ] = [ rows.any( ACCOUNT ), rows.any( ACCOUNT ) ];
	if ( master !== loser ) {
		org.writer.merge( ACCOUNT, master.id, [ loser.id ] );
		done.merge = 1;
	}
	return done;
}
