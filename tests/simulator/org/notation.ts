import { build, type Options } from './fields';
import type { Field, FieldType } from './schema';

/** How a child hangs on its parent: the name of the child set, and whether it goes with the parent. */
export type Child = string | { name: string | null; onDelete: Field[ 'onDelete' ] };

export const cascade = ( name: string | null ): Child => ( { name, onDelete: 'cascade' } );

/** What the compact notation leaves out, by field. */
export interface Details {
	/** `Open* | Closed`, the star marking the default. */
	values?: Record< string, string >;
	children?: Record< string, Child >;
	more?: Record< string, Options >;
}

const TYPES: ReadonlySet< string > = new Set< FieldType >( [
	'id',
	'reference',
	'string',
	'textarea',
	'picklist',
	'multipicklist',
	'combobox',
	'boolean',
	'currency',
	'double',
	'percent',
	'int',
	'date',
	'datetime',
	'time',
	'url',
	'email',
	'phone',
	'base64',
	'address',
] );
const isFieldType = ( word: string ): word is FieldType => TYPES.has( word );

const ENTRY =
	/^(?<name>\w+):(?<type>\w+)(?:\((?<length>\d+)\))?(?:\[(?<precision>\d+),(?<scale>\d+)\])?(?:\{d(?<digits>\d+)\})?\/(?<flags>[cundfsgaLXNpRC]*)(?: →(?<to>[\w,]+) as (?<relation>\w+))?(?: ∈(?<compound>\w+))?$/u;

function sizes( type: FieldType, parts: Record< string, string | undefined > ): Options {
	return {
		length: Number( parts.length ?? 0 ),
		precision: Number( parts.precision ?? 0 ),
		scale: Number( parts.scale ?? 0 ),
		digits: Number( parts.digits ?? 0 ),
		extraTypeInfo: type === 'textarea' ? 'plaintextarea' : null,
	};
}

function rights( type: FieldType, flags: string ): Options {
	const has = ( flag: string ): boolean => flags.includes( flag );
	return {
		createable: has( 'c' ),
		updateable: has( 'u' ),
		nillable: has( 'n' ),
		defaultedOnCreate: has( 'd' ),
		defaultValue: type === 'boolean' ? false : null,
		idLookup: has( 'L' ),
		externalId: has( 'X' ),
		nameField: has( 'N' ),
		permissionable: has( 'p' ),
		restricted: has( 'R' ),
		rollUp: has( 'C' ),
		abilities: { filterable: has( 'f' ), sortable: has( 's' ), groupable: has( 'g' ), aggregatable: has( 'a' ) },
	};
}

/** `New* | Closed` → the values, and the one that a new row gets. */
function readValues( written: string ): Options {
	const words = written.split( ' | ' );
	const starred = words.find( ( word ) => word.endsWith( '*' ) );
	return { picklist: words.map( ( word ) => word.replace( /\*$/, '' ) ), ...( starred ? { defaultValue: starred.slice( 0, -1 ) } : {} ) };
}

function childOf( child: Child | undefined ): Options {
	if ( child === undefined ) {
		return {};
	}
	return typeof child === 'string' ? { childRelationshipName: child } : { childRelationshipName: child.name, onDelete: child.onDelete };
}

const links = ( { to, relation, compound }: Record< string, string | undefined > ): Options => ( {
	referenceTo: to?.split( ',' ) ?? [],
	relationshipName: relation === undefined || relation === 'None' ? null : relation,
	compoundFieldName: compound ?? null,
} );

function detailsOf( name: string, { values, children, more }: Details ): Options {
	const written = values?.[ name ];
	return { ...( written === undefined ? {} : readValues( written ) ), ...childOf( children?.[ name ] ), ...more?.[ name ] };
}

function readField( entry: string, details: Details ): Field {
	const parts = ENTRY.exec( entry )?.groups;
	const { name = '', type = '', flags = '' } = parts ?? {};
	if ( ! parts || ! isFieldType( type ) ) {
		throw new Error( `Not a field: ${ entry }` );
	}
	return build( type, name, { ...sizes( type, parts ), ...rights( type, flags ), ...links( parts ), ...detailsOf( name, details ) } );
}

/**
 * Fields in the notation of §11.1, one a line or parted by semicolons:
 * `Name:type(length)[precision,scale]{digits}/flags →referenceTo as relationshipName ∈compound`.
 */
export function readFields( notation: string, details: Details = {} ): Field[] {
	const fields = notation
		.split( /[;\n]/ )
		.map( ( entry ) => entry.trim() )
		.filter( ( entry ) => entry !== '' )
		.map( ( entry ) => readField( entry, details ) );
	const names = new Set( fields.map( ( field ) => field.name ) );
	const lost = [ details.values, details.children, details.more ].flatMap( ( by ) => Object.keys( by ?? {} ) ).filter( ( name ) => ! names.has( name ) );
	if ( lost.length > 0 ) {
		throw new Error( `No such fields: ${ lost.join( ', ' ) }` );
	}
	return fields;
}
