import type { Access } from '../org/access';
import { PROFILES } from '../org/people';
import { USER_ID } from '../org/org';
import type { SObject } from '../org/schema';
import type { Row } from '../org/store';
import type { Writer } from '../org/write';
import { normaliseId } from '../org/ids';
import type { World } from '../world';

/** Who sits at this page: an administrator of the org, so that a change is a person's and not the integration's. */
export const accessOf = ( { org }: World ): Access =>
	org.accessOf( org.people.find( ( { profile } ) => profile.name === PROFILES.admin.name )?.userId ?? USER_ID );

export const writerOf = ( world: World ): Writer => world.org.writerFor( accessOf( world ), '', { allowDuplicates: true } );

/** Objects whose rows are stored and can be looked at, by label. */
export const objectsOf = ( world: World ): SObject[] =>
	accessOf( world )
		.schema.all()
		.filter( ( { virtual, event, keyPrefix } ) => ! virtual && ! event && keyPrefix !== null )
		.sort( ( a, b ) => a.labelPlural.localeCompare( b.labelPlural ) );

export const objectNamed = ( world: World, name: string ): SObject | undefined =>
	objectsOf( world ).find( ( object ) => object.name.toLowerCase() === name.toLowerCase() );

export function rowOf( world: World, id: string ): { object: SObject; row: Row } | null {
	const id18 = normaliseId( id );
	const object = id18 === null ? undefined : objectsOf( world ).find( ( { keyPrefix } ) => id18.slice( 0, 3 ) === keyPrefix );
	const row = object && id18 !== null ? world.org.store.table( object.name ).get( id18 ) : undefined;
	return object && row ? { object, row } : null;
}

/** What people call a record. */
export function nameOf( world: World, row: Row ): string {
	const field = world.org.store.table( row.type ).object.fields.find( ( one ) => one.nameField );
	const name = field && row.values[ field.name ];
	return name === undefined || name === null || name === '' ? row.id : String( name );
}
