import type { Field, Value } from '../org/schema';
import { isLongText } from '../org/schema';
import type { Row } from '../org/store';
import type { World } from '../world';
import { markup, type Markup } from './html';

const text = ( value: Value | undefined ): string => String( value ?? '' );

export function editableFields( world: World, row: Row ): Field[] {
	const object = world.org.schema.find( row.type );
	return ( object?.fields ?? [] ).filter( ( field ) => field.updateable && field.name !== 'OwnerId' );
}

const option = ( value: string, label: string, chosen: boolean ): Markup =>
	chosen ? markup`<option value="${ value }" selected>${ label }</option>` : markup`<option value="${ value }">${ label }</option>`;

function referenceOptions( world: World, field: Field ): [ string, string ][] {
	const rows = [ ...world.org.store.table( field.referenceTo[ 0 ]! ).all() ].filter( ( row ) => ! row.deleted );
	return rows.map( ( row ) => [ row.id, text( row.values.Name ) ] );
}

function checkboxes( field: Field, value: Value ): Markup {
	const chosen = text( value ).split( ';' );
	return markup`<fieldset><legend>${ field.label }</legend><input type="hidden" name="${ field.name }" value="">${ field.picklist.map(
		( entry ) =>
			markup`<label><input type="checkbox" name="${ field.name }" value="${ entry }"${ chosen.includes( entry ) && markup` checked` }> ${ entry }</label>`
	) }</fieldset>`;
}

function control( world: World, field: Field, value: Value ): Markup {
	const id = `field-${ field.name }`;
	const required = field.nillable ? null : markup` required`;
	switch ( field.type ) {
		case 'boolean':
			return markup`<select id="${ id }" name="${ field.name }">${ option( 'true', 'Yes', value === true ) }${ option(
				'false',
				'No',
				value !== true
			) }</select>`;
		case 'picklist':
		case 'reference': {
			const choices: [ string, string ][] =
				field.type === 'reference' ? referenceOptions( world, field ) : field.picklist.map( ( entry ) => [ entry, entry ] );
			return markup`<select id="${ id }" name="${ field.name }">${ option( '', '(none)', value === null ) }${ choices.map( ( [ key, label ] ) =>
				option( key, label, key === value )
			) }</select>`;
		}
		case 'textarea':
			return markup`<textarea id="${ id }" name="${ field.name }" rows="${ isLongText( field ) ? 8 : 3 }">
${ text( value ) }</textarea>`;
		case 'currency':
			return markup`<input id="${ id }" name="${ field.name }" type="number" step="0.01" value="${ text( value ) }">`;
		default:
			return markup`<input id="${ id }" name="${ field.name }" type="text" value="${ text( value ) }"${ required }>`;
	}
}

function fieldRow( world: World, field: Field, value: Value ): Markup {
	if ( field.type === 'multipicklist' ) {
		return checkboxes( field, value );
	}
	const hint = field.type === 'datetime' ? ' (UTC, like 2026-11-23T19:30:00Z)' : '';
	const shown = field.type === 'datetime' ? text( value ).replace( '.000+0000', 'Z' ) : value;
	return markup`<label for="field-${ field.name }">${ field.label }${ hint }</label>${ control( world, field, shown ) }`;
}

export function editForm( world: World, row: Row ): Markup {
	const { values } = row;
	return markup`<p>${ row.type } <code>${ row.id }</code>, last changed ${ text( values.SystemModstamp ) }.</p>
<form method="post" action="/record/${ row.id }">${ editableFields( world, row ).map( ( field ) =>
		fieldRow( world, field, values[ field.name ] ?? null )
	) }<p><button>Save</button></p></form>
<form method="post" action="/record/${ row.id }/delete"><button>Delete this record</button></form>`;
}

/** What a posted form says, field by field; a browser ends lines with CR LF. */
export function readForm( world: World, row: Row, form: URLSearchParams ): Record< string, unknown > {
	const values: Record< string, unknown > = {};
	for ( const field of editableFields( world, row ) ) {
		const given = form.getAll( field.name ).map( ( one ) => one.replace( /\r\n/g, '\n' ) );
		if ( given.length > 0 ) {
			values[ field.name ] = field.type === 'multipicklist' ? given.filter( Boolean ).join( ';' ) : given[ 0 ];
		}
	}
	return values;
}
