import { Notice } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { Budget, BudgetRequest } from '../../../sync-worker/src/contract/types';
import { saveBudget } from '../../api/limits';
import { ActionForm } from '../../components/ActionForm';
import { NumberField } from '../../components/NumberField';
import { Table, type Field } from '../../components/Table';
import { dateAndTime } from '../../format/time';
import { useSay } from '../../store/contexts';
import { useAction } from '../../store/useAction';
import { bodyOf, dayOf, differs, reserveOf, runOf, spendersOf, stopsAt, typedOf, type Spender, type Typed } from './budget';

interface Props {
	tenantId: number;
	budget: Budget;
	onSaved: ( budget: Budget ) => void;
}

const inDigits = ( number: number ) => number.toLocaleString();

const fields: Field< Spender >[] = [
	{
		id: 'who',
		label: __( 'Who', 'callboard' ),
		isHeading: true,
		render: ( { who, detail } ) => (
			<>
				{ who } <span className="callboard-small">{ detail }</span>
			</>
		),
	},
	{ id: 'calls', label: __( 'Calls in 24 hours', 'callboard' ), render: ( { calls } ) => inDigits( calls ) },
];

function reserveHint( reserve: number | null, { org, default: usual }: Budget ): string {
	return org === null || reserve === null
		? /* translators: %d: percentage */ sprintf( __( 'As it comes: %d.', 'callboard' ), usual.reserve_percent )
		: sprintf(
				/* translators: 1: number of calls, 2: number of calls */
				__( 'Of %1$s calls a day the sync stops when all together have made %2$s.', 'callboard' ),
				inDigits( org.limit ),
				inDigits( stopsAt( org.limit, reserve ) )
			);
}

function Numbers( { typed, budget, onChange }: { typed: Typed; budget: Budget; onChange: ( changed: Partial< Typed > ) => void } ) {
	const reserve = reserveOf( typed );
	return (
		<>
			<NumberField
				label={ __( 'Share of the org’s calls left to its other users (%)', 'callboard' ) }
				value={ typed.reserve }
				hint={ reserveHint( reserve, budget ) }
				error={ reserve === null ? __( 'A whole number from 0 to 95.', 'callboard' ) : null }
				onChange={ ( value ) => onChange( { reserve: value } ) }
			/>
			<NumberField
				label={ __( 'Calls one sync may make', 'callboard' ) }
				value={ typed.run }
				hint={ __( 'A sync that has made them ends, and the next one goes on where it stopped.', 'callboard' ) }
				error={ runOf( typed ) === null ? __( 'A whole number, 20 or more.', 'callboard' ) : null }
				onChange={ ( value ) => onChange( { run: value } ) }
			/>
			<NumberField
				label={ __( 'Calls an organisation’s sync may make in 24 hours', 'callboard' ) }
				value={ typed.day }
				hint={ __( 'Empty: as many as the org leaves. When they are made, changes wait until the first of them are a day old.', 'callboard' ) }
				error={ dayOf( typed ) === undefined ? __( 'A whole number, or empty.', 'callboard' ) : null }
				onChange={ ( value ) => onChange( { day: value } ) }
			/>
		</>
	);
}

/** Who asks Salesforce how often, and how often they may. */
export function BudgetForm( { tenantId, budget, onSaved }: Props ) {
	const say = useSay();
	const [ typed, setTyped ] = useState< Typed >( () => typedOf( budget ) );
	const body = bodyOf( typed );
	const save = useAction(
		( wanted: BudgetRequest ) => saveBudget( tenantId, wanted ),
		( saved ) => {
			onSaved( saved );
			say( __( 'Saved. It holds from the next sync on.', 'callboard' ) );
		}
	);
	return (
		<ActionForm
			className="callboard-card"
			action={ save }
			onSend={ () => void ( body && save.run( body ) ) }
			isReady={ body !== null && differs( body, budget ) }
			label={ __( 'Save budget', 'callboard' ) }
		>
			<h2>{ __( 'How often Salesforce is asked', 'callboard' ) }</h2>
			<p>
				{ __(
					'Each org has so many API calls in 24 hours, for all its users and programs. These limits keep the sync from taking them away from the others; they hold for every organisation of this site.',
					'callboard'
				) }
			</p>
			{ budget.spent !== null && (
				<Notice status="warning" isDismissible={ false } className="callboard-notice">
					{ budget.spent.message }{ ' ' }
					{
						/* translators: %s: date and time */
						sprintf( __( 'The sync tries again by itself on %s.', 'callboard' ), dateAndTime( budget.spent.resume_ms ) )
					}
				</Notice>
			) }
			<Table
				caption={ __( 'Calls to Salesforce in the last 24 hours', 'callboard' ) }
				fields={ fields }
				rows={ spendersOf( budget ) }
				keyOf={ ( { who } ) => who }
			/>
			{ budget.org === null && <p className="description">{ __( 'How many calls the org has is known after the first sync.', 'callboard' ) }</p> }
			<Numbers typed={ typed } budget={ budget } onChange={ ( changed ) => setTyped( ( before ) => ( { ...before, ...changed } ) ) } />
		</ActionForm>
	);
}
