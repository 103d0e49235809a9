import { badRequest, refuse } from '../http/errors';
import { isObject } from '../http/message';
import type { Org } from '../org/org';
import { findField, type Field, type SObject } from '../org/schema';
import { newRow, type Actor, type Row, type Values } from '../org/store';
import { customFieldIdOf, customFields, durableId, isCustomizable, MAX_CUSTOM_FIELDS, ownCustomFields } from './entities';
import type { Metadata } from './field-kinds';
import { fieldOf, readMetadata } from './field-metadata';

/** Activity fields are made once and show in Task and Event (§12.2). */
const ACTIVITIES = [ 'Task', 'Event' ];
const MAX_NAME = 40;

interface Place {
	/** `Activity` or the object. */
	table: string;
	objects: SObject[];
	/** Without `__c`. */
	name: string;
}

export interface Written {
	fullName: unknown;
	metadata: unknown;
	/** The request's own words: errors say where in them they stumbled. */
	raw: string;
}

function objectsOf( org: Org, table: string ): { table: string; objects: SObject[] } {
	if ( table.toLowerCase() === 'activity' ) {
		return { table: 'Activity', objects: ACTIVITIES.map( ( name ) => org.catalogue.find( name ) ).filter( ( one ) => one !== undefined ) };
	}
	const object = org.catalogue.find( table );
	if ( ! object || ACTIVITIES.includes( object.name ) || ! isCustomizable( object ) ) {
		throw badRequest( 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', `Entity Enumeration Or ID: bad value for restricted picklist field: ${ table }`, [
			'TableEnumOrId',
		] );
	}
	return { table: object.name, objects: [ object ] };
}

