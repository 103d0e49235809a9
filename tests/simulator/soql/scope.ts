import type { Query, Subquery } from '@jetstreamapp/soql-parser-js';
import { findField, type Field, type SObject, type Value } from '../org/schema';
import type { Row } from '../org/store';
import { readValue } from '../org/values';
import { malformedAt, noSuchColumn, noSuchRelationship, offsetOf, type Place } from './errors';
import { NAME, readNamed, stepTo, type Step } from './parents';
import type { ClauseName } from './statements';
import type { Node } from './tree';
import type { World } from './world';

export type Getter = ( row: Row ) => Value;

export interface Path {
	steps: Step[];
	field: Field;
	/** The object that has the field; `Name` behind a polymorphic reference. */
	object: SObject;
	/** Canonical name with its parents, as a reply prints them. */
	name: string;
	get: Getter;
	place: Place;
}

const MAX_LEVELS = 5;
const MAX_PARENTS = 55;

/** What one SELECT can see: an object, and its parents by relationship name. */
export class Scope {
	constructor(
		readonly world: World,
		readonly object: SObject,
		readonly query: Query | Subquery,
		/** The scope whose row this one's rows are children of. */
		readonly outer: Scope | null = null
	) {}

	get soql(): string {
		return this.world.source.soql;
	}

	inner( object: SObject, query: Query | Subquery, outer: Scope | null = null ): Scope {
		return new Scope( this.world, object, query, outer );
	}

	/** Where item `index` of a clause stands. */
	place( clause: ClauseName, index = 0 ): Place {
		return { soql: this.soql, at: this.world.source.offset( this.query, clause, index ) };
	}

	conditions( clause: 'where' | 'having' ): Node {
		return this.world.source.conditions( this.query, clause );
	}

	resolve( written: string, at?: number ): Path {
		const place = { soql: this.soql, at: at ?? offsetOf( this.soql, written ) };
		const parts = this.withoutAlias( written.split( '.' ) );
		const fieldName = parts.pop() ?? '';
		if ( parts.length > MAX_LEVELS ) {
			throw malformedAt( place, `SOQL relationship path has too many levels: ${ written }. The limit is ${ MAX_LEVELS }.` );
		}
		const steps = this.walk( place, parts );
		const object = steps[ steps.length - 1 ]?.object ?? this.object;
		const field = findField( object, fieldName );
		if ( ! field ) {
			throw noSuchColumn( place, fieldName, object.name );
		}
		this.count( place, steps );
		return {
			steps,
			field,
			object,
			name: [ ...steps.map( ( step ) => step.name ), field.name ].join( '.' ),
			get: this.getter( steps, object, field ),
			place,
		};
	}

	private withoutAlias( parts: string[] ): string[] {
		const head = parts[ 0 ]?.toLowerCase() ?? '';
		if ( parts.length === 1 ) {
			return parts;
		}
		if ( head === this.query.sObjectAlias?.toLowerCase() || head === this.object.name.toLowerCase() ) {
			return parts.slice( 1 );
		}
		const path = 'sObject' in this.query ? this.world.source.aliases.get( head ) : undefined;
		const rest = parts.slice( 1 );
		// An alias may be told by another one, never by itself.
		return path === undefined || path.toLowerCase().split( '.' ).includes( head ) ? parts : this.withoutAlias( [ ...path.split( '.' ), ...rest ] );
	}

	private walk( place: Place, names: string[] ): Step[] {
		const steps: Step[] = [];
		let object = this.object;
		for ( const name of names ) {
			const step = stepTo( this.world, object, name );
			if ( ! step ) {
				throw noSuchRelationship( place, name );
			}
			steps.push( step );
			object = step.object;
		}
		return steps;
	}

	/** Each relationship of the query counts once, however often it is walked. */
	private count( place: Place, steps: Step[] ): void {
		const { parents } = this.world;
		steps.forEach( ( _step, index ) => parents.add( [ this.object.name, ...steps.slice( 0, index + 1 ).map( ( one ) => one.name ) ].join( '.' ) ) );
		if ( parents.size > MAX_PARENTS ) {
			throw malformedAt( place, `SOQL statements may not query for more than ${ MAX_PARENTS } foreign key relationships` );
		}
	}

	/** Reads a field of a row of `object` itself. */
	reader( object: SObject, field: Field ): Getter {
		const { store } = this.world;
		const { name } = field;
		if ( object === NAME ) {
			return ( row ) => readNamed( store, row, name );
		}
		return field.formula === null ? ( row ) => row.values[ name ] ?? null : ( row ) => readValue( store, row, field );
	}

	private getter( steps: Step[], object: SObject, field: Field ): Getter {
		const read = this.reader( object, field );
		if ( steps.length === 0 ) {
			return read;
		}
		// A checkbox of a parent that is not there reads as false (§2.10).
		const missing: Value = field.type === 'boolean' ? false : null;
		return ( row ) => {
			let at: Row | undefined = row;
			for ( const step of steps ) {
				at = at && step.follow( at );
			}
			return at ? read( at ) : missing;
		};
	}
}
