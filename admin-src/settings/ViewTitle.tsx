import { useEffect, useRef } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';

interface Props {
	path: string;
	title: string;
}

/** After a change of view the focus goes to its title, as a page load would have it. */
export function ViewTitle( { path, title }: Props ) {
	const heading = useRef< HTMLHeadingElement >( null );
	const isFirst = useRef( true );
	useEffect( () => {
		/* translators: %s: name of a screen */
		document.title = sprintf( __( '%s ‹ Callboard', 'callboard' ), title );
		if ( ! isFirst.current ) {
			heading.current?.focus();
		}
		isFirst.current = false;
	}, [ path, title ] );
	return (
		<h1 ref={ heading } tabIndex={ -1 }>
			{ title }
		</h1>
	);
}
