import { makeId } from './ids';
import type { SObject, Value } from './schema';

export interface Row {
	readonly id: string;
	readonly type: string;
	values: Record< string, Value >;
	deleted: boolean;
	deletedAt: string | null;
	/** The master whose deletion took this detail along. */
	deletedWith: string | null;
}

const stampOf = ( row: Row ): string => row.values.SystemModstamp as string;
const before = ( row: Row, stamp: string, id: string ): boolean => stampOf( row ) < stamp || ( stampOf( row ) === stamp && row.id < id );

/** Rows of one object, found by id, by parent, and in (SystemModstamp, Id) order. */
export class Table {
	private readonly rows = new Map< string, Row >();
	private readonly ordered: Row[] = [];
	private readonly children = new Map< string, Map< string, Set< Row > > >();

	constructor( readonly object: SObject ) {
		for ( const field of object.fields ) {
			if ( field.type === 'reference' && field.childRelationshipName ) {
				this.children.set( field.name, new Map() );
			}
		}
	}

	get( id: string ): Row | undefined {
		return this.rows.get( id );
	}

	all(): Iterable< Row > {
		return this.rows.values();
	}

	get size(): number {
		return this.rows.size;
	}

	inStampOrder(): readonly Row[] {
		return this.ordered;
	}

	/** First position in stamp order whose row is not before (stamp, id). */
	position( stamp: string, id = '' ): number {
		let low = 0;
		let high = this.ordered.length;
		while ( low < high ) {
			const middle = ( low + high ) >> 1;
			if ( before( this.ordered[ middle ]!, stamp, id ) ) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}
		return low;
	}

	childrenOf( field: string, parentId: string ): Row[] {
		return [ ...( this.children.get( field )?.get( parentId ) ?? [] ) ];
	}

	add( row: Row ): void {
		this.rows.set( row.id, row );
		this.ordered.splice( this.position( stampOf( row ), row.id ), 0, row );
		for ( const [ field, byParent ] of this.children ) {
			const parent = row.values[ field ];
			if ( typeof parent === 'string' ) {
				const siblings = byParent.get( parent ) ?? new Set();
				byParent.set( parent, siblings.add( row ) );
			}
		}
	}

	remove( row: Row ): void {
		this.rows.delete( row.id );
		this.ordered.splice( this.position( stampOf( row ), row.id ), 1 );
		for ( const [ field, byParent ] of this.children ) {
			const parent = row.values[ field ];
			if ( typeof parent === 'string' ) {
				byParent.get( parent )?.delete( row );
			}
		}
	}
}

type RowState = Pick< Row, 'values' | 'deleted' | 'deletedAt' | 'deletedWith' >;

/** All rows of the org. Changes inside `transaction` are undone when it throws. */
export class Store {
	private readonly tables = new Map< string, Table >();
	private readonly counters = new Map< string, number >();
	private undo: ( () => void )[] | null = null;

	constructor( objects: SObject[] ) {
		for ( const object of objects ) {
			this.tables.set( object.name, new Table( object ) );
		}
	}

	table( name: string ): Table {
		const table = this.tables.get( name );
		if ( ! table ) {
			throw new Error( `No table ${ name }` );
		}
		return table;
	}

	nextId( object: SObject ): string {
		// The start is high enough that neighbouring ids differ in the case of a letter only.
		const counter = this.counters.get( object.name ) ?? 238328;
		this.counters.set( object.name, counter + 1 );
		return makeId( object.keyPrefix, counter );
	}

	insert( row: Row ): void {
		const table = this.table( row.type );
		table.add( row );
		this.undo?.push( () => table.remove( row ) );
	}

	change( row: Row, next: Partial< RowState > ): void {
		const table = this.table( row.type );
		const { values, deleted, deletedAt, deletedWith } = row;
		const put = ( state: Partial< RowState > ): void => {
			table.remove( row );
			Object.assign( row, state );
			table.add( row );
		};
		put( next );
		this.undo?.push( () => put( { values, deleted, deletedAt, deletedWith } ) );
	}

	transaction< T >( work: () => T ): T {
		if ( this.undo ) {
			return work();
		}
		const undo: ( () => void )[] = [];
		this.undo = undo;
		try {
			return work();
		} catch ( error ) {
			for ( const step of undo.reverse() ) {
				step();
			}
			throw error;
		} finally {
			this.undo = null;
		}
	}
}
