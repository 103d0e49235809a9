import { __, sprintf } from '@wordpress/i18n';
import type { History, Mapping } from '../../../sync-worker/src/contract/types';
import type { FieldTrace } from '../../../sync-worker/src/mapping';
import { fetchHistory, fetchMappingVersion, type RecordKey } from '../../api/records';
import { FailureNotice } from '../../components/FailureNotice';
import { Loading } from '../../components/Loading';
import { dateAndTime } from '../../format/time';
import { fieldAtAGlance } from '../../format/values';
import { useResource } from '../../store/useResource';
import { Past } from './Past';
import { Steps } from './Steps';
import { TakeBack } from './TakeBack';

type Field = History[ 'fields' ][ number ];

/** The engine comes only when somebody asks: it is larger than the rest of the page. */
async function traced( history: History, mapping: Mapping | null ): Promise< Map< string, FieldTrace > > {
	if ( history.raw === null || mapping === null ) {
		return new Map();
	}
	const { compileMapping, factsKept, traceRecord } = await import( '../../../sync-worker/src/mapping' );
	const compiled = compileMapping( mapping );
	return new Map(
		compiled.ok ? ( await traceRecord( compiled.compiled, history.raw, factsKept( history.raw ) ) ).map( ( trace ) => [ trace.to, trace ] ) : []
	);
}

async function load( key: RecordKey ) {
	const history = await fetchHistory( key );
	const mapping = history.mapping_version === null ? null : await fetchMappingVersion( key.tenantId, history.mapping_id, history.mapping_version );
	return { history, traces: await traced( history, mapping ) };
}

function ownerInWords( owner: Field[ 'owner' ] ): string {
	switch ( owner ) {
		case 'salesforce':
			return __( 'kept in Salesforce', 'callboard' );
		case 'wordpress':
			return __( 'yours', 'callboard' );
		case 'newest':
			return __( 'whoever changed it last', 'callboard' );
		default:
			return __( 'Salesforce fills it while it is empty', 'callboard' );
	}
}

function FieldCard( { field, trace }: { field: Field; trace: FieldTrace | undefined } ) {
	return (
		<details className="callboard-field">
			<summary>
				<strong>{ field.label }</strong>: { fieldAtAGlance( field.target, field.now ) }{ ' ' }
				<span className="callboard-small">({ ownerInWords( field.owner ) })</span>
				{ field.override && <em> { __( 'overridden', 'callboard' ) }</em> }
			</summary>
			{ field.override && (
				<p>
					{ sprintf(
						/* translators: 1: a value, 2: a reason, 3: name of a person */
						__( 'Salesforce says “%1$s”. Overridden by %3$s: %2$s', 'callboard' ),
						fieldAtAGlance( field.target, field.override.replaced ),
						field.override.reason,
						field.override.by ?? '—'
					) }
				</p>
			) }
			{ trace ? (
				<Steps trace={ trace } />
			) : (
				<p className="callboard-small">{ field.from ?? field.expression ?? __( 'No field of Salesforce fills this.', 'callboard' ) }</p>
			) }
			<Past field={ field } />
			{ field.why_fixed !== null && field.changes.length > 0 && <p className="description">{ field.why_fixed }</p> }
		</details>
	);
}

/** Promise 9 on a screen: each field with its value, its source, the steps between, and what it said before. */
export function Sources( { recordKey, onChange }: { recordKey: RecordKey; onChange: () => void } ) {
	const { data, problem, reload } = useResource( `history/${ recordKey.tenantId }/${ recordKey.externalId }`, () => load( recordKey ) );
	if ( data === null ) {
		return problem ? <FailureNotice problem={ problem } onRetry={ reload } /> : <Loading />;
	}
	const [ newest ] = data.history.versions;
	const changed = () => {
		reload();
		onChange();
	};
	return (
		<section className="callboard-card">
			<h2>{ __( 'Where its values come from', 'callboard' ) }</h2>
			<p>
				{ newest
					? sprintf(
							/* translators: 1: date and time, 2: number of a run */
							__( 'Last written %1$s by sync %2$d.', 'callboard' ),
							dateAndTime( newest.at_ms ),
							newest.run_id
						)
					: __( 'Its past is not known yet: “Sync this show now” keeps what comes from now on.', 'callboard' ) }
			</p>
			{ data.history.fields.map( ( field ) => (
				<FieldCard key={ field.target } field={ field } trace={ data.traces.get( field.target ) } />
			) ) }
			<TakeBack recordKey={ recordKey } history={ data.history } onDone={ changed } />
		</section>
	);
}
