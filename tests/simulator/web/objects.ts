import { findField, isCompound, isLongText, type Field, type SObject } from '../org/schema';
import type { Row } from '../org/store';
import { readValue } from '../org/values';
import type { World } from '../world';
import { address, markup, postButton, type Markup } from './html';
import { labelOf, show, showMoment } from './show';
import { table, type Column } from './table';
import { accessOf, nameOf, objectsOf } from './visitor';

const MOST_COLUMNS = 5;

const groupOf = ( { name, setup, tooling, custom }: SObject ): string => {
	if ( setup || tooling ) {
		return 'Set-up';
	}
	if ( name.startsWith( 'PatronTicket__' ) ) {
		return 'The season';
	}
	return custom ? 'Custom objects' : 'Standard objects';
};
const GROUPS = [ 'The season', 'Standard objects', 'Custom objects', 'Set-up' ] as const;

function objectLine( world: World, object: SObject ): Markup {
	const rows = [ ...world.org.store.table( object.name ).all() ];
	const binned = rows.filter( ( { deleted } ) => deleted ).length;
	return markup`<tr><th scope="row"><a href="/object/${ object.name }">${ object.labelPlural }</a></th><td class="api">${ object.name }</td><td class="num">${ rows.length - binned }</td><td class="num">${ binned }</td></tr>`;
}

export function allObjects( world: World ): Markup {
	const objects = objectsOf( world );
	return markup`${ GROUPS.map( ( group ) => {
		const members = objects.filter( ( object ) => groupOf( object ) === group );
		return (
			members.length > 0 &&
			markup`<div class="scroll" role="region" aria-label="${ group }" tabindex="0"><table><caption>${ group }</caption>
<thead><tr><th scope="col">Object</th><th scope="col">API name</th><th scope="col" class="num">Records</th><th scope="col" class="num">In the recycle bin</th></tr></thead>
<tbody>${ members.map( ( object ) => objectLine( world, object ) ) }</tbody></table></div>`
		);
	} ) }`;
}

const INTERESTING: readonly Field[ 'type' ][] = [ 'picklist', 'email', 'date', 'datetime', 'reference', 'currency', 'phone', 'string' ];
const DULL =
	/^(?:Id|IsDeleted|CreatedDate|CreatedById|LastModifiedDate|LastModifiedById|SystemModstamp|OwnerId|LastViewedDate|LastReferencedDate|PhotoUrl|Jigsaw.*|MasterRecordId|.*(?:Street|City|State|PostalCode|Country|Latitude|Longitude|GeocodeAccuracy|Address))$/;

/** The name, a few fields that tell the records apart, and when they last changed. */
function fieldsToShow( world: World, object: SObject, rows: Row[] ): Field[] {
	const filled = ( { name }: Field ): boolean => rows.slice( 0, 200 ).some( ( row ) => ( row.values[ name ] ?? null ) !== null );
	const telling = object.fields.filter(
		( field ) =>
			! field.nameField &&
			! DULL.test( field.name ) &&
			! isLongText( field ) &&
			! isCompound( field ) &&
			INTERESTING.includes( field.type ) &&
			field.compoundFieldName !== 'Name'
	);
	const used = telling.filter( filled );
	return ( used.length > 0 ? used : telling ).slice( 0, MOST_COLUMNS );
}

const sortable = ( world: World, field: Field, row: Row ): string | number => {
	const value = readValue( world.org.store, row, field );
	if ( field.type === 'reference' && typeof value === 'string' ) {
		const target = world.org.store
			.table( row.type )
			.object.fields.find( ( { name } ) => name === field.name )
			?.referenceTo.map( ( type ) => world.org.store.table( type ).get( value ) )
			.find( Boolean );
		return target ? nameOf( world, target ) : value;
	}
	return typeof value === 'boolean' ? Number( value ) : ( value ?? '' );
};

