import { makeChange } from '../control/change';
import { isAtHome } from '../control/loopback';
import { ApiError } from '../http/errors';
import { html, redirect, type Answer, type Ask } from '../http/message';
import { normaliseId } from '../org/ids';
import type { Row } from '../org/store';
import type { World } from '../world';
import { editForm, readForm } from './form';
import { layout, markup } from './html';
import { apiLog, list, LISTS } from './lists';

const NOT_FOUND = (): Answer =>
	html(
		layout( {
			title: 'Not found',
			body: markup`<p>There is no such page in this org.</p>`,
		} ),
		404
	);

const done = ( path: string, note: string ): Answer => redirect( `${ path }?done=${ encodeURIComponent( note ) }` );

function find( world: World, id: string ): Row | undefined {
	const id18 = normaliseId( id );
	const object = id18 === null ? undefined : world.org.schema.byKeyPrefix( id18 );
	return object?.writable && id18 ? world.org.store.table( object.name ).get( id18 ) : undefined;
}

function view( ask: Ask, world: World ): Answer {
	const note = ask.query.get( 'done' );
	const page = Number( ask.query.get( 'page' ) ?? 1 );
	const record = /^\/record\/(\w+)$/.exec( ask.path );
	if ( ask.path === '/' ) {
		return html(
			layout( {
				title: 'Productions',
				note,
				body: list( world, LISTS.productions, page ),
			} )
		);
	}
	if ( ask.path === '/performances' ) {
		return html(
			layout( {
				title: 'Performances',
				note,
				body: list( world, LISTS.performances, page ),
			} )
		);
	}
	if ( ask.path === '/log' ) {
		return html( layout( { title: 'API log', body: apiLog( world ) } ) );
	}
	const row = record ? find( world, record[ 1 ]! ) : undefined;
	return row && ! row.deleted
		? html(
				layout( {
					title: String( row.values.Name ),
					note,
					body: editForm( world, row ),
				} )
			)
		: NOT_FOUND();
}

function write( world: World, row: Row, action: string, form: URLSearchParams ): Answer {
	const { writer } = world.org;
	const home = row.type === LISTS.performances.object ? '/performances' : '/';
	switch ( action ) {
		case 'delete':
			writer.delete( row.type, row.id );
			return done( home, `Deleted ${ String( row.values.Name ) }.` );
		case 'undelete':
			writer.undelete( row.type, row.id );
			return done( home, `${ String( row.values.Name ) } is back.` );
		default:
			writer.update( row.type, row.id, readForm( world, row, form ) );
			return done( `/record/${ row.id }`, 'Saved.' );
	}
}

function act( ask: Ask, world: World ): Answer {
	const form = new URLSearchParams( ask.body.toString( 'utf8' ) );
	if ( ask.path === '/change' ) {
		const change = makeChange( world, { kind: form.get( 'kind' ) ?? '' } );
		return done( '/', `Done: ${ change.kind } – ${ change.title.slice( 0, 200 ) }.` );
	}
	const target = /^\/record\/(\w+)(?:\/(delete|undelete))?$/.exec( ask.path );
	const row = target ? find( world, target[ 1 ]! ) : undefined;
	return row ? write( world, row, target?.[ 2 ] ?? 'save', form ) : NOT_FOUND();
}

function refused( error: unknown ): Answer {
	if ( ! ( error instanceof ApiError || error instanceof TypeError ) ) {
		throw error;
	}
	const body = markup`<p>Go back to correct it. <a href="/">All productions</a></p>`;
	return html( layout( { title: 'Not saved', problem: error.message, body } ), 400 );
}

/** "Your Salesforce": what a box office does in its org, without JavaScript. */
export function page( ask: Ask, world: World ): Answer {
	if ( ask.method === 'GET' || ask.method === 'HEAD' ) {
		return view( ask, world );
	}
	if ( ask.method !== 'POST' || ! isAtHome( ask ) ) {
		return {
			status: 403,
			body: 'Refused',
			type: 'text/plain;charset=UTF-8',
		};
	}
	try {
		return act( ask, world );
	} catch ( error ) {
		return refused( error );
	}
}
