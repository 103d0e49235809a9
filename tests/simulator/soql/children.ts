import type { Subquery } from '@jetstreamapp/soql-parser-js';
import type { Field, SObject } from '../org/schema';
import type { Row } from '../org/store';
import { isAggregateQuery } from './aggregate';
import { malformedAt, noSuchChild } from './errors';
import { compileRows } from './rows';
import type { Scope } from './scope';
import { compileShape } from './select';
import { printer, type Shape } from './shape';
import { versionOf } from './world';

/** Sub-selects nest since v58, to five levels (§2.10). */
const NESTED_SINCE = 58;
const MAX_DEPTH = 5;

function childField( scope: Scope, query: Subquery ): { child: SObject; field: Field } {
	const name = query.relationshipName;
	for ( const child of scope.world.schema.all() ) {
		const field = child.fields.find(
			( one ) => one.childRelationshipName?.toLowerCase() === name.toLowerCase() && one.referenceTo.includes( scope.object.name )
		);
		if ( field ) {
			return { child, field };
		}
	}
	throw noSuchChild( scope.inner( scope.object, query ).place( 'FROM' ), name );
}

const depthOf = ( scope: Scope ): number => ( scope.outer ? depthOf( scope.outer ) + 1 : 1 );

function childFinder( { world }: Scope, child: SObject, field: Field ): ( parent: Row ) => Row[] {
	if ( child.virtual ) {
		return ( parent ) => world.virtualRows( child.name ).filter( ( row ) => row.values[ field.name ] === parent.id );
	}
	const table = world.store.table( child.name );
	return ( parent ) => table.childrenOf( field.name, parent.id );
}

export function addChildren( scope: Scope, shape: Shape, query: Subquery ): void {
	const place = scope.inner( scope.object, query ).place( 'FROM' );
	if ( depthOf( scope ) > ( versionOf( scope.world ) < NESTED_SINCE ? 1 : MAX_DEPTH ) ) {
		throw malformedAt( place, 'SOQL statements cannot nest child relationship sub-queries that deep' );
	}
	if ( isAggregateQuery( query ) ) {
		throw malformedAt( place, 'Only root queries support aggregate expressions' );
	}
	const { child, field } = childField( scope, query );
	const inner = scope.inner( child, query, scope );
	const childShape = compileShape( inner );
	const select = compileRows( inner );
	const { version, childPage } = scope.world;
	const childrenOf = childFinder( scope, child, field );
	const project = printer( childShape, version );
	shape.put( {
		kind: 'children',
		name: field.childRelationshipName ?? query.relationshipName,
		shape: childShape,
		print: ( row ) => {
			const { rows } = select( childrenOf( row ) );
			if ( rows.length === 0 ) {
				return null;
			}
			const size = childPage?.size ?? rows.length;
			const done = rows.length <= size;
			return {
				totalSize: rows.length,
				done,
				...( done || ! childPage ? {} : { nextRecordsUrl: childPage.open( { rows, from: size, project } ) } ),
				records: rows.slice( 0, size ).map( project ),
			};
		},
	} );
}
