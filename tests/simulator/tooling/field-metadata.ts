import { badRequest } from '../http/errors';
import { isObject } from '../http/message';
import { build, type Options } from '../org/fields';
import type { Field } from '../org/schema';
import { readFormula } from './formula';
import { FORMULA_TAKES, FORMULA_TYPES, isAttribute, KINDS, SPECIFIC, type Metadata } from './field-kinds';

const integrity = ( message: string ): Error => badRequest( 'FIELD_INTEGRITY_EXCEPTION', message );

/** Salesforce says where in the body it stumbled (§12.2). */
function unreadable( value: unknown, raw: string ): Error {
	const written = JSON.stringify( value );
	const column = Math.max( 0, raw.indexOf( written ) ) + 1;
	const kind = typeof value === 'string' ? `VALUE_STRING value ${ value }` : 'START_OBJECT';
	return badRequest(
		'JSON_PARSER_ERROR',
		`Cannot deserialize instance of complexvalue from ${ kind } or request may be missing a required field at [line:1, column:${ column }]`
	);
}

const REAL_BUT_ABSENT = [ 'MasterDetail', 'Summary', 'Location', 'EncryptedText', 'ExternalLookup', 'IndirectLookup', 'Hierarchy' ];

function kindOf( metadata: Metadata, raw: string ): ( typeof KINDS )[ string ] {
	const { type } = metadata;
	const kind = typeof type === 'string' && Object.hasOwn( KINDS, type ) ? KINDS[ type ] : undefined;
	if ( kind ) {
		return kind;
	}
	if ( typeof type === 'string' && REAL_BUT_ABSENT.includes( type ) ) {
		throw integrity( `Custom fields of type ${ type } cannot be made in this simulator` );
	}
	throw unreadable( type, raw );
}

function refuseStrangers( metadata: Metadata, takes: readonly string[] ): void {
	for ( const name of Object.keys( metadata ) ) {
		if ( ! isAttribute( name ) ) {
			throw badRequest( 'JSON_PARSER_ERROR', `No such column '${ name }' on sobject of type CustomField` );
		}
		if ( SPECIFIC.has( name ) && ! takes.includes( name ) ) {
			throw integrity( `Can not specify '${ name }' for a CustomField of type ${ String( metadata.type ) }` );
		}
	}
}

function checkLength( metadata: Metadata, bounds: readonly [ number, number ] | undefined ): void {
	if ( ! bounds ) {
		return;
	}
	const length = Number( metadata.length );
	if ( ! Number.isInteger( length ) || length < bounds[ 0 ] ) {
		throw integrity( `Invalid length, minimum is: ${ bounds[ 0 ] }` );
	}
	if ( length > bounds[ 1 ] ) {
		throw integrity( `Invalid length, maximum is: ${ bounds[ 1 ] }` );
	}
}

function checkTexts( { label, description }: Metadata ): void {
	if ( typeof label !== 'string' || label.trim() === '' ) {
		throw integrity( 'Must specify a non-empty label for the CustomField' );
	}
	if ( label.length > 40 ) {
		throw badRequest( 'STRING_TOO_LONG', `Label: data value too large: ${ label } (max length=40)`, [ 'Metadata' ] );
	}
	if ( typeof description === 'string' && description.length > 1000 ) {
		throw badRequest( 'STRING_TOO_LONG', `Description: data value too large: ${ description.slice( 0, 255 ) } (max length=1000)`, [ 'Metadata' ] );
	}
}

/** Attributes that stand as null are not written: a GET answers them, and a PATCH sends them back. */
export function readMetadata( value: unknown, raw: string ): Metadata {
	if ( ! isObject( value ) ) {
		throw badRequest( 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [Metadata]', [ 'Metadata' ] );
	}
	const metadata = Object.fromEntries( Object.entries( value ).filter( ( [ , one ] ) => one !== null ) );
	const kind = kindOf( metadata, raw );
	const isFormula = metadata.formula !== undefined;
	if ( isFormula && ! FORMULA_TYPES.includes( String( metadata.type ) ) ) {
		throw integrity( `Can not specify 'formula' for a CustomField of type ${ String( metadata.type ) }` );
	}
	refuseStrangers( metadata, isFormula ? FORMULA_TAKES : kind.takes );
	checkTexts( metadata );
	for ( const needed of isFormula ? [] : kind.needs ) {
		if ( metadata[ needed ] === undefined ) {
			throw integrity( `Must specify '${ needed }' for a CustomField of type ${ String( metadata.type ) }` );
		}
	}
	checkLength( metadata, isFormula ? undefined : kind.length );
	return metadata;
}

/** What the field becomes in the catalogue: nobody reads it until it is granted, unless it is required (§12.2). */
export function fieldOf( name: string, customFieldId: string, metadata: Metadata ): Field {
	const kind = KINDS[ String( metadata.type ) ]!;
	const isFormula = metadata.formula !== undefined;
	const required = metadata.required === true;
	const key = metadata.externalId === true || metadata.unique === true;
	const shape: Options = isFormula
		? {
				formula: readFormula( String( metadata.formula ) ),
				createable: false,
				updateable: false,
				precision: Number( metadata.precision ?? 18 ),
				scale: Number( metadata.scale ?? 0 ),
			}
		: ( kind.options?.( metadata ) ?? {} );
	return build( kind.type, name, {
		label: String( metadata.label ),
		nillable: ! required && kind.type !== 'boolean',
		permissionable: ! required,
		ungranted: true,
		customFieldId,
		unique: metadata.unique === true,
		caseSensitive: metadata.caseSensitive === true,
		externalId: metadata.externalId === true,
		idLookup: key,
		description: typeof metadata.description === 'string' ? metadata.description : null,
		...( kind.type === 'reference' ? { relationshipName: name.replace( /__c$/i, '__r' ) } : {} ),
		...shape,
	} );
}
