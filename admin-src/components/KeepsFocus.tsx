import { useEffect, useRef } from '@wordpress/element';
import type { ReactNode } from 'react';

const cards = ( within: Element ) => [ ...within.querySelectorAll< HTMLElement >( '.callboard-card' ) ];

/** The heading of what now stands where the pressed button stood, else of the last card, else of the screen. */
function headingNear( within: Element, card: number ): HTMLElement | null {
	const left = cards( within );
	const heading = left[ Math.min( card, left.length - 1 ) ]?.querySelector< HTMLElement >( 'h2' );
	return heading ?? document.querySelector< HTMLElement >( '#callboard-settings h1' );
}

/** A button may vanish with what it settled. Who pressed it by keyboard would start again at the top of wp-admin. */
export function KeepsFocus( { children }: { children: ReactNode } ) {
	const root = useRef< HTMLDivElement >( null );
	useEffect( () => {
		const within = root.current;
		if ( within === null ) {
			return;
		}
		/** The card of the last button that was pressed; null once the focus has gone elsewhere. */
		let pressed: number | null = null;
		/** Where the focus was brought: it may vanish too, a moment later. */
		let heading: HTMLElement | null = null;
		const onClick = ( { target }: MouseEvent ) => {
			const button = target instanceof Element ? target.closest( 'button' ) : null;
			pressed =
				button === null
					? null
					: Math.max(
							0,
							cards( within ).findIndex( ( card ) => card.contains( button ) )
						);
		};
		const onFocus = ( { target }: FocusEvent ) => {
			if ( target !== heading && ! ( target instanceof Element && target.closest( 'button' ) ) ) {
				pressed = null;
			}
		};
		const observer = new MutationObserver( () => {
			if ( pressed !== null && ( document.activeElement === null || document.activeElement === document.body ) ) {
				heading = headingNear( within, pressed );
				heading?.setAttribute( 'tabindex', '-1' );
				heading?.focus();
			}
		} );
		within.addEventListener( 'click', onClick );
		document.addEventListener( 'focusin', onFocus );
		observer.observe( within, { childList: true, subtree: true } );
		return () => {
			within.removeEventListener( 'click', onClick );
			document.removeEventListener( 'focusin', onFocus );
			observer.disconnect();
		};
	}, [] );
	return <div ref={ root }>{ children }</div>;
}
