import { ExternalLink } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { LeftOutRecord } from '../../../sync-worker/src/contract/types';
import { fetchLeftOut } from '../../api/twins';
import { FailureNotice } from '../../components/FailureNotice';
import { IncludeAgain } from '../../components/IncludeAgain';
import { Link } from '../../components/Link';
import { Loading } from '../../components/Loading';
import { PageButtons } from '../../components/PageButtons';
import { Table, type Field } from '../../components/Table';
import { dateAndTime } from '../../format/time';
import { useResource } from '../../store/useResource';

interface Props {
	tenantId: number;
	/** Of all pages: including one again makes the list shorter. */
	total: number;
	onChange: () => void;
}

const perPage = 20;

const nameOf = ( { title, external_id: id }: LeftOutRecord ) => title ?? id;

function byWhom( { since_ms: sinceMs, by }: LeftOutRecord ): string {
	const when = dateAndTime( sinceMs );
	/* translators: 1: date and time, 2: name of a person */
	return by === null ? when : sprintf( __( '%1$s by %2$s', 'callboard' ), when, by );
}

const fields = ( tenantId: number, onDone: () => void ): Field< LeftOutRecord >[] => [
	{
		id: 'record',
		label: __( 'Show or performance', 'callboard' ),
		isHeading: true,
		render: ( record ) => (
			<>
				<Link to={ `/why/${ tenantId }/${ record.external_id }` }>{ nameOf( record ) }</Link>{ ' ' }
				<code className="callboard-small">{ record.external_id }</code>
			</>
		),
	},
	{ id: 'mapping', label: __( 'What', 'callboard' ), render: ( { mapping } ) => mapping },
	{ id: 'since', label: __( 'Left out', 'callboard' ), render: byWhom },
	{
		id: 'salesforce',
		label: __( 'In Salesforce', 'callboard' ),
		render: ( { record_url: url } ) => ( url === null ? '–' : <ExternalLink href={ url }>{ __( 'Open in Salesforce', 'callboard' ) }</ExternalLink> ),
	},
	{
		id: 'actions',
		label: __( 'What to do', 'callboard' ),
		render: ( record ) => <IncludeAgain tenantId={ tenantId } externalId={ record.external_id } name={ nameOf( record ) } onDone={ onDone } />,
	},
];

function Records( { tenantId, total, onChange }: Props ) {
	const [ page, setPage ] = useState( 1 );
	const pages = Math.max( 1, Math.ceil( total / perPage ) );
	const shown = Math.min( page, pages );
	const { data, problem, reload } = useResource( `left-out/${ tenantId }/${ shown }`, () => fetchLeftOut( tenantId, { page: shown, per_page: perPage } ) );
	if ( data === null ) {
		return problem ? <FailureNotice problem={ problem } onRetry={ reload } /> : <Loading />;
	}
	const changed = () => {
		reload();
		onChange();
	};
	return (
		<>
			<FailureNotice problem={ problem } onRetry={ reload } />
			<Table
				caption={ __( 'Left out of this site', 'callboard' ) }
				fields={ fields( tenantId, changed ) }
				rows={ data.rows }
				keyOf={ ( record ) => record.external_id }
			/>
			<PageButtons page={ shown } pages={ pages } onPage={ setPage } />
		</>
	);
}

/** Needs nobody, and so stands last and closed: what a person once left out, for whoever looks for it. */
export function LeftOut( props: Props ) {
	const [ isOpen, setOpen ] = useState( false );
	return (
		<section className="callboard-card">
			<h2>{ __( 'Left out of this site', 'callboard' ) }</h2>
			<details onToggle={ ( event ) => setOpen( event.currentTarget.open ) }>
				<summary>
					{ sprintf(
						/* translators: %d: number of records */
						_n(
							'%d record that a person left out is not listed, whatever changes in Salesforce',
							'%d records that a person left out are not listed, whatever changes in Salesforce',
							props.total,
							'callboard'
						),
						props.total
					) }
				</summary>
				{ isOpen && <Records { ...props } /> }
			</details>
		</section>
	);
}
