import { __ } from '@wordpress/i18n';
import type { WhyNot } from '../../../sync-worker/src/contract/types';
import { NextSteps } from '../../components/NextSteps';

type Link = WhyNot[ 'links' ][ number ];

const marks: Readonly< Record< Link[ 'state' ], string > > = { ok: '✓', broken: '✗', unknown: '?' };

function stateInWords( state: Link[ 'state' ] ): string {
	switch ( state ) {
		case 'ok':
			return __( 'holds', 'callboard' );
		case 'broken':
			return __( 'broken', 'callboard' );
		default:
			return __( 'not known', 'callboard' );
	}
}

/** Each link in order; the mark is decoration, the words carry the state. */
export function Chain( { chain }: { chain: WhyNot } ) {
	return (
		<section className="callboard-card">
			<h2>{ chain.sentence }</h2>
			<ol className="callboard-chain">
				{ chain.links.map( ( link ) => (
					<li key={ link.key } className={ `callboard-link-${ link.state }` } aria-current={ link.key === chain.broken ? 'step' : undefined }>
						<span aria-hidden="true" className="callboard-mark">
							{ marks[ link.state ] }
						</span>
						<div>
							<strong>{ link.label }</strong> <span className="callboard-small">({ stateInWords( link.state ) })</span>
							<p>{ link.message }</p>
							<NextSteps actions={ link.actions } />
						</div>
					</li>
				) ) }
			</ol>
		</section>
	);
}
