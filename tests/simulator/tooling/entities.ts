import { makeId } from '../org/ids';
import type { Org } from '../org/org';
import type { Field, SObject } from '../org/schema';

/** Of an object, in a Developer Edition; those of managed packages come on top. */
export const MAX_CUSTOM_FIELDS = 500;

/** Where an administrator may add fields. */
export const isCustomizable = ( object: SObject ): boolean =>
	object.keyPrefix !== null && ! ( object.setup || object.tooling || object.event || object.virtual ) && ( object.writable || object.name === 'User' );

/** Fields of a managed package do not count against the limit. */
export const ownCustomFields = ( object: SObject ): number => object.fields.filter( ( field ) => field.custom && namespaceOf( field.name ) === null ).length;

/** `PatronTicket__Season__c` → `PatronTicket` */
export const namespaceOf = ( name: string ): string | null => /^([A-Za-z]\w*?)__\w+__(?:c|r|e|mdt)$/.exec( name )?.[ 1 ] ?? null;

/** `PatronTicket__Season__c` → `Season` */
export const developerNameOf = ( name: string ): string => name.replace( /__(?:c|e|mdt)$/, '' ).replace( /^[A-Za-z]\w*?__(?=\w)/, '' );

/** FNV-1a: the same name has the same id in every org, whatever was asked before. */
function hash( name: string ): number {
	let value = 0x811c9dc5;
	for ( const char of name.toLowerCase() ) {
		value = Math.imul( value ^ char.charCodeAt( 0 ), 0x01000193 ) >>> 0;
	}
	return value;
}

/** Ids of what was never stored, far above those that are counted up. */
export const idByName = ( prefix: string, name: string ): string => makeId( prefix, 1e10 + hash( name ) );

/** A standard object is called by its name, a custom one by its 01I id (§12.1). */
export const durableId = ( object: SObject ): string => ( object.custom ? idByName( '01I', object.name ).slice( 0, 15 ) : object.name );

export const customFieldIdOf = ( object: SObject, field: Field ): string => field.customFieldId ?? idByName( '00N', `${ object.name }.${ field.name }` );

/** After the dot: the name of a standard field, the id of a custom one. */
export const durableFieldId = ( object: SObject, field: Field ): string =>
	`${ durableId( object ) }.${ field.custom ? customFieldIdOf( object, field ).slice( 0, 15 ) : field.name }`;

export const customFields = ( org: Org ): { object: SObject; field: Field }[] =>
	org.catalogue.all().flatMap( ( object ) => object.fields.filter( ( { custom } ) => custom ).map( ( field ) => ( { object, field } ) ) );
