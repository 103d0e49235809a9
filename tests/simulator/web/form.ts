import { isLongText, type Field, type SObject, type Value } from '../org/schema';
import type { Row } from '../org/store';
import type { World } from '../world';
import { markup, type Markup } from './html';
import { fromLocal, toLocal } from './moments';
import { labelOf } from './show';
import { nameOf } from './visitor';

/** What stands in the inputs, by field name; several for a multi-select. */
export type Written = ReadonlyMap< string, readonly string[] >;

/** More choices than this make a list that nobody reads: an id is typed instead. */
const MOST_CHOICES = 300;

export const writtenFields = ( object: SObject, how: 'createable' | 'updateable' ): Field[] =>
	object.fields.filter( ( field ) => field[ how ] && field.name !== 'OwnerId' && field.type !== 'base64' && field.type !== 'address' );

/** A stored value as its input shows it. */
function writtenValue( field: Field, value: Value, zone: string ): string {
	if ( value === null ) {
		return '';
	}
	if ( field.type === 'datetime' ) {
		return toLocal( String( value ), zone );
	}
	return field.type === 'time' ? String( value ).replace( /(\.\d+)?Z$/, '' ) : String( value );
}

export const writtenRow = ( fields: Field[], values: Row[ 'values' ], zone: string ): Written =>
	new Map(
		fields.map( ( field ) => [
			field.name,
			field.type === 'multipicklist' ? String( values[ field.name ] ?? '' ).split( ';' ) : [ writtenValue( field, values[ field.name ] ?? null, zone ) ],
		] )
	);

const option = ( value: string, label: string, chosen: boolean ): Markup =>
	markup`<option value="${ value }"${ chosen && markup` selected` }>${ label }</option>`;

function select( field: Field, value: string, choices: readonly ( readonly [ string, string ] )[], attributes: Markup ): Markup {
	const known = value === '' || choices.some( ( [ key ] ) => key === value );
	const all = known ? choices : [ ...choices, [ value, value ] as const ];
	return markup`<select${ attributes }>${ ( field.nillable || value === '' ) && option( '', '(none)', value === '' ) }${ all.map( ( [ key, label ] ) => option( key, label, key === value ) ) }</select>`;
}

function referenceChoices( world: World, field: Field ): [ string, string ][] | null {
	const rows: Row[] = [];
	for ( const type of field.referenceTo ) {
		for ( const row of world.org.store.table( type ).all() ) {
			if ( ! row.deleted && rows.push( row ) > MOST_CHOICES ) {
				return null;
			}
		}
	}
	return rows.map( ( row ): [ string, string ] => [ row.id, nameOf( world, row ) ] ).sort( ( a, b ) => a[ 1 ].localeCompare( b[ 1 ] ) );
}

function checkboxes( field: Field, chosen: readonly string[] ): Markup {
	return markup`<fieldset><legend>${ field.label } <span class="api">${ field.name }</span></legend><input type="hidden" name="${ field.name }" value="">${ field.picklist.map(
		( entry ) =>
			markup`<label><input type="checkbox" name="${ field.name }" value="${ entry }"${ chosen.includes( entry ) && markup` checked` }> ${ field.labels[ entry ] ?? entry }</label>`
	) }</fieldset>`;
}

const INPUTS: Partial< Record< Field[ 'type' ], string > > = {
	email: 'email',
	url: 'url',
	phone: 'tel',
	date: 'date',
	datetime: 'datetime-local',
	time: 'time',
};

function numberInput( field: Field, value: string, attributes: Markup ): Markup {
	const scale = field.type === 'int' ? 0 : field.scale;
	return markup`<input type="number" step="${ scale === 0 ? '1' : `0.${ '1'.padStart( scale, '0' ) }` }" value="${ value }"${ attributes }>`;
}

function combobox( field: Field, value: string, attributes: Markup ): Markup {
	return markup`<input type="text" list="choices-${ field.name }" value="${ value }"${ attributes }><datalist id="choices-${ field.name }">${ field.picklist.map( ( entry ) => option( entry, entry, false ) ) }</datalist>`;
}

function reference( world: World, field: Field, value: string, attributes: Markup ): Markup {
	const choices = referenceChoices( world, field );
	return choices
		? select( field, value, choices, attributes )
		: markup`<input type="text" value="${ value }" maxlength="18" aria-describedby="hint-${ field.name }"${ attributes }>`;
}

/** Browsers show seconds when steps are that small. */
const hasSeconds = ( value: string ): boolean => /:\d\d:\d\d/.test( value );

function plainInput( field: Field, value: string, attributes: Markup ): Markup {
	const type = INPUTS[ field.type ] ?? 'text';
	const step = ( field.type === 'datetime' || field.type === 'time' ) && hasSeconds( value );
	const isText = type !== 'date' && type !== 'datetime-local' && type !== 'time' && field.length > 0;
	return markup`<input type="${ type }"${ step && markup` step="1"` }${ isText && markup` maxlength="${ field.length }"` } value="${ value }"${ attributes }>`;
}