function placeOf( org: Org, fullName: unknown ): Place {
	if ( typeof fullName !== 'string' || fullName === '' ) {
		throw badRequest( 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [FullName]', [ 'FullName' ] );
	}
	const parts = /^([^.]+)\.([^.]+)__c$/i.exec( fullName );
	if ( ! parts ) {
		throw badRequest( 'FIELD_INTEGRITY_EXCEPTION', `Invalid fullName, must end in a custom suffix (e.g. __c): ${ fullName }`, [ 'FullName' ] );
	}
	const [ , table = '', name = '' ] = parts;
	const namespace = /^([A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*)__(?=[A-Za-z])/.exec( name )?.[ 1 ];
	if ( namespace !== undefined ) {
		throw badRequest(
			'FIELD_INTEGRITY_EXCEPTION',
			`Cannot create a new component with the namespace: ${ namespace }. Only components in the same namespace as the organization can be created through the API`,
			[ 'FullName' ]
		);
	}
	if ( name.length > MAX_NAME ) {
		throw badRequest( 'STRING_TOO_LONG', `Field Name: data value too large: ${ name } (max length=${ MAX_NAME })`, [ 'FullName' ] );
	}
	if ( ! /^[A-Za-z](?:_?[A-Za-z0-9])*$/.test( name ) ) {
		throw badRequest(
			'FIELD_INTEGRITY_EXCEPTION',
			`The Field Name "${ name }" can only contain underscores and alphanumeric characters. It must be unique, begin with a letter, not include spaces, not end with an underscore, and not contain two consecutive underscores.`,
			[ 'FullName' ]
		);
	}
	return { ...objectsOf( org, table ), name };
}

function refuseTaken( { table, objects, name }: Place ): void {
	if ( objects.some( ( object ) => findField( object, `${ name }__c` ) ) ) {
		throw badRequest( 'DUPLICATE_DEVELOPER_NAME', `There is already a field named ${ name } on ${ table }.`, [ 'FullName' ] );
	}
}

function refuseFull( { objects, table }: Place ): void {
	if ( objects.some( ( object ) => ownCustomFields( object ) >= MAX_CUSTOM_FIELDS ) ) {
		throw badRequest( 'LIMIT_EXCEEDED', `${ table }: the maximum number of custom fields has been reached` );
	}
}

function refuseLostTarget( org: Org, { referenceTo }: Metadata ): void {
	if ( referenceTo === undefined ) {
		return;
	}
	const target = typeof referenceTo === 'string' ? referenceTo : JSON.stringify( referenceTo );
	if ( ! org.catalogue.find( target ) ) {
		throw badRequest( 'INVALID_CROSS_REFERENCE_KEY', `In field: referenceTo - no CustomObject named ${ target } found` );
	}
}

function valuesOf( place: Place, metadata: Metadata ): Values {
	const [ object ] = place.objects;
	return {
		DeveloperName: place.name,
		TableEnumOrId: place.table === 'Activity' || ! object?.custom ? place.table : durableId( object ),
		NamespacePrefix: null,
		ManageableState: 'unmanaged',
		Description: typeof metadata.description === 'string' ? metadata.description : null,
		EntityDefinitionId: object && place.table !== 'Activity' ? durableId( object ) : place.table,
		FullName: `${ place.table }.${ place.name }__c`,
		Metadata: JSON.stringify( metadata ),
	};
}

/** Old values of a field that was deleted do not come back with its namesake. */
function wipe( org: Org, { objects, name }: Place ): void {
	for ( const object of objects ) {
		const table = org.store.table( object.name );
		for ( const row of [ ...table.all() ].filter( ( { values } ) => values[ `${ name }__c` ] !== undefined ) ) {
			table.remove( row );
			row.values = Object.fromEntries( Object.entries( row.values ).filter( ( [ key ] ) => key !== `${ name }__c` ) );
			table.add( row );
		}
	}
}

export function createField( org: Org, actor: Actor, { fullName, metadata, raw }: Written ): string {
	const place = placeOf( org, fullName );
	const read = readMetadata( metadata, raw );
	fieldOf( `${ place.name }__c`, '', read );
	refuseLostTarget( org, read );
	refuseTaken( place );
	refuseFull( place );
	const id = org.store.nextId( org.store.table( 'CustomField' ).object );
	const stamp = org.clock.stamp();
	const stamps = { CreatedDate: stamp, CreatedById: actor.userId, LastModifiedDate: stamp, LastModifiedById: actor.userId, SystemModstamp: stamp };
	wipe( org, place );
	org.store.transaction( () => org.store.insert( newRow( 'CustomField', id, { Id: id, IsDeleted: false, ...stamps, ...valuesOf( place, read ) } ) ), actor );
	followFields( org );
	return id;
}

/** PATCH replaces all Metadata; the type stays what it was. */
export function changeField( org: Org, actor: Actor, id: string, { fullName, metadata, raw }: Written ): void {
	const row = madeField( org, id );
	const place = { ...objectsOf( org, tableOf( row ) ), name: String( row.values.DeveloperName ) };
	if ( fullName !== undefined && fullName !== row.values.FullName ) {
		throw badRequest( 'FIELD_INTEGRITY_EXCEPTION', 'Cannot update a field to a different name', [ 'FullName' ] );
	}
	const read = readMetadata( metadata, raw );
	refuseLostTarget( org, read );
	const { type } = metadataOf( row );
	if ( read.type !== type ) {
		throw badRequest( 'FIELD_INTEGRITY_EXCEPTION', `Cannot change type from ${ String( type ) } to ${ String( read.type ) }` );
	}
	fieldOf( '', '', read );
	const stamp = org.clock.stamp();
	const values = { ...row.values, ...valuesOf( place, read ), LastModifiedDate: stamp, LastModifiedById: actor.userId, SystemModstamp: stamp };
	org.store.transaction( () => org.store.change( row, { values } ), actor );
	followFields( org );
}

export function deleteField( org: Org, actor: Actor, id: string ): void {
	const row = madeField( org, id );
	const names = objectsOf( org, tableOf( row ) ).objects.map( ( object ) => `${ object.name }.${ String( row.values.DeveloperName ) }__c`.toLowerCase() );
	org.store.transaction( () => {
		for ( const grant of [ ...org.store.table( 'FieldPermissions' ).all() ] ) {
			if ( names.includes( String( grant.values.Field ).toLowerCase() ) ) {
				org.store.purge( grant );
			}
		}
		org.store.purge( row );
	}, actor );
	followFields( org );
}

const tableOf = ( row: Row ): string => String( row.values.FullName ).split( '.' )[ 0 ]!;

export function metadataOf( row: Row ): Metadata {
	const read: unknown = JSON.parse( String( row.values.Metadata ) );
	return isObject( read ) ? read : {};
}

function madeField( org: Org, id: string ): Row {
	const row = org.store.table( 'CustomField' ).get( id );
	if ( row ) {
		return row;
	}
	const packaged = customFields( org ).some( ( { object, field } ) => customFieldIdOf( object, field ) === id );
	throw packaged
		? refuse(
				403,
				'CANNOT_MODIFY_MANAGED_OBJECT',
				`Cannot modify managed object: entity=CustomFieldDefinition, component=${ id.slice( 0, 15 ) }, state=installed`
			)
		: badRequest( 'INVALID_CROSS_REFERENCE_KEY', 'This custom field does not exist or is not accessible' );
}

/**
 * Makes the catalogue follow the CustomField rows: what a transaction took back is undone here too.
 * To be called once rows have changed, or may have been taken back.
 */
export function followFields( org: Org ): void {
	const rows = new Map( [ ...org.store.table( 'CustomField' ).all() ].map( ( row ) => [ row.id, row ] ) );
	for ( const object of org.catalogue.all() ) {
		for ( const field of object.fields.filter( ( { customFieldId } ) => customFieldId !== null && ! rows.has( customFieldId ) ) ) {
			org.catalogue.removeField( object.name, field.name, org.clock.now() );
		}
	}
	for ( const row of rows.values() ) {
		for ( const object of objectsOf( org, tableOf( row ) ).objects ) {
			followField( org, object, row );
		}
	}
}

/** The state of the row that a field was last made from. */
const madeFrom = new WeakMap< Field, Values >();

function followField( org: Org, object: SObject, row: Row ): void {
	const name = `${ String( row.values.DeveloperName ) }__c`;
	const field = findField( object, name );
	if ( field && madeFrom.get( field ) === row.values ) {
		return;
	}
	const wanted = fieldOf( name, row.id, metadataOf( row ) );
	if ( field ) {
		Object.assign( field, wanted );
		org.store.table( object.name ).index( field );
		org.catalogue.touch( org.clock.now() );
	} else {
		org.addField( object.name, wanted );
	}
	madeFrom.set( field ?? wanted, row.values );
}
