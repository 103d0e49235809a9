import type { Query } from '@jetstreamapp/soql-parser-js';
import { badRequest } from '../http/errors';
import type { SObject } from '../org/schema';
import { operatorOf, type Where } from './conditions';
import { malformed, noSuchObject, type Place } from './errors';
import type { Scope } from './scope';
import type { Node } from './tree';
import { versionOf, type World } from './world';

const unqueryable = ( name: string ): Error => badRequest( 'INVALID_TYPE_FOR_OPERATION', `entity type ${ name } does not support query` );

/** Known to every org, though nothing is ever stored under the name (§12.1). */
function isUnstored( world: World, name: string ): boolean {
	const changed = /^(.+?)(?:__ChangeEvent|ChangeEvent)$/i.exec( name )?.[ 1 ];
	const known = changed !== undefined && ( world.schema.find( changed ) ?? world.schema.find( `${ changed }__c` ) ) !== undefined;
	return known || /^(?:ActivityHistory|OpenActivity|Name)$/i.test( name );
}

/** The object of FROM as the caller may query it; what they may not see does not exist (§12.1). */
export function objectToQuery( world: World, { name, place }: { name: string; place: Place } ): SObject {
	const object = world.schema.find( name );
	if ( object && ( ! object.queryable || object.event ) ) {
		throw unqueryable( object.name );
	}
	if ( ! object && isUnstored( world, name ) ) {
		throw unqueryable( name );
	}
	if ( ! object ) {
		throw noSuchObject( place, name );
	}
	return object;
}

/** Columns that conditions which must all hold compare by = or IN. */
function equalities( node: Node | null ): string[] {
	if ( node?.kind === 'and' ) {
		return node.nodes.flatMap( equalities );
	}
	if ( node?.kind !== 'leaf' ) {
		return [];
	}
	const operator = operatorOf( node.leaf );
	return operator === '=' || operator === 'IN' ? [ node.leaf.field.text.toLowerCase() ] : [];
}

interface Rule {
	columns: string[];
	/** Free of the rule. */
	free: ( world: World ) => boolean;
	text: string;
}

const REIFIED = [ 'entitydefinitionid', 'durableid', 'entitydefinition.qualifiedapiname' ];
const reified = ( name: string ): Rule => ( {
	columns: REIFIED,
	free: () => false,
	text: `${ name }: a filter on a reified column is required [EntityDefinitionId,DurableId]`,
} );

/** Objects that answer only to a filter by certain columns (§12.1, §13). */
const FILTERED: Record< string, Rule > = {
	FieldDefinition: reified( 'FieldDefinition' ),
	EntityParticle: reified( 'EntityParticle' ),
	ContentDocumentLink: {
		columns: [ 'contentdocumentid', 'linkedentityid' ],
		free: ( world ) => versionOf( world ) >= 59 && world.mayQueryAllFiles,
		text: "Implementation restriction: ContentDocumentLink requires a filter by a single Id on ContentDocumentId or LinkedEntityId using the equals operator or multiple Id's using the IN operator.",
	},
};

export function refuseUnfiltered( { object, world, outer, query }: Scope, where: Where | null ): void {
	const rule = FILTERED[ object.name ];
	if ( ! rule || outer !== null || rule.free( world ) ) {
		return;
	}
	const prefix = query.sObjectAlias === undefined ? '' : `${ query.sObjectAlias.toLowerCase() }.`;
	const columns = equalities( where?.node ?? null ).map( ( column ) =>
		prefix !== '' && column.startsWith( prefix ) ? column.slice( prefix.length ) : column
	);
	if ( ! columns.some( ( column ) => rule.columns.includes( column ) ) ) {
		throw malformed( rule.text );
	}
}

const MAX_BATCH = 2000;
/** Answered in one batch or not at all. */
const ONE_BATCH = new Set( [ 'EntityDefinition', 'FieldDefinition', 'EntityParticle' ] );

export function refuseSecondBatch( object: SObject, found: number ): void {
	if ( ONE_BATCH.has( object.name ) && found > MAX_BATCH ) {
		throw badRequest( 'EXCEEDED_ID_LIMIT', `${ object.name } does not support queryMore(), use LIMIT to restrict the results to a single batch` );
	}
}

/** Clauses this kind of query cannot have. */
export function refuseClauses( scope: Scope, query: Query ): void {
	if ( query.for === 'UPDATE' && query.orderBy !== undefined ) {
		throw malformed( 'ORDER BY cannot be used with FOR UPDATE: locked rows come in the order of their ids' );
	}
	if ( query.withDataCategory !== undefined ) {
		throw malformed( `WITH DATA CATEGORY is not supported on ${ scope.object.name }` );
	}
	if ( query.update !== undefined ) {
		throw malformed( `UPDATE ${ query.update } is not supported on ${ scope.object.name }` );
	}
}
