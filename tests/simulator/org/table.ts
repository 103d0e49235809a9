import type { Field, SObject, Value } from './schema';
import type { Row, RowState, Values } from './rows';

const stampOf = ( row: Row ): string => row.values.SystemModstamp as string;
const before = ( row: Row, stamp: string, id: string ): boolean => stampOf( row ) < stamp || ( stampOf( row ) === stamp && row.id < id );

/** Rows by the value of one field. */
class FieldIndex {
	private readonly byKey = new Map< string, Set< Row > >();
	private readonly name: string;
	private readonly exact: boolean;

	constructor( field: Field ) {
		this.name = field.name;
		this.exact = field.type === 'reference' || field.caseSensitive;
	}

	private key( value: Value | undefined ): string | null {
		if ( value === null || value === undefined ) {
			return null;
		}
		return this.exact ? String( value ) : String( value ).toLowerCase();
	}

	/** Whether the two states stand under different keys. */
	tells( from: Values, to: Values ): boolean {
		return this.key( from[ this.name ] ) !== this.key( to[ this.name ] );
	}

	get( value: Value ): Row[] {
		const key = this.key( value );
		return key === null ? [] : [ ...( this.byKey.get( key ) ?? [] ) ];
	}

	add( row: Row ): void {
		const key = this.key( row.values[ this.name ] );
		if ( key !== null ) {
			const rows = this.byKey.get( key );
			if ( rows ) {
				rows.add( row );
			} else {
				this.byKey.set( key, new Set( [ row ] ) );
			}
		}
	}

	remove( row: Row ): void {
		const key = this.key( row.values[ this.name ] );
		const rows = key === null ? undefined : this.byKey.get( key );
		if ( key !== null && rows?.delete( row ) && rows.size === 0 ) {
			this.byKey.delete( key );
		}
	}
}

const isIndexed = ( field: Field ): boolean =>
	( field.type === 'reference' && field.childRelationshipName !== null ) || field.unique || field.externalId || ( field.idLookup && field.type !== 'id' );

/** Rows of one object, found by id, by indexed field, and in (SystemModstamp, Id) order. */
export class Table {
	private readonly rows = new Map< string, Row >();
	private readonly ordered: Row[] = [];
	/** Rows by id, from when they are first asked for that way. */
	private idOrder: Row[] | null = null;
	private readonly indexes = new Map< string, FieldIndex >();

	constructor( readonly object: SObject ) {
		object.fields.filter( isIndexed ).forEach( ( field ) => this.indexes.set( field.name, new FieldIndex( field ) ) );
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
		// Most rows are written now: the end is tried first.
		if ( high > 0 && before( this.ordered[ high - 1 ]!, stamp, id ) ) {
			return high;
		}
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

	/** In the order Salesforce sorts ids: by their characters, capitals before small letters. */
	inIdOrder(): readonly Row[] {
		this.idOrder ??= [ ...this.rows.values() ].sort( ( a, b ) => ( a.id < b.id ? -1 : 1 ) );
		return this.idOrder;
	}

	/** First position in id order whose row is not before `id`. */
	idPosition( id: string ): number {
		const rows = this.inIdOrder();
		let low = 0;
		let high = rows.length;
		// New rows come last: the end is tried first.
		if ( high > 0 && rows[ high - 1 ]!.id < id ) {
			return high;
		}
		while ( low < high ) {
			const middle = ( low + high ) >> 1;
			if ( rows[ middle ]!.id < id ) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}
		return low;
	}

	isIndexed( field: string ): boolean {
		return this.indexes.has( field );
	}

	/** Rows, deleted ones too, whose indexed field has this value; without case unless the field minds it. */
	by( field: string, value: Value ): Row[] {
		return this.indexes.get( field )?.get( value ) ?? [];
	}

	childrenOf( field: string, parentId: string ): Row[] {
		return this.by( field, parentId );
	}

	/** A field made later: rows that are there already are indexed too. */
	index( field: Field ): void {
		if ( isIndexed( field ) && ! this.indexes.has( field.name ) ) {
			const index = new FieldIndex( field );
			this.ordered.forEach( ( row ) => index.add( row ) );
			this.indexes.set( field.name, index );
		}
	}

	add( row: Row ): void {
		this.rows.set( row.id, row );
		this.ordered.splice( this.position( stampOf( row ), row.id ), 0, row );
		this.idOrder?.splice( this.idPosition( row.id ), 0, row );
		this.indexes.forEach( ( index ) => index.add( row ) );
	}

	remove( row: Row ): void {
		this.rows.delete( row.id );
		this.ordered.splice( this.position( stampOf( row ), row.id ), 1 );
		this.idOrder?.splice( this.idPosition( row.id ), 1 );
		this.indexes.forEach( ( index ) => index.remove( row ) );
	}

	/** The same row in another state; it moves only in the orders and indexes that the difference concerns. */
	replace( row: Row, state: RowState ): void {
		const indexes = [ ...this.indexes.values() ].filter( ( index ) => index.tells( row.values, state.values ) );
		const restamped = stampOf( row ) !== state.values.SystemModstamp;
		if ( restamped ) {
			this.ordered.splice( this.position( stampOf( row ), row.id ), 1 );
		}
		indexes.forEach( ( index ) => index.remove( row ) );
		Object.assign( row, state );
		indexes.forEach( ( index ) => index.add( row ) );
		if ( restamped ) {
			this.ordered.splice( this.position( stampOf( row ), row.id ), 0, row );
		}
	}
}
