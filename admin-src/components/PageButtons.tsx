import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { modernSize } from './modern';

interface Props {
	page: number;
	pages: number;
	onPage: ( page: number ) => void;
}

/** Pages of a list inside a card, which have no address of their own. */
export function PageButtons( { page, pages, onPage }: Props ) {
	return pages < 2 ? null : (
		<div className="callboard-buttons">
			<Button variant="tertiary" disabled={ page === 1 } accessibleWhenDisabled onClick={ () => onPage( page - 1 ) } { ...modernSize }>
				{ __( 'Previous', 'callboard' ) }
			</Button>
			<Button variant="tertiary" disabled={ page >= pages } accessibleWhenDisabled onClick={ () => onPage( page + 1 ) } { ...modernSize }>
				{ __( 'Next', 'callboard' ) }
			</Button>
		</div>
	);
}
