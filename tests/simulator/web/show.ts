import { isCompound, type Field, type SObject, type Value } from '../org/schema';
import type { Row } from '../org/store';
import { printValue, readValue } from '../org/values';
import type { World } from '../world';
import { markup, type Markup } from './html';
import { printMoment } from './moments';
import { nameOf, rowOf } from './visitor';

export const EMPTY = markup`<span class="empty">–</span>`;

/** A lookup is called after what it leads to. */
export const labelOf = ( { label, type }: Field ): string => ( type === 'reference' ? label.replace( / ID$/i, '' ) : label );

const isWebAddress = ( text: string ): boolean => /^https?:\/\/[^\s]+$/i.test( text );

function reference( world: World, id: string ): Markup {
	const found = rowOf( world, id );
	if ( ! found ) {
		return markup`<code>${ id }</code>`;
	}
	const name = nameOf( world, found.row );
	return found.row.deleted ? markup`<bdi class="gone">${ name }</bdi>` : markup`<a href="/record/${ id }"><bdi>${ name }</bdi></a>`;
}

function printText( field: Field, text: string ): Markup {
	switch ( field.type ) {
		case 'url':
			return isWebAddress( text ) ? markup`<a href="${ text }" rel="noreferrer">${ text }</a>` : markup`${ text }`;
		case 'email':
			return markup`<a href="mailto:${ text }">${ text }</a>`;
		case 'phone':
			return markup`<a href="tel:${ text.replace( /[^\d+]/g, '' ) }">${ text }</a>`;
		case 'picklist':
			return markup`${ field.labels[ text ] ?? text }`;
		case 'multipicklist':
			return markup`${ text
				.split( ';' )
				.map( ( one ) => field.labels[ one ] ?? one )
				.join( ', ' ) }`;
		default:
			return markup`<bdi>${ text }</bdi>`;
	}
}

export const showMoment = ( world: World, stamp: string ): Markup =>
	markup`<time datetime="${ stamp.slice( 0, 19 ) }Z">${ printMoment( stamp, world.org.zone ) }</time>`;

/** A value as people read it: names instead of ids, moments in the org's zone. */
export function show( world: World, field: Field, value: Value ): Markup {
	if ( value === null || value === '' ) {
		return EMPTY;
	}
	if ( typeof value === 'boolean' ) {
		return markup`${ value ? 'Yes' : 'No' }`;
	}
	if ( field.type === 'datetime' && typeof value === 'string' ) {
		return showMoment( world, value );
	}
	if ( ( field.type === 'reference' || field.type === 'id' ) && typeof value === 'string' ) {
		return field.type === 'id' ? markup`<code>${ value }</code>` : reference( world, value );
	}
	if ( field.type === 'currency' && typeof value === 'number' ) {
		return markup`${ value.toLocaleString( 'en-US', { minimumFractionDigits: field.scale, maximumFractionDigits: field.scale } ) }`;
	}
	return printText( field, String( value ) );
}

function printAddress( value: unknown ): Markup {
	const lines = typeof value === 'object' && value !== null ? Object.values( value ).filter( ( part ) => typeof part === 'string' && part !== '' ) : [];
	return lines.length === 0 ? EMPTY : markup`${ lines.join( ', ' ) }`;
}

/** One field of one row. */
export function showField( world: World, object: SObject, field: Field, row: Row ): Markup {
	const { store } = world.org;
	if ( isCompound( field ) ) {
		return printAddress( printValue( store, row, { object, field, version: 'v66.0' } ) );
	}
	if ( field.type === 'base64' ) {
		const stored = row.values[ field.name ];
		return typeof stored === 'string' && stored !== '' ? markup`${ Math.floor( ( stored.length * 3 ) / 4 ).toLocaleString( 'en-US' ) } bytes` : EMPTY;
	}
	return show( world, field, readValue( store, row, field ) );
}
