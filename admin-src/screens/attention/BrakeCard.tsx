import { Button } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { addQueryArgs } from '@wordpress/url';
import type { Brake, BrakeItem } from '../../../sync-worker/src/contract/types';
import { approveBrake, fetchBrakeItems, refuseBrake } from '../../api/brakes';
import { FailureNotice } from '../../components/FailureNotice';
import { Link } from '../../components/Link';
import { Loading } from '../../components/Loading';
import { PageButtons } from '../../components/PageButtons';
import { Table, type Field } from '../../components/Table';
import { statusLabel } from '../../format/posts';
import { useSay } from '../../store/contexts';
import { useAction } from '../../store/useAction';
import { useResource } from '../../store/useResource';

interface Props {
	brake: Brake;
	onChange: () => void;
}

const perPage = 20;

function reasonLabel( reason: string ): string {
	switch ( reason ) {
		case 'deleted':
			return __( 'Deleted in Salesforce', 'callboard' );
		case 'merged':
			return __( 'Merged into another record in Salesforce', 'callboard' );
		default:
			return __( 'Does not pass the filter any more', 'callboard' );
	}
}

const fields = (): Field< BrakeItem >[] => [
	{
		id: 'record',
		label: __( 'Show or performance', 'callboard' ),
		isHeading: true,
		render: ( item ) => (
			<>
				{ item.post_id === null ? (
					( item.title ?? __( 'Not on this site yet', 'callboard' ) )
				) : (
					<a href={ addQueryArgs( 'post.php', { post: item.post_id, action: 'edit' } ) }>{ item.title }</a>
				) }{ ' ' }
				<code className="callboard-small">{ item.external_id }</code>
			</>
		),
	},
	{ id: 'reason', label: __( 'Why', 'callboard' ), render: ( item ) => reasonLabel( item.reason ) },
	{
		id: 'status',
		label: __( 'What would change', 'callboard' ),
		/* translators: 1: status of a post now, 2: its status afterwards */
		render: ( item ) => sprintf( __( '%1$s, then %2$s', 'callboard' ), statusLabel( item.before ), statusLabel( item.after ) ),
	},
];

function Held( { brake }: { brake: Brake } ) {
	const [ page, setPage ] = useState( 1 );
	const { data, problem, reload } = useResource( `brake/${ brake.id }/${ page }/${ brake.held }`, () =>
		fetchBrakeItems( brake.id, { page, per_page: perPage } )
	);
	if ( data === null ) {
		return problem ? <FailureNotice problem={ problem } onRetry={ reload } /> : <Loading />;
	}
	return (
		<>
			<Table caption={ brake.sentence } fields={ fields() } rows={ data.rows } keyOf={ ( item ) => item.external_id } />
			<PageButtons page={ page } pages={ data.pages } onPage={ setPage } />
		</>
	);
}

/** A mass change that waits for a person: what would go, and the two answers. Nothing is withdrawn before one is given. */
export function BrakeCard( { brake, onChange }: Props ) {
	const say = useSay();
	const approve = useAction(
		() => approveBrake( brake.id ),
		( after ) => {
			say( after.sentence );
			onChange();
		}
	);
	const refuse = useAction(
		() => refuseBrake( brake.id ),
		( after ) => {
			say( after.sentence );
			onChange();
		}
	);
	const isBusy = approve.isBusy || refuse.isBusy;
	return (
		<section className="callboard-card">
			<h2>{ brake.state === 'open' ? __( 'The brake is on', 'callboard' ) : __( 'Kept by a person', 'callboard' ) }</h2>
			<p>{ brake.sentence }</p>
			<p>
				<Link to={ `/runs/${ brake.run_id }` }>{ __( 'The sync that found it', 'callboard' ) }</Link>
			</p>
			<FailureNotice problem={ approve.problem ?? refuse.problem } />
			<div className="callboard-buttons">
				<Button
					variant="secondary"
					isDestructive
					isBusy={ approve.isBusy }
					disabled={ isBusy }
					accessibleWhenDisabled
					aria-label={
						/* translators: %s: what would be withdrawn, as a sentence */
						sprintf( __( 'Withdraw them: %s', 'callboard' ), brake.sentence )
					}
					onClick={ () => void approve.run() }
					__next40pxDefaultSize
				>
					{ __( 'Withdraw them', 'callboard' ) }
				</Button>
				{ brake.state === 'open' && (
					<Button
						variant="primary"
						isBusy={ refuse.isBusy }
						disabled={ isBusy }
						accessibleWhenDisabled
						aria-label={
							/* translators: %s: what would be withdrawn, as a sentence */
							sprintf( __( 'Keep the listings: %s', 'callboard' ), brake.sentence )
						}
						onClick={ () => void refuse.run() }
						__next40pxDefaultSize
					>
						{ __( 'Keep the listings', 'callboard' ) }
					</Button>
				) }
			</div>
			<Held brake={ brake } />
		</section>
	);
}
