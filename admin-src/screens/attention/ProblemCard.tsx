import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { StandingProblem } from '../../../sync-worker/src/contract/types';
import { testConnection } from '../../api/connection';
import { Problem } from '../../api/problem';
import { readAgain, syncNow } from '../../api/runs';
import { FailureNotice } from '../../components/FailureNotice';
import { Link } from '../../components/Link';
import { NextSteps } from '../../components/NextSteps';
import { dateAndTime } from '../../format/time';
import { useNavigation, useSay } from '../../store/contexts';
import { useAction } from '../../store/useAction';

interface Props {
	tenantId: number;
	problem: StandingProblem;
	onChange: () => void;
}

type Cure = NonNullable< StandingProblem[ 'cure' ] >;

function cureLabel( cure: Cure ): string {
	switch ( cure ) {
		case 'sync_now':
			return __( 'Sync now', 'callboard' );
		case 'test_connection':
			return __( 'Test the connection', 'callboard' );
		case 'read_again':
			return __( 'I have mended it: read again', 'callboard' );
	}
}

/** What a press of the button leads to: a run to look at, or words. */
interface Done {
	runId: number | null;
}

async function press( tenantId: number, { cure, mapping_id: mappingId }: StandingProblem ): Promise< Done > {
	if ( cure === 'test_connection' ) {
		const { failure } = await testConnection( tenantId );
		if ( failure ) {
			throw new Problem( failure.code, failure.message, failure.actions );
		}
		return { runId: null };
	}
	const run = cure === 'read_again' ? await readAgain( tenantId, mappingId === null ? {} : { objects: [ mappingId ] }, false ) : await syncNow( tenantId );
	return { runId: run.id };
}

function CureButton( { tenantId, problem, onChange }: Props & { problem: StandingProblem & { cure: Cure } } ) {
	const say = useSay();
	const { navigate } = useNavigation();
	const cure = useAction(
		() => press( tenantId, problem ),
		( { runId } ) => {
			if ( runId !== null ) {
				navigate( `/runs/${ runId }` );
				return;
			}
			say( __( 'Salesforce lets Callboard in. The sync goes on within a minute.', 'callboard' ) );
			onChange();
		}
	);
	return (
		<>
			<FailureNotice problem={ cure.problem } />
			<div className="callboard-buttons">
				<Button
					variant="primary"
					isBusy={ cure.isBusy }
					disabled={ cure.isBusy }
					accessibleWhenDisabled
					aria-label={
						/* translators: 1: what a button does, 2: what is wrong */
						sprintf( __( '%1$s: %2$s', 'callboard' ), cureLabel( problem.cure ), problem.message )
					}
					onClick={ () => void cure.run() }
					__next40pxDefaultSize
				>
					{ cureLabel( problem.cure ) }
				</Button>
				{ problem.cure === 'test_connection' && (
					<Link to="/connect" className="components-button is-secondary is-next-40px-default-size">
						{ __( 'To the connection', 'callboard' ) }
					</Link>
				) }
			</div>
		</>
	);
}

const hasCure = ( problem: StandingProblem ): problem is StandingProblem & { cure: Cure } => problem.cure !== null;

/** Something that holds the whole sync back, or a part of every record, with its cure beside it. */
export function ProblemCard( props: Props ) {
	const { problem } = props;
	return (
		<section className="callboard-card">
			<h2>{ problem.title }</h2>
			<p>
				{ problem.message } <code className="callboard-small">{ problem.code }</code>
			</p>
			<NextSteps actions={ problem.actions } />
			{ problem.run_id !== null && problem.since_ms !== null && (
				<p>
					<Link to={ `/runs/${ problem.run_id }` }>
						{
							/* translators: %s: date and time */
							sprintf( __( 'The sync that said so: %s', 'callboard' ), dateAndTime( problem.since_ms ) )
						}
					</Link>
				</p>
			) }
			{ hasCure( problem ) && <CureButton { ...props } problem={ problem } /> }
		</section>
	);
}
