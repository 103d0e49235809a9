import { __ } from '@wordpress/i18n';
import { lockedTarget, type SourceFacts } from './facts';
import { store } from './store';

/** Owned target → the controls of the block editor that would change it (the same on WordPress 6.8 and 7.1). */
const CONTROLS: Readonly< Record< string, readonly string[] > > = {
	title: [ '.editor-post-title' ],
	slug: [ '.editor-post-url__panel-dropdown' ],
	status: [ '.editor-post-status', '.editor-post-schedule__panel-dropdown', '.editor-post-publish-panel__toggle' ],
	parent: [ '.editor-page-attributes__parent', '.editor-post-parent__panel-dropdown' ],
	image: [ '.editor-post-featured-image' ],
	removal: [ '.editor-post-trash' ],
};

/** `inert` keeps keyboard and pointer out; the panel "From Salesforce" says in text what is closed and why. */
const close = ( root: ParentNode, selectors: readonly string[], reason: string ) => {
	for ( const element of root.querySelectorAll< HTMLElement >( selectors.join( ',' ) ) ) {
		if ( ! element.inert ) {
			element.inert = true;
			element.classList.add( 'callboard-closed' );
			element.title = reason;
			// The canvas is a document of its own: a class of ours has no rules there.
			element.style.opacity = '0.7';
		}
	}
};

const canvas = (): Document | null => document.querySelector< HTMLIFrameElement >( 'iframe[name="editor-canvas"]' )?.contentDocument ?? null;

/** React draws these controls whenever it likes, in the page and in the canvas: each change is looked at once a frame. */
export const closeControls = ( facts: SourceFacts ): void => {
	const closeAll = () => {
		for ( const [ target, selectors ] of Object.entries( CONTROLS ) ) {
			const field = lockedTarget( facts, target );
			if ( field ) {
				close( document, selectors, field.reason );
				const inCanvas = canvas();
				if ( inCanvas ) {
					close( inCanvas, selectors, field.reason );
				}
			}
		}
	};
	const watched = new WeakSet< Node >();
	let scheduled = false;
	const observer = new MutationObserver( () => schedule() );
	const watch = ( body: HTMLElement | undefined ) => {
		if ( body && ! watched.has( body ) ) {
			watched.add( body );
			observer.observe( body, { childList: true, subtree: true } );
		}
	};
	const schedule = () => {
		if ( scheduled ) {
			return;
		}
		scheduled = true;
		window.requestAnimationFrame( () => {
			scheduled = false;
			watch( canvas()?.body );
			closeAll();
		} );
	};
	watch( document.body );
	document.addEventListener( 'load', schedule, true );
	schedule();
};

interface BlockEditorActions {
	setBlockEditingMode: ( clientId: string, mode: 'disabled' ) => void;
}

interface NoticeActions {
	createInfoNotice: ( content: string, options: { id: string; isDismissible: boolean } ) => void;
}

/** An owned description stays readable, and every block of it is closed. */
export const closeContent = ( facts: SourceFacts ): void => {
	const content = lockedTarget( facts, 'content' );
	if ( content ) {
		store< BlockEditorActions >( 'core/block-editor' ).setBlockEditingMode( '', 'disabled' );
	}
	if ( content || lockedTarget( facts, 'title' ) ) {
		store< NoticeActions >( 'core/notices' ).createInfoNotice(
			__( 'This page is kept up to date from Salesforce. What is closed here is changed there; see “From Salesforce” in the sidebar.', 'callboard' ),
			{ id: 'callboard-locked', isDismissible: true }
		);
	}
};
