import { badRequest } from '../http/errors';
import { readFields } from './notation';
import type { Org } from './org';
import { USER_ID } from './people';
import { findField, type Field, type SObject, type Value } from './schema';
import { newRow, type Row, type Values } from './store';

/** Every object has it, whether or not anybody has made others (§2.3). */
export const MASTER_RECORD_TYPE = '012000000000000AAA';

interface NewRecordType {
	object: string;
	developerName: string;
	name?: string;
	description?: string | null;
	active?: boolean;
	/** The one that a row gets when its writer names none. */
	isDefault?: boolean;
	/** API values that pages offer with this type; a picklist that is not named offers all of its own. */
	picklists?: Record< string, string[] >;
}

interface Extras {
	isDefault: boolean;
	picklists: Record< string, string[] >;
}

/** What rows of RecordType do not say about themselves. */
export class RecordTypes {
	private readonly extras = new Map< string, Extras >();

	clear(): void {
		this.extras.clear();
	}

	remember( id: string, extras: Extras ): void {
		this.extras.set( id, extras );
	}

	/** Of the types of one object, one at most is the default. */
	noneIsDefault( ids: string[] ): void {
		for ( const id of ids ) {
			this.extras.set( id, { picklists: {}, ...this.extras.get( id ), isDefault: false } );
		}
	}

	isDefault( id: string ): boolean {
		return this.extras.get( id )?.isDefault === true;
	}

	/** The values of a picklist that go with a record type. */
	valuesOf( id: string, field: Field ): string[] {
		return this.extras.get( id )?.picklists[ field.name ] ?? field.picklist;
	}
}

export const recordTypesOf = ( org: Org, object: string ): Row[] =>
	[ ...org.store.table( 'RecordType' ).all() ].filter( ( row ) => ! row.deleted && row.values.SobjectType === object );

function refuseStrangers( object: SObject, picklists: Record< string, string[] > ): void {
	for ( const [ name, values ] of Object.entries( picklists ) ) {
		const field = findField( object, name );
		const strange = values.filter( ( value ) => ! field?.picklist.includes( value ) );
		if ( ! field || strange.length > 0 ) {
			throw new TypeError( `Not in the value set of ${ object.name }.${ name }: ${ strange.join( ', ' ) }` );
		}
	}
}

/** A record type that an administrator makes; the first one brings RecordTypeId with it. */
export function addRecordType( org: Org, type: NewRecordType ): string {
	const object = org.catalogue.find( type.object );
	if ( ! object?.writable ) {
		throw new TypeError( `No such object: ${ type.object }` );
	}
	refuseStrangers( object, type.picklists ?? {} );
	if ( ! findField( object, 'RecordTypeId' ) ) {
		const [ field ] = readFields( 'RecordTypeId:reference(18)/cunfsga →RecordType as RecordType' );
		org.addField( object.name, field! );
	}
	const id = org.store.nextId( org.catalogue.find( 'RecordType' )! );
	const stamp = org.clock.stamp();
	org.store.insert(
		newRow( 'RecordType', id, {
			Id: id,
			IsDeleted: false,
			Name: type.name ?? type.developerName.replaceAll( '_', ' ' ),
			DeveloperName: type.developerName,
			NamespacePrefix: null,
			Description: type.description ?? null,
			SobjectType: object.name,
			IsActive: type.active ?? true,
			CreatedDate: stamp,
			CreatedById: USER_ID,
			LastModifiedDate: stamp,
			LastModifiedById: USER_ID,
			SystemModstamp: stamp,
		} )
	);
	if ( type.isDefault ) {
		org.recordTypes.noneIsDefault( recordTypesOf( org, object.name ).map( ( row ) => row.id ) );
	}
	org.recordTypes.remember( id, { isDefault: type.isDefault ?? false, picklists: type.picklists ?? {} } );
	org.catalogue.touch( org.clock.now() );
	return id;
}

/** A new row gets the default type; a type of another object, or one that is switched off, is refused. */
export function settleRecordType( org: Org, object: SObject, { values, previous, given }: { values: Values; previous: Values | null; given: Values } ): void {
	const written: Value | undefined = given.RecordTypeId;
	if ( typeof written === 'string' ) {
		const type = org.store.table( 'RecordType' ).get( written );
		const fits = type?.values.SobjectType === object.name && type.values.IsActive === true;
		if ( ! fits && previous?.RecordTypeId !== written ) {
			throw badRequest( 'INVALID_CROSS_REFERENCE_KEY', `Record Type ID: this ID value isn't valid for the user: ${ written }`, [ 'RecordTypeId' ] );
		}
	} else if ( written === undefined && previous === null && findField( org.catalogue.find( object.name ) ?? object, 'RecordTypeId' ) ) {
		values.RecordTypeId = recordTypesOf( org, object.name ).find( ( row ) => org.recordTypes.isDefault( row.id ) )?.id ?? null;
	}
}
