import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useAction } from '../store/useAction';
import { FailureNotice } from './FailureNotice';

interface Props {
	/** Of the file. */
	name: string;
	load: () => Promise< Blob >;
}

/** Fetched like everything else, not a bare link: what goes wrong is said here, and no nonce stands in an address. */
export function DownloadButton( { name, load }: Props ) {
	const download = useAction( load, ( file ) => {
		const link = document.createElement( 'a' );
		link.href = URL.createObjectURL( file );
		link.download = name;
		link.click();
		URL.revokeObjectURL( link.href );
	} );
	return (
		<>
			<FailureNotice problem={ download.problem } />
			<Button
				variant="secondary"
				isBusy={ download.isBusy }
				disabled={ download.isBusy }
				accessibleWhenDisabled
				onClick={ () => void download.run() }
				__next40pxDefaultSize
			>
				{ __( 'Download for a spreadsheet (CSV)', 'callboard' ) }
			</Button>
		</>
	);
}
