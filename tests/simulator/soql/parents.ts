import { build, idField, lookup, text } from '../org/fields';
import { findField, type Field, type SObject, type Value } from '../org/schema';
import type { Row, Store } from '../org/store';
import { readValue } from '../org/values';
import { object } from '../org/objects/object';
import type { World } from './world';

/** One parent on the way to a field. */
export interface Step {
	/** The reference that is followed. */
	reference: Field;
	/** Relationship name, as replies print it. */
	name: string;
	/** What the fields behind it belong to; `Name` when the reference has several targets. */
	object: SObject;
	follow: ( row: Row ) => Row | undefined;
}

/** What all targets of a polymorphic reference have in common (§2.4): only these fields may be asked of them. */
export const NAME: SObject = object( { name: 'Name', labels: [ 'Name', 'Names' ], keyPrefix: null, writable: false, queryable: false, system: false }, [
	idField(),
	text( 'Name', { nameField: true } ),
	text( 'Type', { length: 40 } ),
	text( 'FirstName', { length: 40 } ),
	text( 'LastName', { length: 80 } ),
	text( 'Alias', { length: 8 } ),
	text( 'Title', { length: 80 } ),
	text( 'Username', { length: 80 } ),
	build( 'email', 'Email' ),
	build( 'phone', 'Phone' ),
	build( 'boolean', 'IsActive', { nillable: false } ),
	lookup( 'ProfileId', 'Profile', 'Profile' ),
	lookup( 'UserRoleId', 'UserRole', 'UserRole' ),
] );

const typeOf = ( row: Row ): Value => ( row.type === 'Group' ? ( row.values.Type ?? 'Group' ) : row.type );

/** A field of `Name`, read from whatever kind of row is there. */
export function readNamed( store: Store, row: Row, name: string ): Value {
	if ( name === 'Type' ) {
		return typeOf( row );
	}
	const stored = store.table( row.type ).object;
	const field = ( name === 'Name' ? stored.fields.find( ( one ) => one.nameField ) : undefined ) ?? findField( stored, name );
	return field ? readValue( store, row, field ) : null;
}

type Find = ( id: string ) => Row | undefined;

/** Virtual rows have ids or durable ids to be found by. */
function finderOf( world: World, target: SObject ): Find {
	if ( ! target.virtual ) {
		const table = world.store.table( target.name );
		return ( id ) => table.get( id );
	}
	let rows: Map< string, Row > | null = null;
	return ( id ) => {
		rows ??= new Map(
			world.virtualRows( target.name ).flatMap( ( row ) => [ [ row.id, row ] as const, [ String( row.values.DurableId ), row ] as const ] )
		);
		return rows.get( id );
	};
}

function followerOf( world: World, reference: Field, targets: SObject[] ): ( row: Row ) => Row | undefined {
	const { name } = reference;
	const [ only ] = targets;
	if ( targets.length === 1 && only ) {
		const find = finderOf( world, only );
		return ( row ) => {
			const id = row.values[ name ];
			return typeof id === 'string' ? find( id ) : undefined;
		};
	}
	const finders = new Map( targets.map( ( target ) => [ target.keyPrefix ?? '', finderOf( world, target ) ] ) );
	return ( row ) => {
		const id = row.values[ name ];
		return typeof id === 'string' ? finders.get( id.slice( 0, 3 ) )?.( id ) : undefined;
	};
}

/** The parent that a relationship name leads to; null when the user knows no such relationship. */
export function stepTo( world: World, from: SObject, name: string ): Step | null {
	const wanted = name.toLowerCase();
	const reference = from.fields.find( ( one ) => one.relationshipName?.toLowerCase() === wanted );
	const targets = ( reference?.referenceTo ?? [] ).map( ( one ) => world.schema.find( one ) ).filter( ( one ) => one !== undefined );
	const [ target ] = targets;
	if ( ! reference || ! target ) {
		return null;
	}
	return {
		reference,
		name: reference.relationshipName ?? name,
		object: reference.referenceTo.length > 1 ? NAME : target,
		follow: followerOf( world, reference, targets ),
	};
}
