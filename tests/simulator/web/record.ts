import { referringFields } from '../org/removal';
import { isCompound, isLongText, type Field, type SObject } from '../org/schema';
import type { Row } from '../org/store';
import { readValue } from '../org/values';
import type { World } from '../world';
import { address, markup, postButton, type Markup } from './html';
import { labelOf, show, showField, showMoment } from './show';
import { accessOf, nameOf, objectNamed } from './visitor';

const SYSTEM = new Set( [
	'Id',
	'IsDeleted',
	'CreatedDate',
	'CreatedById',
	'LastModifiedDate',
	'LastModifiedById',
	'SystemModstamp',
	'LastViewedDate',
	'LastReferencedDate',
] );
const MOST_RELATED = 8;

const line = ( world: World, object: SObject, field: Field, row: Row ): Markup =>
	markup`<div${ isLongText( field ) && markup` class="wide"` }><dt>${ labelOf( field ) } <span class="api">${ field.name }</span></dt><dd>${ showField( world, object, field, row ) }</dd></div>`;

const isFilled = ( world: World, row: Row, field: Field ): boolean => ! isCompound( field ) && String( readValue( world.org.store, row, field ) ?? '' ) !== '';

function fieldList( world: World, object: SObject, row: Row, { title, fields }: { title: string; fields: Field[] } ): Markup {
	const id = title.toLowerCase();
	const print = ( some: Field[] ): Markup => markup`<dl class="fields">${ some.map( ( field ) => line( world, object, field, row ) ) }</dl>`;
	const filled = fields.filter( ( field ) => isFilled( world, row, field ) );
	const empty = fields.filter( ( field ) => ! filled.includes( field ) );
	return markup`<section class="card" aria-labelledby="${ id }"><h2 id="${ id }">${ title }</h2>${ print( filled ) }${
		empty.length > 0 && markup`<details><summary>${ empty.length } more fields, empty or put together from others</summary>${ print( empty ) }</details>`
	}</section>`;
}

/** What tells one child from the next, beside its name. */
const hintField = ( object: SObject ): Field | undefined =>
	object.fields.find( ( { type, name } ) => type === 'datetime' && ! SYSTEM.has( name ) ) ??
	object.fields.find( ( { type, name } ) => type === 'picklist' && ! SYSTEM.has( name ) ) ??
	object.fields.find( ( { type } ) => type === 'email' );

function relatedList( world: World, row: Row, object: SObject, field: Field ): Markup | null {
	const access = accessOf( world );
	const children = world.org.store
		.table( object.name )
		.childrenOf( field.name, row.id )
		.filter( ( child ) => ! child.deleted && access.sees( child ) );
	const id = `related-${ object.name }-${ field.name }`;
	const hint = hintField( object );
	const all = address( `/object/${ object.name }`, { field: field.name, value: row.id } );
	const canMake = object.writable && field.createable;
	if ( children.length === 0 && ! canMake ) {
		return null;
	}
	return markup`<section class="card" aria-labelledby="${ id }"><h3 id="${ id }">${ object.labelPlural } (${ children.length }) <span class="api">${ field.childRelationshipName ?? field.name }</span></h3>
${
	children.length > 0 &&
	markup`<ul>${ children
		.slice( 0, MOST_RELATED )
		.map(
			( child ) =>
				markup`<li><a href="/record/${ child.id }"><bdi>${ nameOf( world, child ) }</bdi></a>${ hint && markup` <small>${ show( world, hint, readValue( world.org.store, child, hint ) ) }</small>` }</li>`
		) }</ul>`
}
<p>${ children.length > MOST_RELATED && markup`<a href="${ all }">All ${ children.length }<span class="hidden"> ${ object.labelPlural }</span></a> ` }${
		canMake && markup`<a href="${ address( `/object/${ object.name }/new`, { [ field.name ]: row.id } ) }">New ${ object.label }</a>`
	}</p></section>`;
}

function relatedLists( world: World, row: Row ): Markup | null {
	const lists = referringFields( world.org, row.type )
		.map( ( { object, field } ) => {
			const seen = objectNamed( world, object.name );
			const same = seen?.fields.find( ( { name } ) => name === field.name );
			return seen && same && ! seen.setup ? relatedList( world, row, seen, same ) : null;
		} )
		.filter( ( list ): list is Markup => list !== null );
	return lists.length === 0 ? null : markup`<h2>Related records</h2><div class="cards">${ lists }</div>`;
}

export function recordPage( world: World, object: SObject, row: Row ): Markup {
	const own = object.fields.filter( ( { name } ) => ! SYSTEM.has( name ) ).sort( ( a, b ) => Number( b.nameField ) - Number( a.nameField ) );
	const system = object.fields.filter( ( { name } ) => SYSTEM.has( name ) );
	const name = nameOf( world, row );
	return markup`<div class="actions">${ object.writable && markup`<a class="button first" href="/record/${ row.id }/edit">Edit</a>` }${
		object.writable && postButton( `/record/${ row.id }/delete`, 'Delete', { what: name, danger: true } )
	}${ object.mergeable && markup`<a class="button" href="${ address( `/merge/${ object.name }`, { id: row.id } ) }">Merge with another</a>` }<a class="button" href="/object/${ object.name }">All ${ object.labelPlural }</a></div>
${ fieldList( world, object, row, { title: 'Details', fields: own } ) }
${ fieldList( world, object, row, { title: 'System', fields: system } ) }
${ relatedLists( world, row ) }`;
}

export const recordLead = ( world: World, object: SObject, row: Row ): Markup =>
	markup`${ object.label } <code>${ row.id }</code>, last changed ${ showMoment( world, String( row.values.SystemModstamp ) ) }`;

export const deletedRecord = ( world: World, row: Row ): Markup =>
	markup`<p>This record is in the recycle bin${ row.deletedAt !== null && markup` since ${ showMoment( world, row.deletedAt ) }` }.</p>
<div class="actions">${ postButton( `/record/${ row.id }/undelete`, 'Undelete', { what: nameOf( world, row ) } ) }<a class="button" href="/recycle-bin">Recycle bin</a></div>`;
