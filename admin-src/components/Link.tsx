import type { MouseEvent, ReactNode } from 'react';
import { useNavigation } from '../store/contexts';
import { viewUrl } from '../store/useView';

interface Props {
	to: string;
	query?: Record< string, string >;
	isCurrent?: boolean;
	className?: string;
	children: ReactNode;
}

/** A real address, so that it opens in a new tab and survives a reload; a plain click stays on the page. */
export function Link( { to, query = {}, isCurrent = false, className, children }: Props ) {
	const { navigate } = useNavigation();
	const onClick = ( event: MouseEvent ) => {
		if ( event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0 ) {
			return;
		}
		event.preventDefault();
		navigate( to, query );
	};
	return (
		<a href={ viewUrl( to, query ) } onClick={ onClick } className={ className } aria-current={ isCurrent ? 'page' : undefined }>
			{ children }
		</a>
	);
}
