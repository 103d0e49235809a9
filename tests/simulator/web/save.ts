import { ApiError } from '../http/errors';
import { html, redirect, type Answer } from '../http/message';
import type { Field, SObject } from '../org/schema';
import type { Row } from '../org/store';
import type { Writer } from '../org/write';
import type { World } from '../world';
import { changedValues, recordForm, writtenFields, writtenForm, writtenRow, type FormParts, type Written } from './form';
import { address } from './html';
import { layout, type PageParts } from './layout';
import { recordLead } from './record';
import { accessOf, nameOf } from './visitor';

interface Found {
	object: SObject;
	row: Row;
}

type Kept = Partial< Pick< FormParts, 'written' | 'duplicates' > >;

const createFields = ( object: SObject ): Field[] => writtenFields( object, 'createable' );

/** A new record: the parent that the address names, and the defaults. */
const blank = ( fields: Field[], query: URLSearchParams, zone: string ): Written =>
	writtenRow(
		fields,
		Object.fromEntries( fields.map( ( field ) => [ field.name, ( field.type === 'reference' && query.get( field.name ) ) || field.defaultValue ] ) ),
		zone
	);

export function createForm( world: World, object: SObject, query: URLSearchParams, kept: Kept = {} ): PageParts {
	const fields = createFields( object );
	const back = `/object/${ object.name }`;
	return {
		title: `New ${ object.label }`,
		place: '/objects',
		body: recordForm( world, {
			action: `${ back }/new`,
			back,
			word: 'Create',
			fields,
			written: blank( fields, query, world.org.zone ),
			duplicates: false,
			...kept,
		} ),
	};
}

export function editForm( world: World, { object, row }: Found, kept: Kept = {} ): PageParts {
	const fields = writtenFields( object, 'updateable' );
	const back = `/record/${ row.id }`;
	return {
		title: `Edit ${ nameOf( world, row ) }`,
		place: '/objects',
		lead: recordLead( world, object, row ),
		body: recordForm( world, {
			action: back,
			back,
			word: 'Save',
			fields,
			written: writtenRow( fields, row.values, world.org.zone ),
			duplicates: false,
			...kept,
		} ),
	};
}

const writer = ( world: World, form: URLSearchParams ): Writer =>
	world.org.writerFor( accessOf( world ), '', { allowDuplicates: form.get( 'allow_duplicates' ) === 'true' } );

/** The form again, as it was filled in, with what the org has against it. */
function again( world: World, error: unknown, form: ( kept: Kept ) => PageParts, written: Written ): Answer {
	if ( ! ( error instanceof ApiError ) ) {
		throw error;
	}
	const duplicates = error.items.some( ( { errorCode } ) => errorCode === 'DUPLICATES_DETECTED' );
	const problem = `Not saved. ${ error.items.map( ( { message } ) => message ).join( ' ' ) }`;
	return html( layout( world, { ...form( { written, duplicates } ), problem } ), 400 );
}

export function saveNew( world: World, object: SObject, form: URLSearchParams ): Answer {
	const fields = createFields( object );
	const written = writtenForm( fields, form );
	try {
		const values = changedValues( fields, { written, shown: new Map() }, world.org.zone );
		const id = writer( world, form ).create( object.name, values );
		return redirect( address( `/record/${ id }`, { done: 'Created.' } ) );
	} catch ( error ) {
		return again( world, error, ( kept ) => createForm( world, object, new URLSearchParams(), kept ), written );
	}
}

export function saveRecord( world: World, { object, row }: Found, form: URLSearchParams ): Answer {
	const fields = writtenFields( object, 'updateable' );
	const written = writtenForm( fields, form );
	const shown = writtenRow( fields, row.values, world.org.zone );
	const values = changedValues( fields, { written, shown }, world.org.zone );
	const back = `/record/${ row.id }`;
	if ( Object.keys( values ).length === 0 ) {
		return redirect( address( back, { done: 'Nothing was changed.' } ) );
	}
	try {
		writer( world, form ).update( row.type, row.id, values );
		return redirect( address( back, { done: 'Saved.' } ) );
	} catch ( error ) {
		return again( world, error, ( kept ) => editForm( world, { object, row }, { ...kept, written: new Map( [ ...shown, ...written ] ) } ), written );
	}
}
