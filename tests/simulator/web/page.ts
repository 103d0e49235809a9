import { makeChange } from '../control/change';
import { isAtHome } from '../control/loopback';
import { ApiError } from '../http/errors';
import { html, redirect, type Answer, type Ask } from '../http/message';
import { PERFORMANCE, PRODUCTION } from '../org/objects';
import type { SObject } from '../org/schema';
import type { World } from '../world';
import { armFault, faultsPage, setClock } from './faults';
import { address, markup } from './html';
import { layout, type PageParts } from './layout';
import { apiLog } from './log';
import { chooseRows, chosenRows, compareRows } from './merge';
import { allObjects, objectList, recycleBin } from './objects';
import { deletedRecord, recordLead, recordPage } from './record';
import { createForm, editForm, saveNew, saveRecord } from './save';
import { performances, productions } from './season';
import { nameOf, objectNamed, rowOf, writerOf } from './visitor';

type View = ( world: World, query: URLSearchParams, found: string[] ) => PageParts | null;

function viewObject( world: World, name: string | undefined, view: ( object: SObject ) => PageParts ): PageParts | null {
	const object = objectNamed( world, name ?? '' );
	return object ? view( object ) : null;
}

function viewRecord( world: World, id: string ): PageParts | null {
	const found = rowOf( world, id );
	if ( ! found ) {
		return null;
	}
	const { object, row } = found;
	const parts = { title: nameOf( world, row ), place: '/objects', lead: recordLead( world, object, row ) };
	return row.deleted ? { ...parts, status: 404, body: deletedRecord( world, row ) } : { ...parts, body: recordPage( world, object, row ) };
}

const VIEWS: readonly ( readonly [ RegExp, View ] )[] = [
	[ /^\/$/, ( world, query ) => ( { title: 'Productions', place: '/', body: productions( world, query ) } ) ],
	[
		/^\/performances$/,
		( world, query ) => ( {
			title: 'Performances',
			place: '/performances',
			lead: `Times are in ${ world.org.zone }.`,
			body: performances( world, query ),
		} ),
	],
	[ /^\/objects$/, ( world ) => ( { title: 'All objects', place: '/objects', body: allObjects( world ) } ) ],
	[
		/^\/object\/(\w+)$/,
		( world, query, [ name ] ) =>
			viewObject( world, name, ( object ) => ( {
				title: object.labelPlural,
				place: '/objects',
				lead: markup`<code>${ object.name }</code>`,
				body: objectList( world, object, query ),
			} ) ),
	],
	[ /^\/object\/(\w+)\/new$/, ( world, query, [ name ] ) => viewObject( world, name, ( object ) => createForm( world, object, query ) ) ],
	[ /^\/record\/(\w+)$/, ( world, _query, [ id ] ) => viewRecord( world, id ?? '' ) ],
	[
		/^\/record\/(\w+)\/edit$/,
		( world, _query, [ id ] ) => {
			const found = rowOf( world, id ?? '' );
			return found && ! found.row.deleted ? editForm( world, found ) : null;
		},
	],
	[ /^\/merge\/(\w+)$/, ( world, query, [ name ] ) => viewObject( world, name, ( object ) => viewMerge( world, object, query ) ) ],
	[ /^\/recycle-bin$/, ( world, query ) => ( { title: 'Recycle bin', place: '/recycle-bin', body: recycleBin( world, query ) } ) ],
	[ /^\/log$/, ( world, query ) => ( { title: 'API log', place: '/log', body: apiLog( world, query ) } ) ],
	[ /^\/faults$/, ( world ) => ( { title: 'Faults and clock', place: '/faults', body: faultsPage( world ) } ) ],
];

function viewMerge( world: World, object: SObject, query: URLSearchParams ): PageParts {
	const title = `Merge ${ object.labelPlural }`;
	if ( ! object.mergeable ) {
		return { title, place: '/objects', problem: `${ object.labelPlural } cannot be merged.`, body: markup`` };
	}
	const compares = query.get( 'step' ) === 'compare';
	return {
		title,
		place: '/objects',
		body: compares ? compareRows( world, object, chosenRows( world, object, query.getAll( 'id' ) ) ) : chooseRows( world, object, query ),
	};
}

const show = ( world: World, parts: PageParts, status = 200 ): Answer => html( layout( world, parts ), status );

const notFound = ( world: World ): Answer => show( world, { title: 'Not found', body: markup`<p>There is no such page in this org.</p>` }, 404 );

