import { Button } from '@wordpress/components';
import { useCallback, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { ShowSync } from '../../sync-worker/src/contract/types';
import { useAction } from '../store/useAction';
import { useResource } from '../store/useResource';
import { FailureNotice } from './FailureNotice';
import { modernSize } from './modern';

interface Props {
	/** Asks for the show. */
	ask: () => Promise< ShowSync >;
	/** What came of it so far. */
	tell: ( askedMs: number ) => Promise< ShowSync >;
	onDone?: () => void;
}

const everyMs = 2000;

/** “Sync this show now”, and what came of it: the sentence of the server, then each record with news. */
export function SyncShow( { ask, tell, onDone }: Props ) {
	const [ asked, setAsked ] = useState< ShowSync | null >( null );
	const { run, isBusy, problem } = useAction( ask, setAsked );
	return (
		<div className="callboard-sync-show">
			<Button variant="secondary" isBusy={ isBusy } disabled={ isBusy } accessibleWhenDisabled onClick={ () => void run() } { ...modernSize }>
				{ __( 'Sync this show now', 'callboard' ) }
			</Button>
			<FailureNotice problem={ problem } />
			{ asked && asked.asked_ms !== null && <Progress key={ asked.asked_ms } first={ asked } tell={ tell } onDone={ onDone } /> }
		</div>
	);
}

function Progress( { first, tell, onDone }: { first: ShowSync; tell: Props[ 'tell' ]; onDone: ( () => void ) | undefined } ) {
	const askedMs = first.asked_ms ?? 0;
	const load = useCallback( async () => {
		const told = await tell( askedMs );
		if ( told.waiting === 0 ) {
			onDone?.();
		}
		return told;
	}, [ tell, askedMs, onDone ] );
	const { data, problem } = useResource( `sync/${ askedMs }`, load, ( known ) => ( known !== null && known.waiting === 0 ? null : everyMs ) );
	const told = data ?? first;
	return (
		<>
			<p role="status">{ told.sentence }</p>
			<FailureNotice problem={ problem } />
			<ul className="callboard-actions">
				{ told.outcomes.map( ( outcome ) => (
					<li key={ outcome.external_id }>
						{ [ outcome.title ?? outcome.external_id, outcome.message ?? words( outcome.outcome ), ...outcome.actions ].join( ' — ' ) }
					</li>
				) ) }
			</ul>
		</>
	);
}

function words( outcome: string ): string {
	switch ( outcome ) {
		case 'created':
			return __( 'is new on the site', 'callboard' );
		case 'updated':
			return __( 'was brought up to date', 'callboard' );
		case 'withdrawn':
			return __( 'was withdrawn', 'callboard' );
		default:
			return outcome;
	}
}