function picklist( field: Field, value: string, attributes: Markup ): Markup {
	const choices = field.picklist.filter( ( entry ) => ! field.inactive.includes( entry ) );
	return select(
		field,
		value,
		choices.map( ( entry ) => [ entry, field.labels[ entry ] ?? entry ] as const ),
		attributes
	);
}

const textarea = ( field: Field, value: string, attributes: Markup ): Markup => markup`<textarea rows="${ isLongText( field ) ? 8 : 3 }"${ attributes }>
${ value }</textarea>`;

const CONTROLS: Partial< Record< Field[ 'type' ], ( field: Field, value: string, attributes: Markup ) => Markup > > = {
	picklist,
	combobox,
	textarea,
	int: numberInput,
	double: numberInput,
	currency: numberInput,
	percent: numberInput,
};

function control( world: World, field: Field, value: string ): Markup {
	const required = ! field.nillable && ! field.defaultedOnCreate && field.type !== 'boolean';
	const attributes = markup` id="field-${ field.name }" name="${ field.name }"${ required && markup` required` }`;
	return field.type === 'reference' ? reference( world, field, value, attributes ) : ( CONTROLS[ field.type ] ?? plainInput )( field, value, attributes );
}

function hint( world: World, field: Field ): Markup | null {
	if ( field.type === 'datetime' ) {
		return markup`<p class="hint">In ${ world.org.zone }.</p>`;
	}
	return field.type === 'reference' && referenceChoices( world, field ) === null
		? markup`<p class="hint" id="hint-${ field.name }">The id of a record: ${ field.referenceTo.map( ( type ) => markup`<a href="/object/${ type }">${ type }</a> ` ) }</p>`
		: null;
}

function fieldRow( world: World, field: Field, written: Written ): Markup {
	const values = written.get( field.name ) ?? [];
	const value = values[ values.length - 1 ] ?? '';
	if ( field.type === 'multipicklist' ) {
		return markup`<div class="wide">${ checkboxes( field, values ) }</div>`;
	}
	const label = markup`${ labelOf( field ) } <span class="api">${ field.name }</span>`;
	if ( field.type === 'boolean' ) {
		return markup`<div><input type="hidden" name="${ field.name }" value="false"><label><input type="checkbox" name="${ field.name }" value="true"${ value === 'true' && markup` checked` }> ${ label }</label></div>`;
	}
	return markup`<div${ isLongText( field ) && markup` class="wide"` }><label for="field-${ field.name }">${ label }</label>${ control( world, field, value ) }${ hint( world, field ) }</div>`;
}

export interface FormParts {
	action: string;
	back: string;
	word: string;
	fields: Field[];
	written: Written;
	/** A duplicate rule has objected: it may be overruled. */
	duplicates: boolean;
}

export const recordForm = (
	world: World,
	{ action, back, word, fields, written, duplicates }: FormParts
): Markup => markup`<form method="post" action="${ action }" class="card"><div class="form">${ fields.map( ( field ) =>
	fieldRow( world, field, written )
) }</div>
${ duplicates && markup`<p><label><input type="checkbox" name="allow_duplicates" value="true"> Save it although a duplicate rule objects</label></p>` }
<p class="actions"><button class="first">${ word }</button><a class="button" href="${ back }">Cancel</a></p></form>`;

/** What a posted form says; a browser ends lines with CR LF. */
export const writtenForm = ( fields: Field[], form: URLSearchParams ): Written =>
	new Map(
		fields.filter( ( { name } ) => form.has( name ) ).map( ( { name } ) => [ name, form.getAll( name ).map( ( one ) => one.replace( /\r\n/g, '\n' ) ) ] )
	);

function fieldValue( field: Field, texts: readonly string[], zone: string ): unknown {
	const text = texts[ texts.length - 1 ] ?? '';
	switch ( field.type ) {
		case 'multipicklist':
			return texts.filter( Boolean ).join( ';' );
		case 'datetime':
			// What is no wall clock is left to the org's own rules, which say what they miss.
			return text === '' ? null : ( fromLocal( text, zone ) ?? text );
		case 'time':
			return text === '' ? null : `${ text.length === 5 ? `${ text }:00` : text }.000Z`;
		default:
			return text === '' ? null : text;
	}
}

/** The fields whose input differs from what it showed. */
export function changedValues( fields: Field[], { written, shown }: { written: Written; shown: Written }, zone: string ): Record< string, unknown > {
	const values: Record< string, unknown > = {};
	for ( const field of fields ) {
		const now = written.get( field.name );
		const before = shown.get( field.name ) ?? [ '' ];
		const key = ( texts: readonly string[] ): string =>
			field.type === 'multipicklist' ? texts.filter( Boolean ).sort().join( ';' ) : ( texts[ texts.length - 1 ] ?? '' );
		if ( now && key( now ) !== key( before ) ) {
			values[ field.name ] = fieldValue( field, now, zone );
		}
	}
	return values;
}
