import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { HeldRecord, TwinRequest } from '../../../sync-worker/src/contract/types';
import { decideTwin } from '../../api/twins';
import { FailureNotice } from '../../components/FailureNotice';
import { Link } from '../../components/Link';
import { Table } from '../../components/Table';
import { useSay } from '../../store/contexts';
import { useAction } from '../../store/useAction';
import { sidesOf, twinFields, type Side } from './sides';

interface Props {
	tenantId: number;
	held: HeldRecord;
	onChange: () => void;
}

/** Two shows that may be one, side by side, and the three answers. Until one is given, the second is not on the site. */
export function TwinCard( { tenantId, held, onChange }: Props ) {
	const say = useSay();
	const name = held.title ?? held.external_id;
	const decide = useAction(
		( decision: TwinRequest ) => decideTwin( tenantId, held.external_id, decision ),
		( { state } ) => {
			if ( state === 'excluded' ) {
				/* translators: %s: name of a show */
				say( sprintf( __( '%s is left out from now on.', 'callboard' ), name ) );
			} else {
				/* translators: %s: name of a show */
				say( sprintf( __( '%s is listed with the next sync, within a minute.', 'callboard' ), name ) );
			}
			onChange();
		}
	);
	const sameButton = ( { postId, isHeld }: Side ) => {
		if ( postId === null || isHeld ) {
			return null;
		}
		/* translators: 1: name of a show, 2: number of a post */
		const label = sprintf( __( 'It is the same: %1$s takes over post %2$d', 'callboard' ), name, postId );
		return (
			<Button
				variant="secondary"
				disabled={ decide.isBusy }
				accessibleWhenDisabled
				aria-label={ label }
				onClick={ () => void decide.run( { decision: 'link', post_id: postId } ) }
				__next40pxDefaultSize
			>
				{ __( 'It is the same', 'callboard' ) }
			</Button>
		);
	};
	/* translators: %s: name of a show */
	const separateLabel = sprintf( __( 'They are two different shows: list %s too', 'callboard' ), name );
	/* translators: %s: name of a show */
	const excludeLabel = sprintf( __( 'Leave out: %s', 'callboard' ), name );
	/* translators: %s: name of a show */
	const title = sprintf( __( 'The same show? %s', 'callboard' ), name );
	return (
		<section className="callboard-card">
			<h2>{ title }</h2>
			<p>{ held.sentence }</p>
			{ held.run_id !== null && (
				<p>
					<Link to={ `/runs/${ held.run_id }` }>{ __( 'The sync that found it', 'callboard' ) }</Link>
				</p>
			) }
			<Table caption={ title } fields={ twinFields( sameButton ) } rows={ sidesOf( held ) } keyOf={ ( side ) => side.key } />
			<FailureNotice problem={ decide.problem } />
			<div className="callboard-buttons">
				<Button
					variant="primary"
					isBusy={ decide.isBusy }
					disabled={ decide.isBusy }
					accessibleWhenDisabled
					aria-label={ separateLabel }
					onClick={ () => void decide.run( { decision: 'separate' } ) }
					__next40pxDefaultSize
				>
					{ __( 'They are two different shows', 'callboard' ) }
				</Button>
				<Button
					variant="tertiary"
					isDestructive
					disabled={ decide.isBusy }
					accessibleWhenDisabled
					aria-label={ excludeLabel }
					onClick={ () => void decide.run( { decision: 'exclude' } ) }
					__next40pxDefaultSize
				>
					{ __( 'Leave out', 'callboard' ) }
				</Button>
			</div>
		</section>
	);
}
