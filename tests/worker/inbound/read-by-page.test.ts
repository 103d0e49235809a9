import fc from 'fast-check';
import { bulkReading, type RunContext } from '../../../sync-worker/src/inbound/context';
import { Selected } from '../../../sync-worker/src/inbound/fetch';
import { Notices } from '../../../sync-worker/src/inbound/notices';
import { readByPage } from '../../../sync-worker/src/inbound/read-by-page';
import type { Page } from '../../../sync-worker/src/salesforce/port';
import { aMapping, anId, aRecord, compiled, stampText } from '../doubles/builders';
import { ScriptedSalesforce } from '../doubles/salesforce';

const start = Date.UTC( 2026, 10, 22, 12 );
const number = ( pattern: RegExp, soql: string, otherwise = 0 ): number => Number( pattern.exec( soql )?.[ 1 ] ?? otherwise );

/** An object whose rows are so wide that an answer holds `wide` of them; `before` each query somebody may edit it. */
class WideObject {
	public rows: { id: number; stamp_ms: number }[] = [];

	public constructor(
		private readonly wide: number,
		private readonly before: ( object: WideObject ) => void = () => undefined
	) {}

	public answer( soql: string ): Partial< Page > {
		this.before( this );
		const [ after, id ] = [ /SystemModstamp > (\S+Z)/.exec( soql )?.[ 1 ], /Id > '(\w+)'/.exec( soql )?.[ 1 ] ];
		const until = /SystemModstamp <= (\S+Z)/.exec( soql )?.[ 1 ];
		const found = this.rows
			.filter( ( row ) => ! until || row.stamp_ms <= Date.parse( until ) )
			.filter( ( row ) => ! after || row.stamp_ms > Date.parse( after ) || ( row.stamp_ms === Date.parse( after ) && anId( row.id ) > String( id ) ) )
			.sort( ( left, right ) => left.stamp_ms - right.stamp_ms || left.id - right.id )
			.slice( number( /OFFSET (\d+)/, soql ) )
			.slice( 0, number( /LIMIT (\d+)/, soql ) );
		return { total: found.length, records: found.slice( 0, this.wide ).map( ( row ) => aRecord( row.id, row.stamp_ms ) ) };
	}
}

const rows = ( count: number ) => Array.from( { length: count }, ( _, id ) => ( { id, stamp_ms: start - 1_000_000 + Math.floor( id / 3 ) * 1000 } ) );

async function readAll( object: WideObject ): Promise< { seen: Map< string, string >; times: number; salesforce: ScriptedSalesforce } > {
	const salesforce = new ScriptedSalesforce().on( 'FROM Show__c', ( soql ) => object.answer( soql ) );
	salesforce.server_ms = start;
	const selected = new Selected( compiled( aMapping() ), { salesforce, notices: new Notices() } );
	const seen = new Map< string, string >();
	let times = 0;
	for await ( const { batch } of readByPage( selected, null, { salesforce, bulk: bulkReading } as unknown as RunContext ) ) {
		expect( batch?.records.length ).toBeLessThanOrEqual( 2000 );
		batch?.records.forEach( ( record ) => void ( ( times += 1 ), seen.set( String( record.Id ), String( record.SystemModstamp ) ) ) );
	}
	return { seen, times, salesforce };
}

describe( 'rows so wide that an answer holds few of them', () => {
	it( 'are read five answers a call, each once', async () => {
		const object = new WideObject( 200 );
		object.rows = rows( 1000 );
		const { seen, times, salesforce } = await readAll( object );
		expect( [ seen.size, times, salesforce.apiCalls ] ).toEqual( [ 1000, 1000, 2 ] );
	} );

	it( 'are never more than a page together, whatever an answer holds', async () => {
		for ( const wide of [ 1, 2, 3, 199, 500, 501, 999, 1000, 1001, 2000 ] ) {
			const object = new WideObject( wide );
			object.rows = rows( 600 + wide );
			const { seen, times } = await readAll( object );
			expect( [ wide, seen.size, times ] ).toEqual( [ wide, 600 + wide, 600 + wide ] );
		}
	} );

	it( 'lose none that stands still while others are edited, deleted and brought back between two queries', async () => {
		const edit = fc.record( { what: fc.constantFrom( 'edit', 'delete', 'undelete' ), which: fc.nat( 400 ) } );
		await fc.assert(
			fc.asyncProperty( fc.integer( { min: 2, max: 40 } ), fc.array( fc.array( edit, { maxLength: 12 } ), { maxLength: 40 } ), async ( wide, edits ) => {
				const waiting = [ ...edits ];
				const touched = new Set< number >();
				const object = new WideObject( wide, ( { rows: all } ) => {
					for ( const { what, which } of waiting.shift() ?? [] ) {
						const at = all.findIndex( ( { id } ) => id === which );
						touched.add( which );
						if ( what === 'edit' && at >= 0 ) {
							all.splice( at, 1, { id: which, stamp_ms: start + 60_000 } );
						} else if ( what === 'delete' && at >= 0 ) {
							all.splice( at, 1 );
						} else if ( what === 'undelete' && at < 0 ) {
							all.push( { id: which, stamp_ms: start - 500_000 } );
						}
					}
				} );
				object.rows = rows( 400 );
				const { seen } = await readAll( object );
				for ( const row of rows( 400 ).filter( ( { id } ) => ! touched.has( id ) ) ) {
					expect( seen.get( anId( row.id ) ) ).toBe( stampText( row.stamp_ms ) );
				}
			} ),
			{ seed: 58, numRuns: 40 }
		);
	} );
} );
