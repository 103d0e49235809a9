import type { Options } from '../org/fields';
import type { Field, FieldType, Value } from '../org/schema';
import { isObject } from '../http/message';
import { badRequest } from '../http/errors';

export type Metadata = Record< string, unknown >;

interface Kind {
	type: FieldType;
	/** Attributes that this kind of field takes besides those of every field. */
	takes: readonly string[];
	needs: readonly string[];
	/** What may stand in `length`. */
	length?: readonly [ number, number ];
	options?: ( metadata: Metadata ) => Options;
}

const KEYS = [ 'unique', 'caseSensitive', 'externalId' ] as const;
const DEFAULT = [ 'required', 'defaultValue' ] as const;

const integrity = ( message: string ): Error => badRequest( 'FIELD_INTEGRITY_EXCEPTION', message );

function digits( { precision, scale }: Metadata ): Options {
	const [ all, after ] = [ Number( precision ), Number( scale ) ];
	if ( ! Number.isInteger( all ) || all < 1 || all > 18 ) {
		throw integrity( 'Invalid precision, maximum is: 18' );
	}
	if ( ! Number.isInteger( after ) || after < 0 || after > all ) {
		throw integrity( 'Invalid scale, it must not exceed the precision' );
	}
	return { precision: all, scale: after };
}

const longText =
	( html: boolean ) =>
	( { length }: Metadata ): Options => ( { length: Number( length ), html, extraTypeInfo: html ? 'richtextarea' : 'plaintextarea' } );

const numeric = ( type: FieldType ): Kind => ( {
	type,
	takes: [ ...DEFAULT, 'precision', 'scale', ...( type === 'double' ? [ 'unique', 'externalId' ] : [] ) ],
	needs: [ 'precision', 'scale' ],
	options: digits,
} );

const plain = ( type: FieldType, takes: readonly string[] = [] ): Kind => ( { type, takes: [ ...DEFAULT, ...takes ], needs: [] } );

function listOf( value: unknown ): unknown[] {
	if ( Array.isArray( value ) ) {
		return value as unknown[];
	}
	return value === undefined || value === null ? [] : [ value ];
}

function chosen( { valueSet }: Metadata ): Options {
	const set = isObject( valueSet ) ? valueSet : {};
	if ( typeof set.valueSetName === 'string' ) {
		throw badRequest( 'INVALID_CROSS_REFERENCE_KEY', `In field: valueSet - no GlobalValueSet named ${ set.valueSetName } found` );
	}
	const definition = isObject( set.valueSetDefinition ) ? set.valueSetDefinition : {};
	const values = listOf( definition.value ).filter( isObject );
	const names = values.map( ( { fullName } ) => ( typeof fullName === 'string' ? fullName : '' ) );
	if ( names.length === 0 || names.includes( '' ) ) {
		throw integrity( 'Picklist values are required: valueSetDefinition needs values with a fullName' );
	}
	const repeated = names.find( ( name, index ) => names.findIndex( ( one ) => one.toLowerCase() === name.toLowerCase() ) !== index );
	if ( repeated !== undefined ) {
		throw badRequest( 'DUPLICATE_VALUE', `Duplicate label: ${ repeated }` );
	}
	const labels = values.filter( ( { label, fullName } ) => typeof label === 'string' && label !== fullName );
	const start = values.find( ( value ) => String( value.default ) === 'true' );
	return {
		picklist: definition.sorted === true ? [ ...names ].sort() : names,
		restricted: String( set.restricted ) === 'true',
		labels: Object.fromEntries( labels.map( ( { label, fullName } ) => [ String( fullName ), String( label ) ] ) ),
		defaultValue: start ? String( start.fullName ) : null,
	};
}

const CONSTRAINTS: ReadonlyMap< string, Field[ 'onDelete' ] > = new Map( [
	[ 'SetNull', 'clear' ],
	[ 'Cascade', 'cascade' ],
	[ 'Restrict', 'restrict' ],
] );

