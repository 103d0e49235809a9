import { __, sprintf } from '@wordpress/i18n';
import { Link } from './Link';

interface Props {
	path: string;
	query: Record< string, string >;
	page: number;
	pages: number;
}

export function Pagination( { path, query, page, pages }: Props ) {
	if ( pages < 2 ) {
		return null;
	}
	/* translators: 1: number of this page, 2: number of pages */
	const position = sprintf( __( 'Page %1$d of %2$d', 'callboard' ), page, pages );
	const at = ( number: number ) => ( { ...query, paged: String( number ) } );
	return (
		<nav aria-label={ __( 'Pages', 'callboard' ) } className="callboard-pages">
			{ page > 1 && (
				<Link to={ path } query={ at( page - 1 ) }>
					{ __( 'Previous', 'callboard' ) }
				</Link>
			) }
			<span>{ position }</span>
			{ page < pages && (
				<Link to={ path } query={ at( page + 1 ) }>
					{ __( 'Next', 'callboard' ) }
				</Link>
			) }
		</nav>
	);
}
