import { __, sprintf } from '@wordpress/i18n';
import type { LockedField } from './facts';

/** Classic editor, quick edit and bulk edit: the same fields closed, with the same words. */
declare global {
	interface Window {
		callboardForms?: readonly LockedField[];
		inlineEditPost?: InlineEdit;
	}
}

interface InlineEdit {
	edit: ( id: number | object ) => unknown;
	setBulk: () => unknown;
	getId?: ( row: object ) => string;
}

type Labels = Readonly< Record< string, string > >;

const CLASSIC: Readonly< Record< string, string > > = {
	title: '#titlewrap',
	content: '#postdivrich, #wp-content-wrap',
	excerpt: '#postexcerpt .inside',
	slug: '#edit-slug-box #edit-slug-buttons, #slugdiv .inside',
	status: '.misc-pub-post-status, .misc-pub-visibility, .misc-pub-curtime, #save-action #save-post',
	parent: '#pageparentdiv .inside',
	image: '#postimagediv .inside',
	removal: '#delete-action',
};

const INLINE: Readonly< Record< string, string > > = {
	title: 'input[name="post_title"]',
	slug: 'input[name="post_name"]',
	status: 'select[name="_status"], input[name="keep_private"], fieldset.inline-edit-date',
	parent: 'select[name="post_parent"]',
};

const taxonomyOf = ( target: string ): string | null => ( target.startsWith( 'taxonomy:' ) ? target.slice( 'taxonomy:'.length ) : null );

const classicSelector = ( target: string ): string | undefined => {
	const taxonomy = taxonomyOf( target );
	return taxonomy === null ? CLASSIC[ target ] : `#${ taxonomy }div .inside, #tagsdiv-${ taxonomy } .inside`;
};

const inlineSelector = ( target: string ): string | undefined => {
	const taxonomy = taxonomyOf( target );
	return taxonomy === null ? INLINE[ target ] : `ul.${ taxonomy }-checklist, textarea[data-wp-taxonomy="${ taxonomy }"]`;
};

/** `inert`, not `disabled`: a disabled field is not sent, and WordPress would read that as emptied. */
const setClosed = ( root: ParentNode, selector: string | undefined, closed: boolean, reason: string ) => {
	for ( const element of selector ? root.querySelectorAll< HTMLElement >( selector ) : [] ) {
		element.inert = closed;
		element.title = closed ? reason : '';
		element.style.opacity = closed ? '0.6' : '';
	}
};

const noteFor = ( labels: Labels ): string =>
	sprintf(
		/* translators: %s: list of field names. */
		__( 'From Salesforce, and changed only there: %s.', 'callboard' ),
		Object.values( labels ).join( ', ' )
	);

const closeInline = ( row: HTMLElement, labels: Labels ) => {
	for ( const target of [ ...Object.keys( INLINE ), ...( row.dataset.callboardClosed?.split( ' ' ) ?? [] ), ...Object.keys( labels ) ] ) {
		setClosed( row, inlineSelector( target ), target in labels, labels[ target ] ?? '' );
	}
	row.dataset.callboardClosed = Object.keys( labels ).join( ' ' );
	row.querySelector( '.callboard-note' )?.remove();
	if ( Object.keys( labels ).length > 0 ) {
		const note = document.createElement( 'p' );
		note.className = 'callboard-note howto';
		note.textContent = noteFor( labels );
		row.querySelector( '.inline-edit-col' )?.append( note );
	}
};

const labelsOfRow = ( postId: string ): Labels => {
	const text = document.querySelector( `#inline_${ postId } .callboard_locked` )?.textContent ?? '';
	return text === '' ? {} : ( JSON.parse( text ) as Labels );
};

const closeQuickEdit = ( inline: InlineEdit ) => {
	const { edit, setBulk } = inline;
	inline.edit = function ( id ) {
		const result = edit.call( this, id );
		const postId = typeof id === 'object' ? ( inline.getId?.( id ) ?? '' ) : String( id );
		const row = document.getElementById( `edit-${ postId }` );
		if ( row ) {
			closeInline( row, labelsOfRow( postId ) );
		}
		return result;
	};
	inline.setBulk = function () {
		const result = setBulk.call( this );
		const row = document.getElementById( 'bulk-edit' );
		const ids = [ ...document.querySelectorAll< HTMLInputElement >( 'tbody .check-column input:checked' ) ].map( ( box ) => box.value );
		if ( row ) {
			closeInline( row, Object.assign( {}, ...ids.map( labelsOfRow ) ) as Labels );
		}
		return result;
	};
};

const closeClassic = ( locked: readonly LockedField[] ) => {
	for ( const field of locked ) {
		setClosed( document, classicSelector( field.target ), true, field.reason );
	}
	for ( const input of document.querySelectorAll< HTMLElement >( '.callboard-locked-field > .acf-input' ) ) {
		input.inert = true;
	}
};

document.addEventListener( 'DOMContentLoaded', () => {
	closeClassic( window.callboardForms ?? [] );
	if ( window.inlineEditPost ) {
		closeQuickEdit( window.inlineEditPost );
	}
} );
