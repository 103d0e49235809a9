import { CheckboxControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { BrakeLimit, BrakeLimitRequest, Overview } from '../../../sync-worker/src/contract/types';
import { saveBrakeLimit } from '../../api/limits';
import { ActionForm } from '../../components/ActionForm';
import { modernMargin } from '../../components/modern';
import { NumberField } from '../../components/NumberField';
import { useSay } from '../../store/contexts';
import { useAction } from '../../store/useAction';
import { asksFrom, changes, isValid, percentOf, recordsOf, rowsOf, type Row } from './limits';

interface Props {
	tenantId: number;
	limits: BrakeLimit[];
	mappings: Overview[ 'mappings' ];
	onSaved: ( limits: BrakeLimit[] ) => void;
}

/** Each alone, so that a refusal leaves the earlier ones stored; the last answer tells how all stand. */
async function saveAll( tenantId: number, bodies: BrakeLimitRequest[], stored: BrakeLimit[] ): Promise< BrakeLimit[] > {
	let limits = stored;
	for ( const body of bodies ) {
		limits = await saveBrakeLimit( tenantId, body );
	}
	return limits;
}

function Numbers( { row, onChange }: { row: Row; onChange: ( changed: Partial< Row > ) => void } ) {
	return (
		<div className="callboard-numbers">
			<NumberField
				label={ __( 'More than this share (%)', 'callboard' ) }
				value={ row.percent }
				error={ percentOf( row ) === null ? __( 'A whole number from 0 to 100.', 'callboard' ) : null }
				onChange={ ( percent ) => onChange( { percent } ) }
			/>
			<NumberField
				label={ __( 'and more than this many listings', 'callboard' ) }
				value={ row.records }
				error={ recordsOf( row ) === null ? __( 'A whole number from 0 to 1,000,000.', 'callboard' ) : null }
				onChange={ ( records ) => onChange( { records } ) }
			/>
		</div>
	);
}

function consequence( row: Row, own: Row ): string {
	const from = asksFrom( row, own );
	return from === null
		? __( 'Nothing is listed now.', 'callboard' )
		: sprintf(
				/* translators: 1: number of listings on the site, 2: number of listings */
				__( 'Of %1$d listings now: you are asked when %2$d or more would go at once.', 'callboard' ),
				row.listed,
				from
			);
}

function Limit( { row, own, onChange }: { row: Row; own: Row; onChange: ( changed: Partial< Row > ) => void } ) {
	const isWhole = row.mappingId === null;
	return (
		<fieldset className="callboard-limit">
			<legend>{ isWhole ? __( 'For everything', 'callboard' ) : row.name }</legend>
			<CheckboxControl
				label={ isWhole ? __( 'Other than 20 % and 10 listings', 'callboard' ) : __( 'A limit of its own', 'callboard' ) }
				checked={ row.isOwn }
				onChange={ ( isOwn ) => onChange( { isOwn } ) }
				{ ...modernMargin }
			/>
			{ row.isOwn && <Numbers row={ row } onChange={ onChange } /> }
			{ ! isWhole && <p className="description">{ consequence( row, own ) }</p> }
		</fieldset>
	);
}

const usual = { percent: '20', records: '10' };

export function BrakeForm( { tenantId, limits, mappings, onSaved }: Props ) {
	const say = useSay();
	const [ rows, setRows ] = useState< Row[] >( () => rowsOf( limits, mappings ) );
	const bodies = changes( rows, limits );
	const save = useAction(
		( wanted: BrakeLimitRequest[] ) => saveAll( tenantId, wanted, limits ),
		( saved ) => {
			onSaved( saved );
			say( __( 'Saved. It holds from the next sync on.', 'callboard' ) );
		}
	);
	const change = ( mappingId: string | null, changed: Partial< Row > ) =>
		setRows( ( before ) => before.map( ( row ) => ( row.mappingId === mappingId ? { ...row, ...changed } : row ) ) );
	const whole = rows.find( ( { mappingId } ) => mappingId === null );
	const ownOf = ( row: Row ): Row => {
		if ( row.isOwn ) {
			return row;
		}
		return whole?.isOwn ? whole : { ...row, ...usual };
	};
	return (
		<ActionForm
			className="callboard-card"
			action={ save }
			onSend={ () => void save.run( bodies ) }
			isReady={ bodies.length > 0 && rows.every( isValid ) }
			label={ __( 'Save limits', 'callboard' ) }
		>
			<h2>{ __( 'When a sync must ask first', 'callboard' ) }</h2>
			<p>
				{ __(
					'If a sync would take this much off the site at once, or everything, it stops there and asks you on “Needs attention”. Nothing goes before you answer; everything else is brought up to date.',
					'callboard'
				) }
			</p>
			{ rows.map( ( row ) => (
				<Limit key={ row.mappingId ?? '' } row={ row } own={ ownOf( row ) } onChange={ ( changed ) => change( row.mappingId, changed ) } />
			) ) }
		</ActionForm>
	);
}
