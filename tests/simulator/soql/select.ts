import type { FieldType as SelectItem } from '@jetstreamapp/soql-parser-js';
import { isLongText, type Field } from '../org/schema';
import { printValue } from '../org/values';
import { addChildren } from './children';
import { malformed, malformedAt, noSuchRelationship, unexpected, type Place } from './errors';
import { functionTerm, isDateFunction, nameOf } from './functions';
import { namedIds } from './named-ids';
import { stepTo } from './parents';
import type { Scope } from './scope';
import { Shape } from './shape';

export { attributesOf, type Project, type RecordJson } from './shape';

const MAX_SUBQUERIES = 20;
const MAX_FIELDS_ROWS = 200;

/** The name as it stands in the query, for errors; without one, put together again. */
export const writtenPath = ( item: Extract< SelectItem, { field: string } > ): string => {
	if ( 'relationships' in item ) {
		return item.rawValue ?? [ ...item.relationships, item.field ].join( '.' );
	}
	return 'rawValue' in item && item.rawValue ? item.rawValue : item.field;
};

function addPath( scope: Scope, root: Shape, written: string, place: Place ): void {
	const { steps, field, object, name } = scope.resolve( written, place.at );
	const { store, version } = scope.world;
	const shape = steps.reduce( ( at, step ) => at.parent( step ), root );
	root.longTexts += isLongText( field ) ? 1 : 0;
	const get = scope.reader( object, field );
	const plain = field.type !== 'address' && field.type !== 'base64';
	shape.put(
		{
			kind: 'value',
			name: field.name,
			field,
			display: field.name,
			print: plain ? get : ( row ) => printValue( store, row, { object, field, version } ),
		},
		name
	);
}

const GROUPS = [ 'ALL', 'CUSTOM', 'STANDARD' ];
const inGroup = ( field: Field, group: string ): boolean => group === 'ALL' || ( group === 'CUSTOM' ) === field.custom;

/** FIELDS() is for looking at a few rows: a small LIMIT, or a few ids (§2.10). */
function addGroup( scope: Scope, shape: Shape, group: string, place: Place ): void {
	if ( ! GROUPS.includes( group ) ) {
		throw unexpected( place, group );
	}
	const { limit } = scope.query;
	const few = ( limit !== undefined && limit <= MAX_FIELDS_ROWS ) || namedIds( scope ) <= MAX_FIELDS_ROWS;
	if ( group !== 'STANDARD' && ! few ) {
		throw malformed( 'The SOQL FIELDS function must have a LIMIT of at most 200' );
	}
	const fields = scope.object.fields.filter( ( field ) => inGroup( field, group ) );
	if ( fields.length === 0 ) {
		throw malformed( `'FIELDS(${ group })' expansion function must result in at least one field being selected.` );
	}
	for ( const field of fields ) {
		addPath( scope, shape, field.name, place );
	}
}

function addFunction( scope: Scope, shape: Shape, item: Extract< SelectItem, { type: 'FieldFunctionExpression' } >, place: Place ): void {
	const name = nameOf( item );
	const argument = item.parameters[ 0 ];
	if ( name === 'FIELDS' && typeof argument === 'string' ) {
		addGroup( scope, shape, argument.toUpperCase(), place );
		return;
	}
	const term = functionTerm( scope, item, place );
	if ( isDateFunction( name ) ) {
		throw malformedAt( place, `Field must be grouped or aggregated: ${ item.rawValue ?? name }` );
	}
	const { steps, field } = term.path;
	const owner = item.alias === undefined ? steps.reduce( ( at, step ) => at.parent( step ), shape ) : shape;
	const own = scope.reader( term.path.object, field );
	owner.put( {
		kind: 'value',
		name: item.alias ?? field.name,
		field: term.field,
		display: item.rawValue ?? name,
		// Without an alias it stands where its field would, inside the parent.
		print: item.alias === undefined ? ( row ) => term.turn( own( row ) ) : term.get,
	} );
}

function refuseTypeof( scope: Scope, name: string, place: Place ): never {
	const step = stepTo( scope.world, scope.object, name );
	if ( ! step ) {
		throw noSuchRelationship( place, name );
	}
	throw malformedAt(
		place,
		step.reference.referenceTo.length > 1
			? 'TYPEOF is not supported by this org: ask for the fields of Name instead'
			: `TYPEOF is not supported on relationship '${ step.name }', which is not polymorphic`
	);
}

export function compileShape( scope: Scope ): Shape {
	const shape = new Shape( scope.object );
	const items = scope.query.fields ?? [];
	if ( items.filter( ( item ) => item.type === 'FieldSubquery' ).length > MAX_SUBQUERIES ) {
		throw malformed( `SOQL statements may not query for more than ${ MAX_SUBQUERIES } aggregate child relationships` );
	}
	for ( const [ index, item ] of items.entries() ) {
		const place = scope.place( 'SELECT', index );
		switch ( item.type ) {
			case 'FieldSubquery':
				addChildren( scope, shape, item.subquery );
				break;
			case 'FieldFunctionExpression':
				addFunction( scope, shape, item, place );
				break;
			case 'FieldTypeof':
				refuseTypeof( scope, item.field, place );
				break;
			default:
				if ( 'alias' in item && item.alias ) {
					throw malformedAt( place, 'only aggregate expressions use field aliasing' );
				}
				addPath( scope, shape, writtenPath( item ), place );
		}
	}
	return shape;
}
