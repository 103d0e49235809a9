import { isObject } from '../http/message';
import { normaliseId } from '../org/ids';
import { convertLead } from '../org/conversion';
import { hasDuplicateRule } from '../org/duplicates';
import type { Guard } from '../org/guards';
import { purgeDeletions } from '../org/recycle-bin';
import { findField, type SObject } from '../org/schema';
import type { World } from '../world';
import { required, textOf, type Body, type Knobs } from './knobs';
import { putRichImage } from './rich-image';

const HOURS = 3600 * 1000;
const OK = { ok: true };

function objectNamed( world: World, body: Body ): SObject {
	const object = world.org.catalogue.find( required( body, 'object' ) );
	if ( ! object ) {
		throw new TypeError( `No such object: ${ String( body.object ) }.` );
	}
	return object;
}

function idIn( body: Body, name: string ): string {
	const id = normaliseId( body[ name ] );
	if ( id === null ) {
		throw new TypeError( `${ name } is not an id.` );
	}
	return id;
}

function momentIn( body: Body, name: string ): number | null {
	if ( body[ name ] === undefined ) {
		return null;
	}
	const ms = Date.parse( textOf( body, name ) ?? '' );
	if ( Number.isNaN( ms ) ) {
		throw new TypeError( `${ name } is not a moment in time.` );
	}
	return ms;
}

const GUARD_CODES: readonly Guard[ 'errorCode' ][] = [
	'FIELD_CUSTOM_VALIDATION_EXCEPTION',
	'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
	'CANNOT_EXECUTE_FLOW_TRIGGER',
];

/** Without `when` the guard refuses every write. */
function conditionIn( world: World, object: SObject, body: Body ): Guard[ 'refuses' ] {
	if ( body.when === undefined ) {
		return () => true;
	}
	const { field: name, equals } = isObject( body.when ) ? body.when : {};
	const field = typeof name === 'string' ? findField( object, name ) : undefined;
	if ( ! field || equals === undefined ) {
		throw new TypeError( 'when is {field, equals}.' );
	}
	return ( { values } ) => ( values[ field.name ] ?? null ) === equals;
}

function guard( world: World, body: Body ): unknown {
	const name = required( body, 'name' );
	if ( body.off === true ) {
		return { removed: world.org.guards.remove( name ) };
	}
	const object = objectNamed( world, body );
	const code = textOf( body, 'code' ) ?? 'FIELD_CUSTOM_VALIDATION_EXCEPTION';
	const errorCode = GUARD_CODES.find( ( one ) => one === code );
	if ( ! errorCode ) {
		throw new TypeError( `code is one of ${ GUARD_CODES.join( ', ' ) }.` );
	}
	world.org.guards.add( {
		object: object.name,
		name,
		errorCode,
		message: required( body, 'message' ),
		field: textOf( body, 'field' ) ?? null,
		refuses: conditionIn( world, object, body ),
	} );
	return OK;
}

function duplicateRules( world: World, body: Body ): unknown {
	const object = objectNamed( world, body );
	const mode = ( [ 'alert', 'block', 'off' ] as const ).find( ( one ) => one === body.mode );
	if ( ! mode || ! hasDuplicateRule( object.name ) ) {
		throw new TypeError( 'object is Contact or Lead, mode is alert, block or off.' );
	}
	world.org.duplicateRules.set( object.name, mode );
	return OK;
}

function merge( world: World, body: Body ): unknown {
	const object = objectNamed( world, body );
	const losers = Array.isArray( body.losers ) ? body.losers.map( String ) : [];
	const master = idIn( body, 'master' );
	world.org.writer.merge( object.name, master, losers );
	return { master, losers };
}

const richImage = ( world: World, body: Body ): unknown =>
	putRichImage( world, {
		object: required( body, 'object' ),
		id: required( body, 'id' ),
		field: required( body, 'field' ),
		bytes: Buffer.from( required( body, 'base64' ), 'base64' ),
		type: textOf( body, 'type' ) ?? 'image/png',
	} );

/** Takes "Query All Files" from the integration user's profile, or gives it back (§13). */
function queryAllFiles( world: World, body: Body ): unknown {
	const { org } = world;
	const person = textOf( body, 'username' ) === undefined ? org.personOf( org.writer.actor.userId ) : org.personNamed( required( body, 'username' ) );
	const row = person ? org.store.table( 'PermissionSet' ).get( person.profile.permissionSetId ) : undefined;
	if ( ! row ) {
		throw new TypeError( `Nobody is called ${ String( body.username ) }.` );
	}
	org.store.change( row, { values: { ...row.values, PermissionsQueryAllFiles: body.on !== false } } );
	return { on: body.on !== false };
}

export const recordsKnobs: Knobs = {
	'POST guard': guard,
	'POST duplicate-rules': duplicateRules,
	'POST merge': merge,
	'POST convert-lead': ( world, body ) => convertLead( world.org, idIn( body, 'id' ), { opportunityName: textOf( body, 'opportunityName' ) ?? null } ),
	'POST rich-image': richImage,
	'POST query-all-files': queryAllFiles,
	'POST empty-recycle-bin': ( world, body ) => ( { purged: world.org.recycleBin.empty( textOf( body, 'object' ) ) } ),
	'POST undelete': ( world, body ) => {
		const object = objectNamed( world, body );
		world.org.writer.undelete( object.name, idIn( body, 'id' ) );
		return OK;
	},
	'POST purge-deletions': ( world, body ) => {
		purgeDeletions( world.org, momentIn( body, 'before' ) ?? world.org.clock.now() - 2 * HOURS );
		return { purgedTo: world.org.store.deletionsPurgedTo };
	},
	'POST replication': ( world, body ) => {
		const limit = Number( body.idLimit );
		if ( ! Number.isInteger( limit ) || limit < 0 ) {
			throw new TypeError( 'idLimit is a whole number.' );
		}
		world.org.replicationIdLimit = limit;
		return OK;
	},
};
