import { dateOf, isoOf, localMoment, momentOf, momentText, timeOf } from './dates';
import type { Labels } from './labels';
import { amountText, currencyOf, minorUnits } from './money';
import { isObject } from './path';
import { id18 } from './salesforce-id';
import { plainText, truncated } from './text';
import { fault, ok, type Result, type Value } from './value';
import { zoneOf } from './zones';

type Options = Readonly< Record< string, unknown > >;

/** What a step may look at besides its value: other fields of the record, and facts of the org. */
export interface Around {
	readonly labels?: Labels | undefined;
	readonly currency?: string | null;
	/** IANA name of the zone this record’s times are in. */
	readonly zone?: string | null;
	/** The Time field that belongs to a Date. */
	readonly time?: string | null;
	/** Told of each value that has no label. */
	readonly unlabelled?: ( value: string ) => void;
}

type Transform = ( value: Exclude< Value, null >, options: Options, around: Around ) => Result;

const text = ( value: Value ): string => ( Array.isArray( value ) ? value.join( ';' ) : String( value ?? '' ) );
const option = ( options: Options, name: string, otherwise: string ): string => {
	const given = options[ name ];
	return typeof given === 'string' ? given : otherwise;
};

/** Applies to each entry of a list, to the whole of anything else. */
const each =
	( change: ( entry: string, options: Options ) => string ): Transform =>
	( value, options ) =>
		ok( Array.isArray( value ) ? value.map( ( entry ) => change( entry, options ) ) : change( String( value ), options ) );

/** Read once; asking first whether it can be read would read it twice. */
function urlOf( given: string ): URL | undefined {
	try {
		return new URL( given );
	} catch {
		return undefined;
	}
}

function toUrl( value: Exclude< Value, null > ): Result {
	const given = text( value ).trim();
	if ( given === '' ) {
		return ok( null );
	}
	const parsed = urlOf( given );
	return parsed && ( parsed.protocol === 'https:' || parsed.protocol === 'http:' )
		? ok( parsed.href )
		: fault( 'url_invalid', `is not a web address: “${ truncated( given, 80 ) }”.`, 'Correct the address in Salesforce; it begins with https://.' );
}

function toNumber( value: Exclude< Value, null > ): Result {
	const given = text( value ).trim();
	const number = given === '' ? Number.NaN : Number( given );
	return Number.isFinite( number )
		? ok( number )
		: fault( 'number_invalid', `is not a number: “${ truncated( given, 80 ) }”.`, 'Correct the number in Salesforce.' );
}

function toBoolean( value: Exclude< Value, null > ): Result {
	const given = text( value ).trim().toLowerCase();
	if ( [ 'true', '1', 'yes', 'on' ].includes( given ) ) {
		return ok( true );
	}
	return [ 'false', '0', 'no', 'off', '' ].includes( given )
		? ok( false )
		: fault( 'boolean_invalid', `is neither yes nor no: “${ truncated( given, 80 ) }”.`, 'Map a checkbox field.' );
}

function whenValid( convert: ( given: string, around: Around ) => string | undefined, code: string, what: string ): Transform {
	return ( value, _options, around ) => {
		const given = text( value ).trim();
		const converted = convert( given, around );
		return converted === undefined
			? fault( code, `is not ${ what }: “${ truncated( given, 80 ) }”.`, 'Correct the value in Salesforce, or map another field.' )
			: ok( converted );
	};
}

function mapped( value: Exclude< Value, null >, options: Options ): Result {
	const values = isObject( options.values ) ? options.values : {};
	const one = ( entry: string ): string | undefined => {
		const found = Object.hasOwn( values, entry ) ? values[ entry ] : options.otherwise;
		return [ 'string', 'number', 'boolean' ].includes( typeof found ) ? `${ found as string | number | boolean }` : undefined;
	};
	return Array.isArray( value ) ? ok( value.map( one ).filter( ( entry ) => entry !== undefined ) ) : ok( one( String( value ) ) ?? null );
}

/** Picklists travel as API values; what has no label passes as it is, for a list must not lose an entry over a translation. */
function labelled( value: Exclude< Value, null >, _options: Options, { labels, unlabelled }: Around ): Result {
	const one = ( entry: string ): string => {
		const label = labels?.byValue.get( entry );
		if ( label === undefined && entry !== '' ) {
			unlabelled?.( entry );
		}
		return label ?? entry;
	};
	const entries = ! Array.isArray( value ) && labels?.multiple ? text( value ).split( ';' ).filter( Boolean ) : value;
	return ok( Array.isArray( entries ) ? entries.map( one ) : one( String( entries ) ) );
}

