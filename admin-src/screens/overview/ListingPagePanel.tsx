import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { createListingPage } from '../../api/site';
import { FailureNotice } from '../../components/FailureNotice';
import { useSay } from '../../store/contexts';
import { useAction } from '../../store/useAction';

interface Props {
	url: string | null;
	onCreated: () => void;
}

export function ListingPagePanel( { url, onCreated }: Props ) {
	const say = useSay();
	const create = useAction( createListingPage, () => {
		say( __( 'The page is published.', 'callboard' ) );
		onCreated();
	} );
	return (
		<section>
			<h2>{ __( 'Your listing', 'callboard' ) }</h2>
			<FailureNotice problem={ create.problem } />
			{ url ? (
				<p>
					<a href={ url }>{ __( 'See the public listing', 'callboard' ) }</a>
				</p>
			) : (
				<p>
					{ __( 'No page of this site shows your season yet.', 'callboard' ) }{ ' ' }
					<Button
						variant="secondary"
						isBusy={ create.isBusy }
						disabled={ create.isBusy }
						accessibleWhenDisabled
						onClick={ () => void create.run() }
						__next40pxDefaultSize
					>
						{ __( 'Create the page “What’s on”', 'callboard' ) }
					</Button>
				</p>
			) }
		</section>
	);
}