function view( ask: Ask, world: World ): Answer {
	// The address of a record in Salesforce itself.
	const short = /^\/(\w{15}|\w{18})$/.exec( ask.path );
	if ( short && rowOf( world, short[ 1 ]! ) ) {
		return redirect( `/record/${ short[ 1 ]! }` );
	}
	for ( const [ pattern, action ] of VIEWS ) {
		const found = pattern.exec( ask.path );
		const parts = found && action( world, ask.query, found.slice( 1 ) );
		if ( parts ) {
			return show( world, { ...parts, note: ask.query.get( 'done' )?.slice( 0, 400 ) ?? null }, parts.status );
		}
	}
	return notFound( world );
}

const done = ( path: string, note: string ): Answer => redirect( address( path, { done: note } ) );

const HOMES: Readonly< Record< string, string > > = { [ PRODUCTION ]: '/', [ PERFORMANCE ]: '/performances' };

/** After a deletion or its undoing: the list where the record stands. */
const homeOf = ( type: string ): string => HOMES[ type ] ?? `/object/${ type }`;

function change( world: World, id: string, action: string, form: URLSearchParams ): Answer {
	const found = rowOf( world, id );
	if ( ! found ) {
		return notFound( world );
	}
	const { row } = found;
	const name = nameOf( world, row );
	switch ( action ) {
		case 'delete':
			writerOf( world ).delete( row.type, row.id );
			return done( homeOf( row.type ), `Deleted ${ name }.` );
		case 'undelete':
			writerOf( world ).undelete( row.type, row.id );
			return done( homeOf( row.type ), `${ name } is back.` );
		default:
			return saveRecord( world, found, form );
	}
}

function merge( world: World, object: SObject, form: URLSearchParams ): Answer {
	const master = form.get( 'master' ) ?? '';
	const others = form.getAll( 'id' ).filter( ( id ) => id !== master );
	writerOf( world ).merge( object.name, master, others );
	return done( `/record/${ master }`, `Merged: ${ others.length } in the recycle bin, their records have moved here.` );
}

function act( ask: Ask, world: World ): Answer {
	const form = new URLSearchParams( ask.body.toString( 'utf8' ) );
	const record = /^\/record\/(\w+)(?:\/(delete|undelete))?$/.exec( ask.path );
	const [ , place, name ] = /^\/(object|merge)\/(\w+?)(?:\/new)?$/.exec( ask.path ) ?? [];
	const object = objectNamed( world, name ?? '' );
	if ( ask.path === '/change' ) {
		const { kind, title } = makeChange( world, { kind: form.get( 'kind' ) ?? '' } );
		return done( '/', `Done: ${ kind } – ${ title.slice( 0, 200 ) }.` );
	}
	if ( ask.path === '/faults' ) {
		return done( '/faults', armFault( world, form ) );
	}
	if ( ask.path === '/clock' ) {
		return done( '/faults', setClock( world, form ) );
	}
	if ( record ) {
		return change( world, record[ 1 ]!, record[ 2 ] ?? 'save', form );
	}
	if ( object ) {
		return place === 'merge' ? merge( world, object, form ) : saveNew( world, object, form );
	}
	return notFound( world );
}

/** What the org refuses, in its own words. */
const refused = ( world: World, error: ApiError | TypeError | RangeError ): Answer =>
	show(
		world,
		{
			title: 'Not done',
			problem: error instanceof ApiError ? error.items.map( ( { message } ) => message ).join( ' ' ) : error.message,
			body: markup`<p>Go back to correct it. <a href="/">All productions</a></p>`,
		},
		400
	);

const isRefusal = ( error: unknown ): error is ApiError | TypeError | RangeError =>
	error instanceof ApiError || error instanceof TypeError || error instanceof RangeError;

/** "Your Salesforce": what a box office does in its org, without JavaScript. */
export function page( ask: Ask, world: World ): Answer {
	const reads = ask.method === 'GET' || ask.method === 'HEAD';
	if ( ! reads && ( ask.method !== 'POST' || ! isAtHome( ask ) ) ) {
		return { status: 403, body: 'Refused', type: 'text/plain;charset=UTF-8' };
	}
	try {
		return reads ? view( ask, world ) : act( ask, world );
	} catch ( error ) {
		if ( isRefusal( error ) ) {
			return refused( world, error );
		}
		throw error;
	}
}