/** `27.50`, or `27.50 EUR` with the option format = code; of a currency nobody knows, a fault or with otherwise = amount `27.50`. Half a smallest unit goes up, away from zero. */
function toMoney( value: Exclude< Value, null >, options: Options, around: Around ): Result {
	const given = text( value ).trim();
	if ( given === '' ) {
		return ok( null );
	}
	const currency = currencyOf( options.currency ) ?? around.currency ?? null;
	const amount = amountText( given, minorUnits( currency ) );
	if ( amount === undefined ) {
		return fault( 'number_invalid', `is not an amount: “${ truncated( given, 80 ) }”.`, 'Correct the amount in Salesforce.' );
	}
	if ( options.format !== 'code' || ( currency === null && options.otherwise === 'amount' ) ) {
		return ok( amount );
	}
	return currency === null
		? fault(
				'currency_unknown',
				'is an amount whose currency is not known.',
				'Name the currency in the step “money” of this field: { "currency": "EUR" }.'
			)
		: ok( `${ amount } ${ currency }` );
}

function toZone( value: Exclude< Value, null > ): Result {
	const given = text( value ).trim();
	const zone = zoneOf( given );
	return given === '' || zone !== undefined
		? ok( zone ?? null )
		: fault(
				'timezone_unknown',
				`is no time zone that is known: “${ truncated( given, 80 ) }”.`,
				'Write it as a place, for example Europe/London; abbreviations such as EST mean different hours in different countries.'
			);
}

const zoneMissing = ( step: string ): Result =>
	fault(
		'timezone_missing',
		'is a time whose zone is not known.',
		`Set the time zone of this mapping, or name the field that holds it in the step “${ step }”: { "zone_from": "Time_Zone__c" }.`
	);

const day = whenValid( ( given, { zone } ) => dateOf( given, zone ), 'date_invalid', 'a date' );

/** A moment without a zone has two days; a Date has one. */
const toDay: Transform = ( value, options, around ) =>
	! around.zone && momentOf( text( value ) ) !== undefined ? zoneMissing( 'date' ) : day( value, options, around );

function toMoment( value: Exclude< Value, null >, _options: Options, { zone, time }: Around ): Result {
	const given = text( value ).trim();
	if ( given === '' ) {
		return ok( null );
	}
	if ( ! zone ) {
		return zoneMissing( 'local' );
	}
	const ms = localMoment( given, time ?? null, zone );
	return ms === undefined
		? fault(
				'date_invalid',
				`is not a date and time without a zone: “${ truncated( `${ given } ${ time ?? '' }`.trim(), 80 ) }”.`,
				'Correct the value in Salesforce; a Date/Time field needs the step “datetime” instead.'
			)
		: ok( isoOf( ms ) );
}

function maximum( options: Options ): number {
	const max = Number( options.max ?? 500 );
	return Number.isInteger( max ) && max >= 0 ? max : 500;
}

const table: ReadonlyMap< string, Transform > = new Map< string, Transform >( [
	[ 'trim', each( ( entry ) => entry.trim() ) ],
	[ 'text', each( plainText ) ],
	[ 'html', ( value ) => ok( text( value ) ) ],
	[ 'truncate', each( ( entry, options ) => truncated( entry, maximum( options ) ) ) ],
	[ 'lower', each( ( entry ) => entry.toLowerCase() ) ],
	[ 'upper', each( ( entry ) => entry.toUpperCase() ) ],
	[ 'prefix', each( ( entry, options ) => option( options, 'text', '' ) + entry ) ],
	[ 'suffix', each( ( entry, options ) => entry + option( options, 'text', '' ) ) ],
	[
		'split',
		( value, options ) =>
			ok(
				( Array.isArray( value ) ? value : text( value ).split( option( options, 'separator', ';' ) ) )
					.map( ( entry ) => entry.trim() )
					.filter( Boolean )
			),
	],
	[ 'join', ( value, options ) => ok( Array.isArray( value ) ? value.join( option( options, 'separator', ', ' ) ) : value ) ],
	[ 'map', mapped ],
	[ 'number', toNumber ],
	[ 'boolean', toBoolean ],
	[ 'url', toUrl ],
	[ 'label', labelled ],
	[ 'money', toMoney ],
	[ 'timezone', toZone ],
	[ 'local', toMoment ],
	[ 'date', toDay ],
	[ 'time', whenValid( timeOf, 'time_invalid', 'a time of day' ) ],
	[ 'id18', whenValid( id18, 'id_invalid', 'a Salesforce id' ) ],
	[ 'datetime', whenValid( momentText, 'date_invalid', 'a date and time with a time zone' ) ],
] );

export const transformNames: readonly string[] = [ ...table.keys() ];

/** Total: every name, value and option gives a value or a fault, never an exception. */
export function transform( name: string, value: Value, options: Options = {}, around: Around = {} ): Result {
	const apply = table.get( name );
	if ( ! apply ) {
		return fault( 'transform_unknown', `uses a step nobody knows: “${ name }”.`, 'Correct the mapping.' );
	}
	if ( value === null ) {
		// The one step that has an answer of its own: without a zone, the zone of the mapping or of the org.
		return ok( name === 'timezone' && options.otherwise !== 'site' ? ( around.zone ?? null ) : null );
	}
	return apply( value, options, around );
}
