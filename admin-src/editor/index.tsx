import { addFilter } from '@wordpress/hooks';
import { registerPlugin } from '@wordpress/plugins';
import { closeControls, closeContent } from './closed-controls';
import { readFacts } from './facts';
import { withLockedTerms } from './LockedTerms';
import { reportRefusals } from './refusals';
import { SourcePanel } from './SourcePanel';
import './panel.css';

const facts = readFacts();

if ( facts ) {
	registerPlugin( 'callboard-source', {
		render: () => <SourcePanel facts={ facts } />,
	} );
	addFilter( 'editor.PostTaxonomyType', 'callboard/locked-terms', withLockedTerms( facts ) );
	closeControls( facts );
	closeContent( facts );
	reportRefusals();
}