function reference( { referenceTo, relationshipName, deleteConstraint, required }: Metadata ): Options {
	const onDelete = CONSTRAINTS.get( typeof deleteConstraint === 'string' ? deleteConstraint : 'SetNull' );
	if ( onDelete === undefined || ( required === true && onDelete === 'clear' ) ) {
		throw integrity( 'deleteConstraint must be SetNull, Cascade or Restrict, and a required lookup cannot be set to null' );
	}
	return { referenceTo: [ String( referenceTo ) ], childRelationshipName: `${ String( relationshipName ) }__r`, onDelete };
}

const defaultOf = ( { defaultValue }: Metadata ): Value => String( defaultValue ) === 'true';

/** The types of custom fields (§12.2), by their name in the Metadata API. */
export const KINDS: Readonly< Record< string, Kind > > = {
	Text: {
		type: 'string',
		takes: [ ...DEFAULT, ...KEYS, 'length' ],
		needs: [ 'length' ],
		length: [ 1, 255 ],
		options: ( { length } ) => ( { length: Number( length ) } ),
	},
	Checkbox: {
		type: 'boolean',
		takes: [ 'defaultValue' ],
		needs: [ 'defaultValue' ],
		options: ( metadata ) => ( { defaultedOnCreate: true, defaultValue: defaultOf( metadata ) } ),
	},
	Date: plain( 'date' ),
	DateTime: plain( 'datetime' ),
	Time: plain( 'time' ),
	Email: plain( 'email', [ 'unique', 'externalId', 'caseSensitive' ] ),
	Phone: plain( 'phone' ),
	Url: plain( 'url' ),
	Number: numeric( 'double' ),
	Currency: numeric( 'currency' ),
	Percent: numeric( 'percent' ),
	TextArea: { ...plain( 'textarea' ), options: () => ( { length: 255, extraTypeInfo: 'plaintextarea' } ) },
	LongTextArea: {
		type: 'textarea',
		takes: [ 'defaultValue', 'length', 'visibleLines' ],
		needs: [ 'length', 'visibleLines' ],
		length: [ 256, 131_072 ],
		options: longText( false ),
	},
	Html: { type: 'textarea', takes: [ 'length', 'visibleLines' ], needs: [ 'length', 'visibleLines' ], length: [ 256, 131_072 ], options: longText( true ) },
	Picklist: { ...plain( 'picklist', [ 'valueSet' ] ), needs: [ 'valueSet' ], options: chosen },
	MultiselectPicklist: { ...plain( 'multipicklist', [ 'valueSet', 'visibleLines' ] ), needs: [ 'valueSet', 'visibleLines' ], options: chosen },
	Lookup: {
		type: 'reference',
		takes: [ 'required', 'referenceTo', 'relationshipName', 'relationshipLabel', 'deleteConstraint' ],
		needs: [ 'referenceTo', 'relationshipName' ],
		options: reference,
	},
	AutoNumber: {
		type: 'string',
		takes: [ 'displayFormat', 'startingNumber', 'externalId' ],
		needs: [ 'displayFormat' ],
		options: ( { displayFormat } ) => ( {
			length: 30,
			autoNumber: String( displayFormat ),
			createable: false,
			updateable: false,
			defaultedOnCreate: true,
		} ),
	},
};

/** What a formula can come to. */
export const FORMULA_TYPES = [ 'Text', 'Number', 'Currency', 'Percent', 'Checkbox', 'Date', 'DateTime' ];
export const FORMULA_TAKES = [ 'formula', 'formulaTreatBlanksAs', 'precision', 'scale' ];

/** Attributes that only some types take: on any other they are refused. */
export const SPECIFIC = new Set( [ ...Object.values( KINDS ).flatMap( ( { takes } ) => takes ), ...FORMULA_TAKES ] );

const EVERY = [
	'label',
	'type',
	'description',
	'inlineHelpText',
	'trackHistory',
	'trackFeedHistory',
	'trackTrending',
	'securityClassification',
	'businessStatus',
	'businessOwnerUser',
	'complianceGroup',
	'deprecated',
	'encryptionScheme',
	'fullName',
	'urls',
];
export const isAttribute = ( name: string ): boolean => SPECIFIC.has( name ) || EVERY.includes( name );
