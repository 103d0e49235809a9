import { badRequest } from '../http/errors';
import type { Field, SObject } from '../org/schema';
import type { Row } from '../org/store';
import { NAME, type Step } from './parents';

export interface RecordJson {
	[ name: string ]: unknown;
}
export type Project = ( row: Row ) => RecordJson;
type Print = ( row: Row ) => unknown;

/** One thing a reply holds: a field or function of one, a parent, or a set of children. */
export type Entry =
	| { kind: 'value'; name: string; field: Field; display: string; print: Print }
	| { kind: 'parent'; name: string; step: Step; shape: Shape }
	| { kind: 'children'; name: string; shape: Shape; print: Print };

/** A reply's record as a tree: fields, parents nested under their relationship name, child sets. */
export class Shape {
	private readonly entries = new Map< string, Entry >();
	/** Long texts in it, parents' too: they make pages small (§2.9). */
	longTexts = 0;

	constructor( readonly object: SObject ) {}

	put( entry: Entry, written = entry.name ): void {
		const key = entry.name.toLowerCase();
		if ( this.entries.has( key ) ) {
			throw badRequest( 'INVALID_FIELD', `duplicate field selected: ${ written }` );
		}
		this.entries.set( key, entry );
	}

	/** The shape of a parent, made when it is first named. */
	parent( step: Step ): Shape {
		const key = step.name.toLowerCase();
		const known = this.entries.get( key );
		if ( known?.kind === 'parent' ) {
			return known.shape;
		}
		const shape = new Shape( step.object );
		this.put( { kind: 'parent', name: step.name, step, shape } );
		return shape;
	}

	list(): Entry[] {
		return [ ...this.entries.values() ];
	}
}

export const attributesOf = ( type: string, id: string, version: string ): RecordJson => ( {
	type,
	url: `/services/data/${ version }/sobjects/${ type }/${ id }`,
} );

/** Behind a polymorphic reference the type is `Name`, and the URL leads to the row itself (seen in a real org's answers). */
const attributes = ( object: SObject, row: Row, version: string ): RecordJson =>
	object === NAME ? { ...attributesOf( row.type, row.id, version ), type: 'Name' } : attributesOf( object.name, row.id, version );

export function printer( shape: Shape, version: string ): Project {
	const steps = shape.list().map( ( entry ): [ string, Print ] => {
		if ( entry.kind !== 'parent' ) {
			return [ entry.name, entry.print ];
		}
		const print = printer( entry.shape, version );
		const { follow } = entry.step;
		return [
			entry.name,
			( row ) => {
				const found = follow( row );
				return found ? print( found ) : null;
			},
		];
	} );
	return ( row ) => {
		const record: RecordJson = { attributes: attributes( shape.object, row, version ) };
		for ( const [ name, print ] of steps ) {
			record[ name ] = print( row );
		}
		return record;
	};
}