/** Only rows whose field has this value: the children of one record. */
interface Narrowed {
	field: Field;
	value: string;
}

function narrowed( object: SObject, query: URLSearchParams ): Narrowed | null {
	const field = findField( object, query.get( 'field' ) ?? '' );
	const value = query.get( 'value' );
	return field?.type === 'reference' && value ? { field, value } : null;
}

export function objectList( world: World, object: SObject, query: URLSearchParams ): Markup {
	const only = narrowed( object, query );
	const access = accessOf( world );
	const rows = [ ...world.org.store.table( object.name ).all() ].filter(
		( row ) => ! row.deleted && access.sees( row ) && ( ! only || row.values[ only.field.name ] === only.value )
	);
	const columnOf = ( field: Field ): Column => ( {
		label: labelOf( field ),
		key: ( row ) => sortable( world, field, row ),
		print: ( row ) => show( world, field, readValue( world.org.store, row, field ) ),
		number: [ 'currency', 'int', 'double', 'percent' ].includes( field.type ),
	} );
	const stamp = findField( object, 'SystemModstamp' );
	const columns: Column[] = [
		{
			label: 'Name',
			key: ( row ) => nameOf( world, row ),
			print: ( row ) => markup`<a href="/record/${ row.id }"><bdi>${ nameOf( world, row ) }</bdi></a>`,
		},
		...fieldsToShow( world, object, rows ).map( columnOf ),
		...( stamp ? [ { ...columnOf( stamp ), label: 'Last changed' } ] : [] ),
	];
	const path = `/object/${ object.name }`;
	return markup`<div class="actions">${ object.writable && markup`<a class="button first" href="${ address( `${ path }/new`, only ? { [ only.field.name ]: only.value } : {} ) }">New ${ object.label }</a>` }${
		object.mergeable && markup`<a class="button" href="/merge/${ object.name }">Merge ${ object.labelPlural }</a>`
	}</div>
${ only && markup`<p>Only where ${ labelOf( only.field ) } is ${ show( world, only.field, only.value ) }. <a href="${ path }">Show all</a></p>` }
${ table(
	{
		path,
		query: only ? { field: only.field.name, value: only.value } : {},
		caption: object.labelPlural,
		columns,
		rows,
		search: ( row ) => nameOf( world, row ),
		sorted: { by: 0, descending: false },
	},
	query
) }`;
}

/** Everything that was deleted and can come back, last deleted first. */
export function recycleBin( world: World, query: URLSearchParams ): Markup {
	const objects = new Map( objectsOf( world ).map( ( object ) => [ object.name, object ] ) );
	const rows = [ ...objects.keys() ].flatMap( ( name ) => [ ...world.org.store.table( name ).all() ].filter( ( { deleted } ) => deleted ) );
	const labelOf = ( { type }: Row ): string => objects.get( type )?.label ?? type;
	const deletedWith = ( row: Row ): Markup => ( row.deletedWith === null ? markup`` : markup`with <code>${ row.deletedWith }</code>` );
	return table(
		{
			path: '/recycle-bin',
			query: {},
			caption: 'Deleted records',
			columns: [
				{ label: 'Name', key: ( row ) => nameOf( world, row ), print: ( row ) => markup`<bdi>${ nameOf( world, row ) }</bdi>` },
				{ label: 'Object', key: labelOf, print: ( row ) => markup`${ labelOf( row ) }` },
				{
					label: 'Deleted',
					key: ( row ) => row.deletedAt ?? '',
					print: ( row ) => markup`${ row.deletedAt !== null && showMoment( world, row.deletedAt ) } ${ deletedWith( row ) }`,
				},
			],
			rows,
			search: ( row ) => nameOf( world, row ),
			sorted: { by: 2, descending: true },
			actions: ( row ) => postButton( `/record/${ row.id }/undelete`, 'Undelete', { what: nameOf( world, row ) } ),
		},
		query
	);
}
