import type { HavingClause, WhereClause } from '@jetstreamapp/soql-parser-js';
import { findField, type Field, type Schema, type SObject, type Value } from '../org/schema';
import type { Row, Store } from '../org/store';
import type { Node, Trees } from './tree';
import { readValue } from '../org/values';
import { malformed, noSuchColumn, noSuchRelationship } from './errors';

export type Getter = ( row: Row ) => Value;

export interface Path {
	/** The reference fields walked, parent by parent. */
	parents: Field[];
	field: Field;
	object: SObject;
	/** Canonical names, as a reply prints them. */
	names: string[];
	get: Getter;
}

const MAX_PARENTS = 5;

export interface World {
	soql: string;
	/** How the conditions of each clause hang together. */
	trees: Trees;
	schema: Schema;
	store: Store;
	/** Whether sharing lets the caller see a row; null when nothing is hidden. */
	sees: ( ( row: Row ) => boolean ) | null;
	/** Rows of an object that are worked out when asked for. */
	virtualRows: ( object: string ) => Row[];
	nowMs: number;
	zone: string;
	includeDeleted: boolean;
}

/** What a query can see: one object, its parents by relationship name, and the moment it is asked. */
export class Scope {
	readonly soql: string;
	readonly schema: Schema;
	readonly store: Store;

	constructor(
		readonly world: World,
		readonly object: SObject,
		private readonly alias: string | undefined
	) {
		this.soql = world.soql;
		this.schema = world.schema;
		this.store = world.store;
	}

	inner( object: SObject, alias?: string ): Scope {
		return new Scope( this.world, object, alias );
	}

	treeOf( clause: WhereClause | HavingClause ): Node {
		const tree = this.world.trees.get( clause );
		if ( ! tree ) {
			throw malformed( 'unexpected token: <EOF>' );
		}
		return tree;
	}

	resolve( written: string ): Path {
		const parts = written.split( '.' );
		const head = parts[ 0 ]!.toLowerCase();
		const prefixes = [ this.alias, this.object.name ].map( ( name ) => name?.toLowerCase() );
		if ( parts.length > 1 && prefixes.includes( head ) ) {
			parts.shift();
		}
		const fieldName = parts.pop()!;
		if ( parts.length > MAX_PARENTS ) {
			throw malformed( 'SOQL relationship path has too many levels: the limit is 5' );
		}
		const { object, parents } = this.walk( written, parts );
		const field = findField( object, fieldName );
		if ( ! field ) {
			throw noSuchColumn( this.soql, written, fieldName, object.name );
		}
		return {
			parents,
			field,
			object,
			names: [ ...parents.map( ( parent ) => parent.relationshipName! ), field.name ],
			get: this.getter( parents, field ),
		};
	}

	/** The parent row that a chain of reference fields leads to. */
	follow( parents: Field[] ): ( row: Row ) => Row | undefined {
		const steps = parents.map( ( field ) => ( {
			name: field.name,
			table: this.store.table( field.referenceTo[ 0 ]! ),
		} ) );
		return ( row ) => {
			let at: Row | undefined = row;
			for ( const step of steps ) {
				const id: Value | undefined = at?.values[ step.name ];
				at = typeof id === 'string' ? step.table.get( id ) : undefined;
			}
			return at;
		};
	}

	private walk( written: string, names: string[] ): { object: SObject; parents: Field[] } {
		let object = this.object;
		const parents: Field[] = [];
		for ( const name of names ) {
			const field = object.fields.find( ( one ) => one.relationshipName?.toLowerCase() === name.toLowerCase() );
			const target = field && this.schema.find( field.referenceTo[ 0 ]! );
			if ( ! field || ! target ) {
				throw noSuchRelationship( this.soql, written, name );
			}
			parents.push( field );
			object = target;
		}
		return { object, parents };
	}

	private getter( parents: Field[], field: Field ): Getter {
		const { name } = field;
		if ( parents.length === 0 ) {
			return field.formula === null ? ( row ) => row.values[ name ] ?? null : ( row ) => readValue( this.store, row, field );
		}
		const follow = this.follow( parents );
		// A checkbox of a parent that is not there reads as false (§2.10).
		const missing: Value = field.type === 'boolean' ? false : null;
		return ( row ) => {
			const parent = follow( row );
			return parent ? readValue( this.store, parent, field ) : missing;
		};
	}
}
